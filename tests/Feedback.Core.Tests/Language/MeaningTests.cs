using static Feedback.Core.Records.SentimentLabel;

namespace Feedback.Core.Tests.Language;

/// <summary>What counts as an opinion, and what only looks like one.</summary>
public class MeaningTests
{
    [Theory]
    [InlineData("I have not used my card.")]
    [InlineData("There was no hold.")]
    [InlineData("I did not order it online.")]
    [InlineData("The dispute case ID is 4711.")]
    [InlineData("I have never been late with a payment.")]
    [InlineData("I received a call from the Fraud Detection Department.")]
    [InlineData("I lost my job in May.")]
    public void A_plain_fact_is_no_complaint(string text) => AssertSaysNothing(text);

    [Theory]
    [InlineData("I need a capable person.")]
    [InlineData("I hope they fix it.")]
    [InlineData("Can you help me with an error?")]
    [InlineData("How do I report a problem?")]
    [InlineData("I would like to cancel my order.")]
    [InlineData("I don't know how to report errors.")]
    public void A_question_and_a_wish_are_no_complaint(string text) => AssertSaysNothing(text);

    [Theory]
    [InlineData("If the fabric were better, I would buy it.")]
    [InlineData("Whether it is good or bad")]
    public void A_condition_is_no_opinion(string text) => AssertSaysNothing(text);

    [Theory]
    [InlineData("The parcel never arrived.", "parcel")]
    [InlineData("The transfer I did hasn't arrived.", "transfer")]
    [InlineData("They charged me twice.", "-")]
    [InlineData("I have been waiting for three weeks.", "-")]
    [InlineData("The receptionist hung up on me.", "receptionist")]
    [InlineData("It runs half a size large.", "-")]
    [InlineData("I had to call five times.", "-")]
    [InlineData("There is a missing button.", "button")]
    [InlineData("Nobody answers the phone.", "phone")]
    [InlineData("They lost my luggage.", "luggage")]
    [InlineData("I was unable to complete my transfer.", "transfer")]
    [InlineData("I have a problem with cancelling my order.", "order")]
    [InlineData("Best Buy never called me back.", "Best Buy")]
    public void A_fact_that_implies_a_fault_is_a_complaint_of_it(string text, string target)
    {
        Assert.Equal(Negative, Reading.Label(text));
        Assert.StartsWith(target + ": ", Assert.Single(Reading.Opinions(text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("It arrived two days early.")]
    [InlineData("They refunded me the same day.")]
    public void A_fact_that_implies_success_is_praise(string text) => Assert.Equal(Positive, Reading.Label(text));

    [Theory]
    [InlineData("Why was my card declined?", "card")]
    [InlineData("Why didn't my balance update?", "balance")]
    public void To_ask_why_something_failed_is_to_complain(string text, string target) =>
        Assert.StartsWith(target, Assert.Single(Reading.Opinions(text)), StringComparison.Ordinal);

    [Fact]
    public void To_wish_that_things_were_otherwise_is_to_complain() =>
        Assert.Equal(["sizing: was more consistent, Negative"], Reading.Opinions("I wish the sizing was more consistent."));

    [Theory]
    [InlineData("The price is okay.", "price: okay, Neutral")]
    [InlineData("I am on the fence about this dress.", "dress: on the fence, Neutral")]
    public void What_is_neither_good_nor_bad_is_neutral(string text, string opinion)
    {
        Assert.Equal([opinion], Reading.Opinions(text));
        Assert.Equal(Neutral, Reading.Label(text));
    }

    [Theory]
    [InlineData("Mr. Good called me.")]
    [InlineData("I moved to Grand Rapids in May.")]
    [InlineData("I went to the Good Samaritan Hospital.")]
    [InlineData("I asked under the Fair Credit Reporting Act.")]
    public void A_name_is_no_praise(string text) => AssertSaysNothing(text);

    [Fact]
    public void Each_thing_of_a_list_has_an_opinion() => Assert.Equal(
        ["staff: Kind, Positive", "price: fair, Positive", "delivery: quick, Positive"], Reading.Opinions("Kind staff, a fair price and quick delivery."));

    [Theory]
    [InlineData("Great food and service!")]
    [InlineData("Disappointed with the food and service.")]
    public void What_is_said_of_two_things_is_said_of_each(string text) =>
        Assert.Equal(["food", "service"], Reading.Of(text).Opinions.Select(o => o.Target!.Value.Of(text)));

    [Theory]
    [InlineData("The dress arrived on Monday and it is superb.", "dress")]
    [InlineData("The room was small but clean.", "room")]
    public void A_pronoun_or_a_lost_subject_stands_for_the_noun_before(string text, string target) =>
        Assert.Equal(target, Reading.Of(text).Opinions[^1].Target?.Of(text));

    [Theory]
    [InlineData("Unlike my old bank, they never call back.")]
    [InlineData("Amazon is better than this shop.")]
    public void Praise_of_another_company_is_no_praise(string text) => Assert.DoesNotContain(Reading.Of(text).Opinions, o => o.Sentiment.Label == Positive);

    [Theory]
    [InlineData("I could not have asked for better service.")]
    [InlineData("It couldn't be easier.")]
    [InlineData("No complaints.")]
    public void A_denial_with_a_comparative_is_praise(string text) => Assert.Equal(Positive, Reading.Label(text));

    [Theory]
    [InlineData("I was so amazed at how poorly made it is.")]
    [InlineData("I don't think that the food was good.")]
    [InlineData("Thanks for nothing.")]
    [InlineData("Bravo, another week without a phone line.")]
    public void Blame_in_the_words_of_praise_is_blame(string text) => Assert.Equal(Negative, Reading.Label(text));

    private static void AssertSaysNothing(string text)
    {
        Assert.Empty(Reading.Opinions(text));
        Assert.Equal(Neutral, Reading.Label(text));
    }
}
