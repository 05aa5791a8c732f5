using Feedback.Core.Detection;

namespace Feedback.Core.Tests.Detection;

public sealed class FindingTextTests
{
    private static readonly DateTimeOffset To = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);

    private static readonly Finding Jump = new(new("refund", "pay"), FindingKind.Jump, To.AddDays(-4), To, 34, 11.44, 1 / 12_000.0, 0.08);

    [Fact]
    public void A_rise_says_how_many_where_how_many_were_to_be_expected_and_how_probable_that_is() =>
        Assert.Equal("34 customers in 4 days, 11.4 expected; as many or more occur by chance about once in 12,000 checks",
            FindingText.Of(Jump));

    [Fact]
    public void What_chance_all_but_excludes_is_not_given_a_figure() =>
        Assert.EndsWith("as many or more occur by chance less than once in a billion checks", FindingText.Of(Jump with { Probability = 1e-17 }),
            StringComparison.Ordinal);

    [Fact]
    public void A_window_within_one_day_is_one_day() =>
        Assert.StartsWith("34 customers in one day, ", FindingText.Of(Jump with { From = To.AddHours(-9) }), StringComparison.Ordinal);

    [Fact]
    public void A_chronic_problem_says_its_share_and_that_it_is_ongoing() =>
        Assert.Equal(
            "1,204 customers in 28 days, 6.2% of all customers heard; ongoing",
            FindingText.Of(new(Jump.Topic, FindingKind.Chronic, To.AddDays(-28), To, 1_204, null, null, 0.062)));
}
