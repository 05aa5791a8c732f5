using Feedback.Core.Outcomes;
using Feedback.Core.Signals;

namespace Feedback.Core.Tests.Outcomes;

public sealed class PlannedLooksTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 0)]
    [InlineData(8, 1)]
    [InlineData(14, 1)]
    [InlineData(15, 2)]
    [InlineData(85, 12)]
    [InlineData(400, 12)]
    public void There_is_a_look_a_week_and_twelve_at_most(int day, int look) => Assert.Equal(look, PlannedLooks.At(Said.ShippedAt, Said.Start(day)));

    [Fact]
    public void The_day_of_shipping_is_the_companys()
    {
        var berlin = new CompanyCalendar(CompanyCalendar.FindZone("Europe/Berlin")!);
        var shipped = new DateTimeOffset(2026, 5, 4, 22, 30, 0, TimeSpan.Zero);

        Assert.Equal(new DateOnly(2026, 5, 6), PlannedLooks.FirstDay(shipped, berlin));
        Assert.Equal(0, PlannedLooks.At(shipped, new(2026, 5, 12, 21, 59, 0, TimeSpan.Zero), berlin));
        Assert.Equal(1, PlannedLooks.At(shipped, new(2026, 5, 12, 22, 0, 0, TimeSpan.Zero), berlin));
    }

    [Fact]
    public void Twelve_looks_at_nothing_find_a_success_in_one_of_twenty_and_a_harm_in_as_many() =>
        Assert.Equal(0.10, CrossingProbability(PlannedLooks.Pocock, PlannedLooks.Most), 0.0002);

    [Fact]
    public void A_spread_known_from_few_topics_takes_more() =>
        Assert.True(PlannedLooks.Critical(5) > PlannedLooks.Critical(20) && PlannedLooks.Critical(20) > PlannedLooks.Pocock);

    /// <summary>
    /// The chance that the sum of k independent standard normals ever leaves ±c√k, by recursive integration (Armitage, McPherson and Rowe, JRSS A 132, 1969):
    /// the density of the sums that have stayed inside is carried from look to look.
    /// </summary>
    private static double CrossingProbability(double c, int looks)
    {
        const double step = 0.02;
        var half = (int)(c * Math.Sqrt(looks) / step) + 1;
        var density = new double[(2 * half) + 1];
        var kernel = Enumerable.Range(0, (4 * half) + 1).Select(i => step * Math.Exp(-0.5 * Math.Pow((i - (2 * half)) * step, 2)) / Math.Sqrt(2 * Math.PI))
            .ToArray();
        density[half] = 1 / step;
        for (var look = 1; look <= looks; look++)
        {
            var next = new double[density.Length];
            for (var to = 0; to < next.Length; to++)
            {
                if (Math.Abs(to - half) * step >= c * Math.Sqrt(look))
                    continue;
                for (var from = 0; from < density.Length; from++)
                    next[to] += density[from] * kernel[to - from + (2 * half)];
            }

            density = next;
        }

        return 1 - (density.Sum() * step);
    }
}
