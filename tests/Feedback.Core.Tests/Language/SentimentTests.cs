using static Feedback.Core.Records.SentimentLabel;

namespace Feedback.Core.Tests.Language;

public class SentimentTests
{
    [Fact]
    public void Praise_is_positive() => Assert.Equal(Positive, Reading.Label("The staff were friendly and helpful."));

    [Fact]
    public void Blame_is_negative() => Assert.Equal(Negative, Reading.Label("The staff were rude."));

    [Fact]
    public void A_plain_statement_is_neutral() => Assert.Equal(Neutral, Reading.Label("I ordered two shirts on Monday."));

    [Fact]
    public void Nothing_felt_is_zero_and_not_negative_zero() => Assert.False(double.IsNegative(Reading.Score("It is a table.")));

    [Theory]
    [InlineData("I was overcharged.")]
    [InlineData("I was billed twice.")]
    [InlineData("My card was charged twice.")]
    [InlineData("I am still waiting.")]
    [InlineData("The parcel never arrived.")]
    [InlineData("It took 6 weeks.")]
    [InlineData("There was no reply.")]
    [InlineData("I was on hold for 45 minutes.")]
    [InlineData("It came late.")]
    [InlineData("They refused.")]
    [InlineData("The shoe runs small.")]
    [InlineData("It is too tight.")]
    [InlineData("It falls apart.")]
    [InlineData("The blouse is see-through.")]
    public void What_customers_complain_of_is_negative(string text) => Assert.Equal(Negative, Reading.Label(text));

    [Theory]
    [InlineData("Checkout was easy.")]
    [InlineData("It arrived on time.")]
    [InlineData("It fits perfectly.")]
    [InlineData("Worth every penny.")]
    [InlineData("No complaints.")]
    [InlineData("I couldn't be happier.")]
    public void What_customers_praise_is_positive(string text) => Assert.Equal(Positive, Reading.Label(text));

    [Theory]
    [InlineData("The food was not good.")]
    [InlineData("The food wasn't good.")]
    [InlineData("The food wasn’t good.")]
    [InlineData("The food was never good.")]
    [InlineData("The food was hardly good.")]
    [InlineData("Nobody here was friendly.")]
    public void Negated_praise_is_negative(string text) => Assert.Equal(Negative, Reading.Label(text));

    [Fact]
    public void Negated_blame_is_mildly_positive() => Assert.InRange(Reading.Score("The food was not bad."), 0.05, Reading.Score("The food was good."));

    [Fact]
    public void Without_denies_what_follows() => Assert.Equal(Positive, Reading.Label("It was done without any problems."));

    [Fact]
    public void A_denial_does_not_reach_the_next_clause() => Assert.Equal(Positive, Reading.Label("I did not order it online, the dress is lovely."));

    [Fact]
    public void Two_denials_cancel() => Assert.Equal(Positive, Reading.Label("It never was not good."));

    [Theory]
    [InlineData("It does not fit too snug.")]
    [InlineData("It's not too thin or too thick.")]
    [InlineData("Not itchy at all.")]
    [InlineData("They do not stretch out of shape.")]
    [InlineData("Don't wait.")]
    [InlineData("The picture does not do this dress justice.")]
    public void A_fault_denied_is_praise(string text) => Assert.Equal(Positive, Assert.Single(Reading.Of(text).Opinions).Sentiment.Label);

    [Fact]
    public void Pretty_may_only_say_how_much() => Assert.Equal(Negative, Reading.Label("This sweater was pretty short."));

    [Theory]
    [InlineData("The pretty blue dress.")]
    [InlineData("It is pretty and soft.")]
    public void Pretty_may_praise(string text) => Assert.Equal(Positive, Reading.Label(text));

    [Theory]
    [InlineData("I have an issue trying to change the delivery address.")]
    [InlineData("It hasn't been delivered yet.")]
    [InlineData("The refund isn't showing up.")]
    [InlineData("I still haven't received my jacket.")]
    [InlineData("My address isn't valid.")]
    public void What_did_not_happen_as_it_should_is_a_complaint(string text) =>
        Assert.Equal(Negative, Assert.Single(Reading.Of(text).Opinions).Sentiment.Label);

    [Fact]
    public void To_expect_little_is_a_complaint() => Assert.Equal(Negative, Assert.Single(Reading.Of("But don't expect it to last.").Opinions).Sentiment.Label);

    [Fact]
    public void Not_only_denies_nothing() => Assert.Equal(Positive, Reading.Label("It is not only beautiful."));

    [Theory]
    [InlineData("but")]
    [InlineData("however")]
    public void What_follows_a_contrast_weighs_more(string contrast)
    {
        Assert.True(Reading.Score($"The food was good {contrast} the service was bad.") < Reading.Score("The food was good and the service was bad."));
    }

    [Fact]
    public void A_concession_weighs_less() =>
        Assert.True(Reading.Score("Although the service was bad, the food was good.") > Reading.Score("The service was bad and the food was good."));

    [Fact]
    public void An_intensifier_strengthens() => Assert.True(Reading.Score("The bread was extremely good.") > Reading.Score("The bread was good."));

    [Fact]
    public void A_dampener_weakens() => Assert.True(Reading.Score("The bread was somewhat good.") < Reading.Score("The bread was good."));

    [Fact]
    public void A_dampener_may_be_a_phrase() => Assert.True(Reading.Score("The bread was a little bad.") > Reading.Score("The bread was bad."));

    [Fact]
    public void Exclamation_marks_strengthen_either_way()
    {
        Assert.True(Reading.Score("The bread was good!!!") > Reading.Score("The bread was good."));
        Assert.True(Reading.Score("The bread was bad!!!") < Reading.Score("The bread was bad."));
    }

    [Fact]
    public void Exclamation_marks_alone_say_nothing() => Assert.Equal(0, Reading.Score("The bread!!!"));

    [Fact]
    public void Several_question_marks_strengthen() => Assert.True(Reading.Score("Why is it so bad???") < Reading.Score("Why is it so bad?"));

    [Fact]
    public void A_word_in_capitals_shouts() => Assert.True(Reading.Score("The service was BAD.") < Reading.Score("The service was bad."));

    [Fact]
    public void A_text_all_in_capitals_does_not_shout() => Assert.Equal(Reading.Score("the service was bad."), Reading.Score("THE SERVICE WAS BAD."));

    [Fact]
    public void A_lengthened_word_is_known_and_stronger() => Assert.True(Reading.Score("It was goooood.") > Reading.Score("It was good."));

    [Theory]
    [InlineData("😍")]
    [InlineData("👍🏽")]
    [InlineData("❤️")]
    [InlineData(":-)")]
    public void A_cheerful_sign_is_positive(string sign) => Assert.Equal(Positive, Reading.Label("Parcel came today " + sign));

    [Theory]
    [InlineData("😡")]
    [InlineData("👎🏿")]
    [InlineData("💔")]
    [InlineData(":(")]
    public void An_angry_or_sad_sign_is_negative(string sign) => Assert.Equal(Negative, Reading.Label("Parcel came today " + sign));

    [Fact]
    public void A_bracket_behind_a_colon_is_no_emoticon() => Assert.Equal(Neutral, Reading.Label("Two sizes:(small and large)"));

    [Theory]
    [InlineData("honored", "honoured")]
    [InlineData("favorite", "favourite")]
    [InlineData("apologize", "apologise")]
    [InlineData("unorganized", "unorganised")]
    [InlineData("flavorless", "flavourless")]
    [InlineData("wrong color", "wrong colour")]
    public void British_and_American_spelling_weigh_the_same(string american, string british) => Assert.Equal(Reading.Score(american), Reading.Score(british));

    [Fact]
    public void A_bureaus_masks_do_not_shout() =>
        Assert.Equal(Reading.Score("The bank called about it was bad."), Reading.Score("The bank XXXX called XX/XX/2019 about {$25.00} it was bad."));

    [Fact]
    public void A_sentence_has_its_own_sentiment() =>
        Assert.Equal([Positive, Negative], Reading.Of("The food was good. The service was bad.").Sentences.Select(s => s.Sentiment.Label));

    [Fact]
    public void As_much_praise_as_blame_is_neutral() => Assert.Equal(Neutral, Reading.Label("Great colour. Terrible fabric."));
}
