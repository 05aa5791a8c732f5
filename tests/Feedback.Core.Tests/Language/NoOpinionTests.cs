namespace Feedback.Core.Tests.Language;

/// <summary>Words that praise or blame elsewhere, in clauses that judge nothing.</summary>
public class NoOpinionTests
{
    [Theory]
    [InlineData("They go well below the knee.")]
    [InlineData("It's extremely urgent.")]
    [InlineData("Imagine my surprise.")]
    public void A_word_in_another_sense_is_no_opinion(string text) => Assert.Empty(Reading.Opinions(text));

    [Fact]
    public void A_choice_is_no_complaint() => Assert.Empty(Reading.Opinions("You can tie them as loose or tight as you like."));

    [Fact]
    public void To_lack_a_property_is_no_complaint() => Assert.Empty(Reading.Opinions("It's not skintight."));

    [Fact]
    public void To_be_unavailable_is_one() => Assert.Equal("-: not available, Negative", Assert.Single(Reading.Opinions("It's not available.")));

    [Theory]
    [InlineData("I thought that the sleeves would be too small.")]
    [InlineData("I was worried that the stripes might not be flattering.")]
    public void What_was_expected_is_not_what_is(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("I know that some folks said it runs small.")]
    [InlineData("So I notice most ladies love to say how tiny they are.")]
    public void What_others_say_is_not_said_of_us(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("I have been looking for a nice white top.")]
    [InlineData("I was craving something feminine.")]
    public void What_is_looked_for_is_not_found(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("A dark color, not starkly black.")]
    [InlineData("Of a heavy fabric, but not white.")]
    public void To_lack_a_property_is_none_without_a_verb_either(string text) => Assert.Empty(Reading.Opinions(text));

    [Fact]
    public void To_lack_it_for_a_whole_sentence_is_a_complaint() => Assert.Equal(["-: Not raspberry, Negative"], Reading.Opinions("Not raspberry."));

    [Theory]
    [InlineData("No tailoring needed.")]
    [InlineData("No bra is necessary.")]
    [InlineData("So no slip needed.")]
    public void To_need_nothing_is_no_complaint(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("Don't iron it.")]
    [InlineData("But don't think about it.")]
    public void Advice_is_no_complaint(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("But perhaps that's because of the season.")]
    [InlineData("I would own six of them ;)")]
    [InlineData("I got two sizes to be safe.")]
    [InlineData("So that may be the problem.")]
    [InlineData("I tired it on in the store.")]
    [InlineData("I can't explain it.")]
    [InlineData("I am hoping you will make a beautiful one.")]
    [InlineData("I was really excited when it came.")]
    [InlineData("You may have to size up or down.")]
    public void A_guess_or_a_joke_is_no_opinion(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("It is hard to find nice jeans.")]
    [InlineData("It's so difficult to find shorts that are flattering.")]
    public void What_is_hard_to_find_elsewhere_is_no_opinion(string text) => Assert.Empty(Reading.Opinions(text));

    [Fact]
    public void A_heading_is_no_opinion() => Assert.Equal(["sloths: cute, Positive"], Reading.Opinions("The good: the sloths are cute."));
}
