using Feedback.Core.Detection;

namespace Feedback.Core.Tests.Detection;

public sealed class WilsonIntervalTests
{
    [Theory]
    [InlineData(6, 10, 0.312674)]
    [InlineData(1, 10, 0.017876)]
    [InlineData(30, 1000, 0.021094)]
    [InlineData(0, 10, 0)]
    [InlineData(0, 0, 0)]
    public void The_lower_bound_is_the_published_formulas(double successes, double trials, double lower) =>
        Assert.Equal(lower, WilsonInterval.Lower(successes, trials), 1e-6);
}
