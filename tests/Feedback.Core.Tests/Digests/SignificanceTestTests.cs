using Feedback.Core.Digests;
using MathNet.Numerics.Distributions;

namespace Feedback.Core.Tests.Digests;

public sealed class SignificanceTestTests
{
    [Fact]
    public void What_rises_in_number_and_in_share_has_moved() =>
        Assert.Equal([0], Moved([[20, 22, 19, 21, 60], [30, 31, 29, 30, 30]], [500, 510, 490, 505, 540]));

    [Fact]
    public void A_busy_week_moves_nothing() => Assert.Empty(Moved([[20, 22, 19, 21, 60], [30, 31, 29, 30, 90]], [500, 510, 490, 505, 1500]));

    [Fact]
    public void What_stays_while_all_the_rest_falls_has_not_moved() => Assert.Empty(Moved([[40, 41, 39, 40, 40]], [500, 510, 490, 505, 200]));

    [Fact]
    public void Small_counts_are_not_reported() => Assert.Empty(Moved([[1, 0, 1, 0, 9]], [500, 510, 490, 505, 500]));

    [Fact]
    public void What_scatters_from_week_to_week_anyway_has_not_moved() =>
        Assert.Empty(Moved([[10, 60, 5, 55, 70], [70, 8, 66, 12, 9]], [500, 510, 490, 505, 500]));

    [Fact]
    public void Of_a_thousand_weeks_in_which_nothing_changed_few_report_anything()
    {
        var random = new Random(20261122);
        var reported = 0;
        for (var week = 0; week < 1000; week++)
        {
            List<IReadOnlyList<long>> series = [.. Enumerable.Range(0, 40)
                .Select(topic => (IReadOnlyList<long>)[.. Enumerable.Range(0, 5).Select(_ => (long)Poisson.Sample(random, 15 + topic))])];
            if (SignificanceTest.Moved(series, [1000, 1000, 1000, 1000, 1000]).Count > 0)
                reported++;
        }

        Assert.InRange(reported / 1000.0, 0, SignificanceTest.Level + 0.02);
    }

    private static IEnumerable<int> Moved(IReadOnlyList<IReadOnlyList<long>> series, IReadOnlyList<long> volumes) => SignificanceTest.Moved(series, volumes);
}
