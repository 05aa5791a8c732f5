using Feedback.Web.Pages;

namespace Feedback.Web.Tests.Pages;

public sealed class ChartScaleTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddDays(10);

    [Theory]
    [InlineData(39, new[] { 0.0, 10, 20, 30, 40 })]
    [InlineData(0, new[] { 0.0, 0.5, 1 })]
    [InlineData(1, new[] { 0.0, 0.5, 1 })]
    [InlineData(0.03, new[] { 0, 0.01, 0.02, 0.03 })]
    [InlineData(1234, new[] { 0.0, 500, 1000, 1500 })]
    public void The_axis_goes_in_few_round_steps_up_to_the_highest_figure(double highest, double[] expected) => Assert.Equal(expected, Of(0, highest).Ticks);

    [Fact]
    public void Counts_have_no_halves() => Assert.Equal([0, 1, 2], new ChartScale(From, To, [2], 0, 0, 200, leastStep: 1).Ticks);

    [Fact]
    public void A_score_below_nothing_draws_the_axis_down() => Assert.Equal([-1, -0.5, 0, 0.5], Of(-1, 0.4).Ticks);

    [Fact]
    public void Figures_lie_between_the_ends_of_the_axis()
    {
        var scale = Of(0, 40);

        Assert.Equal((200, 100, 0), (scale.Y(0), scale.Y(20), scale.Y(40)));
    }

    [Fact]
    public void Times_outside_lie_at_the_edge()
    {
        var scale = Of(0, 1);

        Assert.Equal(("0%", "25%", "100%"), (scale.Percent(From.AddDays(-1)), scale.Percent(From.AddDays(2.5)), scale.Percent(To.AddDays(1))));
    }

    private static ChartScale Of(double lowest, double highest) => new(From, To, [highest], lowest, 0, 200);
}
