using Feedback.Core.Corrections;

namespace Feedback.Core.Tests.Corrections;

public sealed class ReasonRuleTests
{
    private const string Text = "Nice staff, but I was billed twice and the refund took six weeks.";

    [Theory]
    [InlineData("The refund is what it is about.")]
    [InlineData("Irony: they mean the opposite.")]
    [InlineData("I was billed is about the bill")]
    public void A_reason_in_ones_own_words_is_fine(string reason) => Assert.Null(ReasonRule.FaultOf(reason, Text));

    [Theory]
    [InlineData("They say \"the refund took six weeks\".")]
    [InlineData("i WAS billed, twice; and")]
    public void Five_words_in_a_row_are_a_quotation(string reason) =>
        Assert.Equal("must not quote the customer: use your own words", ReasonRule.FaultOf(reason, Text));

    [Fact]
    public void A_short_text_may_not_be_repeated_whole() => Assert.NotNull(ReasonRule.FaultOf("He said terrible slow till.", "Terrible slow till!"));

    [Fact]
    public void A_single_word_may_be_repeated() => Assert.Null(ReasonRule.FaultOf("Terrible is meant in fun.", "Terrible!"));

    [Fact]
    public void Without_a_text_there_is_nothing_to_quote() => Assert.Null(ReasonRule.FaultOf("The score was given by mistake.", null));

    [Theory]
    [InlineData("Ask anna@example.com")]
    [InlineData("Rang +44 20 7946 0958")]
    public void What_tells_who_a_customer_is_does_not_belong_there(string reason) =>
        Assert.Equal("must not contain email addresses or telephone, card or account numbers", ReasonRule.FaultOf(reason, Text));
}
