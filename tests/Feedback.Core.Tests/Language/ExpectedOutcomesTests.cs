using Feedback.Core.Language;
using Feedback.Core.Records;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Language;

/// <summary>The sentences are customers' own, from the product reviews and the complaints; a few stand for false friends that the data did not have.</summary>
public class ExpectedOutcomesTests
{
    [Theory]
    [InlineData("I just want my refund.", ExpectedOutcomeKind.Want, "I just want my refund")]
    [InlineData("All I want is my money so that I can close my card out.", ExpectedOutcomeKind.Want, "All I want is my money")]
    [InlineData("All I wanted was my money, now it may become something bigger.", ExpectedOutcomeKind.Want, "All I wanted was my money")]
    [InlineData("I want them to stop reporting it as Collection/Chargeoff every month as I'm trying to rebuild my credit.", ExpectedOutcomeKind.Want,
        "I want them to stop reporting it as Collection/Chargeoff every month")]
    [InlineData("I would like my {$1300.00} refunded in addition to the {$700.00} worth of points refunded.", ExpectedOutcomeKind.Want,
        "I would like my {$1300.00} refunded in addition to the {$700.00} worth of points refunded")]
    [InlineData("I'd like Chase Bank to issue a letter of explanation about a forged check on my account.", ExpectedOutcomeKind.Want,
        "I'd like Chase Bank to issue a letter of explanation about a forged check on my account")]
    [InlineData("I need this removed and rectified asap before they find themselves in the middle of a lawsuit.", ExpectedOutcomeKind.Want,
        "I need this removed and rectified asap before they find themselves in the middle of a lawsuit")]
    [InlineData("Please remove this account from my credit report.", ExpectedOutcomeKind.Request, "Please remove this account from my credit report")]
    [InlineData("please make this in some other denim colors!", ExpectedOutcomeKind.Request, "please make this in some other denim colors")]
    [InlineData("Can you please tell me why 10 % federal Withholding tax wasn't applied?", ExpectedOutcomeKind.Request,
        "Can you please tell me why 10 % federal Withholding tax wasn't applied?")]
    [InlineData("I am requesting that the Hard Inquiry from Capitol One be removed as I never requested credit from them.", ExpectedOutcomeKind.Request,
        "I am requesting that the Hard Inquiry from Capitol One be removed")]
    [InlineData("I DEMAND THESE INQURIES TO BE REMOVED.", ExpectedOutcomeKind.Request, "I DEMAND THESE INQURIES TO BE REMOVED")]
    [InlineData("I would appreciate a letter from Wells Fargo.", ExpectedOutcomeKind.Request, "I would appreciate a letter from Wells Fargo")]
    [InlineData("Bring back the old packaging!", ExpectedOutcomeKind.Request, "Bring back the old packaging")]
    [InlineData("Refund me my delivery charge.", ExpectedOutcomeKind.Request, "Refund me my delivery charge")]
    [InlineData("i was expecting a full lined dress.", ExpectedOutcomeKind.Expectation, "i was expecting a full lined dress")]
    [InlineData("I expected the bust to be lined at least.", ExpectedOutcomeKind.Expectation, "I expected the bust to be lined at least")]
    [InlineData("i was hoping for more of an a-line cut.", ExpectedOutcomeKind.Expectation, "i was hoping for more of an a-line cut")]
    [InlineData("I expect this collection account to be removed from my credit report.", ExpectedOutcomeKind.Expectation,
        "I expect this collection account to be removed from my credit report")]
    [InlineData("they should have used a softer fabric.", ExpectedOutcomeKind.Advice, "they should have used a softer fabric")]
    [InlineData("This needs to be removed from all 3 bureaus because account was never in collections.", ExpectedOutcomeKind.Advice,
        "This needs to be removed from all 3 bureaus")]
    [InlineData("I should not have been charged either interest or late charges.", ExpectedOutcomeKind.Advice,
        "I should not have been charged either interest or late charges")]
    [InlineData("There should be another way of resetting my password.", ExpectedOutcomeKind.Advice, "There should be another way of resetting my password")]
    [InlineData("i only wish it was a little longer but i will probably wear it layered with a long cami.", ExpectedOutcomeKind.Wish,
        "i only wish it was a little longer")]
    [InlineData("it would be better if there are more colors to choose from.", ExpectedOutcomeKind.Wish,
        "it would be better if there are more colors to choose from")]
    [InlineData("i would prefer the sleeves to be a little longer (5'7\", 125 lb, got size s).", ExpectedOutcomeKind.Wish,
        "i would prefer the sleeves to be a little longer")]
    [InlineData("i hope they come out with more color options!", ExpectedOutcomeKind.Wish, "i hope they come out with more color options")]
    [InlineData("Why can't they offer a lower interest rate to consumers?", ExpectedOutcomeKind.Question,
        "Why can't they offer a lower interest rate to consumers?")]
    [InlineData("why didn't you make it in petite?", ExpectedOutcomeKind.Question, "why didn't you make it in petite?")]
    public void An_ask_is_found_with_its_clause(string text, ExpectedOutcomeKind kind, string clause) => Assert.Equal([(kind, clause)], Asks(text));

    [Theory]
    [InlineData("i just want to let you know for the credit card companies bad practice killing the small people")]
    [InlineData("I just want to say how much I love this top.")]
    [InlineData("I want you to know that I understand my financial obligations.")]
    [InlineData("I would like to thank the young man who helped me.")]
    [InlineData("I would like to file a complaint against this bank.")]
    [InlineData("I want this in every color!")]
    [InlineData("i want so badly to love it but it's just a little too big and boxy.")]
    [InlineData("I need to say that the staff were lovely.")]
    [InlineData("I have everything I wanted.")]
    [InlineData("it was exactly what I expected.")]
    [InlineData("i expected it to be see through but it is not.")]
    [InlineData("with my long torso i expected this dress to fit weird but it was perfection.")]
    [InlineData("It should be fine after a wash.")]
    [InlineData("it should be ok with a belt.")]
    [InlineData("these shoulders were large on me in the s.")]
    [InlineData("You should buy this top!")]
    [InlineData("I should have ordered a size up.")]
    [InlineData("Please note that I am 5'2\" and wear a petite.")]
    [InlineData("Please help!")]
    [InlineData("He received mail indicating that \" a refund has been applied, please allow sufficient time \".")]
    [InlineData("the reason why they can't do it was never explained.")]
    [InlineData("I wish I could give it no stars at all.")]
    [InlineData("I wish you all the best.")]
    [InlineData("this would be great for summer.")]
    [InlineData("i wasn't sure i would like the collar but after trying it on, i love it.")]
    [InlineData("The agent said I should call again and gave me a refund.")]
    [InlineData("It did not bring back my money.")]
    public void What_only_looks_like_an_ask_is_none(string text) => Assert.Empty(Asks(text));

    [Fact]
    public void Several_asks_of_a_text_stand_in_its_order() => Assert.Equal(
        ["I want my money back", "please reverse all charges"],
        Asks("The parcel never came. I want my money back, and please reverse all charges. It has been weeks.").Select(ask => ask.Clause));

    [Fact]
    public void A_long_clause_is_cut_where_a_word_ends()
    {
        var text = "I want " + string.Join(' ', Enumerable.Repeat("word", 100));

        var clause = Assert.Single(Asks(text)).Clause;

        Assert.InRange(clause.Length, ExpectedOutcomes.LongestClause - 5, ExpectedOutcomes.LongestClause);
        Assert.EndsWith(" word", clause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_clause_never_ends_within_a_number()
    {
        // The cut falls into the number, whose first half would not be known for what it is.
        var text = "Please " + string.Join(' ', Enumerable.Repeat("word", 29)) + " 0123 4567 8901 2345 and go on as before";

        Assert.EndsWith(" word", Assert.Single(Asks(text)).Clause, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_clause_stands_in_one_sentence_in_order_and_is_not_too_long() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(AnyText, text =>
        {
            var sentences = Reading.Of(text, "en").Sentences;
            var found = ExpectedOutcomes.Find(text, sentences);
            return found.All(ask => ask.Span.Length is > 0 and <= ExpectedOutcomes.LongestClause
                    && sentences.Any(sentence => sentence.Span.Start <= ask.Span.Start && ask.Span.End <= sentence.Span.End))
                && found.Zip(found.Skip(1)).All(pair => pair.First.Span.End <= pair.Second.Span.Start);
        }));

    // Without an end in sight every repetition of a pattern is tried to its bound.
    [Theory]
    [InlineData("I ")]
    [InlineData("I just only simply ")]
    [InlineData("please ")]
    [InlineData("they should be ")]
    [InlineData("that I want to ")]
    [InlineData("refund, ")]
    [InlineData("why can't you ")]
    [InlineData("would be nice if ")]
    [InlineData("I was expecting the ")]
    public void The_longest_text_of_one_head_is_read(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length));
        Assert.InRange(ExpectedOutcomes.Find(text, [new(new(0, text.Length), Sentiment.Neutral)]).Count, 0, text.Length / piece.Length);
    }

    private static readonly Arbitrary<string> AnyText = Gen.Elements(
            "I", "we", "just", "want", "would like", "please", "should", "they", "it", "be", "refund me", "bring back", "why can't", "you", "wish", "hope",
                "expected", "was expecting",
            "needs to be", "fixed", "my money", "word", "0123 456", "but", "and", "because", ",", ".", "!", "\"", "\n", ";", "(", "👩‍👩‍👧", "\ud83d",
                "thing thing thing thing thing thing thing")
        .ListOf().Select(pieces => string.Join(' ', pieces)).Resize(80).ToArbitrary();

    private static List<(ExpectedOutcomeKind Kind, string Clause)> Asks(string text) =>
        [.. ExpectedOutcomes.Find(text, Reading.Of(text, "en").Sentences).Select(ask => (ask.Kind, ask.Span.Of(text)))];
}
