using Feedback.Core.Detection;
using Feedback.Core.Outcomes;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Feedback.Core.Digests;

/// <summary>
/// Which counts of a week differ from the weeks before by more than chance. A count is compared twice, with the weeks as such and with what was heard of
/// everything: it has moved when both agree, so that a busy week moves nothing, and nor does a fall of all the rest.
/// </summary>
/// <remarks>
/// Quasi-Poisson counts: log ratios with half a count on both sides (Haldane 1956; Anscombe 1956) against their standard error, multiplied by how much counts
/// scatter from week to week more than independent ones would: one φ for all, from the weeks before (McCullagh and Nelder, "Generalized Linear Models", 1989,
/// sections 4.5.2 and 6.2.3). Of all that was tested, at most
/// <see cref="Level"/> of what is reported is expected to be chance (Benjamini and Hochberg, JRSS B 57, 1995). Counts below <see cref="LeastBase"/> are not
/// tested.
/// </remarks>
internal static class SignificanceTest
{
    /// <summary>A count that is below this in the week and in a usual one says nothing.</summary>
    public const int LeastBase = 10;

    /// <summary>The false discovery rate.</summary>
    public const double Level = 0.05;

    /// <summary>The indices of the series that have moved.</summary>
    /// <param name="series">Counts of each week, the week in question last.</param>
    /// <param name="volumes">Everything that was heard in the same weeks.</param>
    public static IReadOnlySet<int> Moved(IReadOnlyList<IReadOnlyList<long>> series, IReadOnlyList<long> volumes)
    {
        var weeks = volumes.Count - 1;
        var tested = Enumerable.Range(0, series.Count).Where(index => Math.Max(series[index][weeks], Before(series[index]) / (double)weeks) >= LeastBase)
            .ToList();
        if (weeks < 2 || tested.Count == 0 || volumes[weeks] == 0 || Before(volumes) == 0)
            return new HashSet<int>();

        double[] even = [.. Enumerable.Repeat(1.0, weeks + 1)];
        double[] heard = [.. volumes.Select(volume => (double)volume)];
        var byTime = Deviations(series, tested, even);
        var byVolume = Deviations(series, tested, heard);
        List<double> values = [.. byTime.Zip(byVolume, (a, b) => Math.Sign(a) == Math.Sign(b) ? Chance(Math.Min(Math.Abs(a), Math.Abs(b))) : 1)];
        var threshold = FalseDiscovery.Threshold(values, values.Count, Level);
        return tested.Where((_, place) => values[place] <= threshold).ToHashSet();
    }

    /// <summary>
    /// Whether the share of some of all that was heard has changed beyond chance, and in which direction: −1, 0 or 1. A difference of two quasi-binomial
    /// proportions; as few weeks say little of how much the share scatters, it is judged by Student's t with their degrees of freedom (McCullagh and Nelder,
    /// section 4.5.2).
    /// </summary>
    /// <param name="parts">Counts of each week, the week in question last.</param>
    /// <param name="volumes">Everything that was heard in the same weeks.</param>
    public static int ShareMoved(IReadOnlyList<long> parts, IReadOnlyList<long> volumes)
    {
        var weeks = volumes.Count - 1;
        double before = Before(parts), all = Before(volumes), now = parts[^1], heard = volumes[^1];
        var both = (before + now) / (all + heard);
        if (weeks < 2 || all == 0 || heard == 0 || both is <= 0 or >= 1)
            return 0;
        var (usual, chi) = (before / all, 0.0);
        for (var week = 0; week < weeks && usual is > 0 and < 1; week++)
        {
            var difference = parts[week] - (volumes[week] * usual);
            chi += volumes[week] == 0 ? 0 : difference * difference / (volumes[week] * usual * (1 - usual));
        }

        var error = Math.Sqrt(both * (1 - both) * ((1 / all) + (1 / heard)) * Math.Max(1, chi / (weeks - 1)));
        var deviation = ((now / heard) - usual) / error;
        return 2 * StudentT.CDF(0, 1, weeks - 1, -Math.Abs(deviation)) < Level ? Math.Sign(deviation) : 0;
    }

    private static List<double> Deviations(IReadOnlyList<IReadOnlyList<long>> series, List<int> tested, double[] exposure)
    {
        var weeks = exposure.Length - 1;
        var past = exposure[..weeks].Sum();
        var scatter = Scatter([.. tested.Select(index => series[index])], exposure[..weeks]);
        return [.. tested.Select(index =>
        {
            double before = Before(series[index]), now = series[index][weeks];
            return (EffectEstimate.LogRatio(before, now) - Math.Log(exposure[weeks] / past)) / Math.Sqrt(EffectEstimate.Variance(before, now, scatter));
        })];
    }

    /// <summary>φ: Pearson's statistic over its degrees of freedom, at least 1.</summary>
    private static double Scatter(IReadOnlyList<IReadOnlyList<long>> series, double[] exposure)
    {
        var all = exposure.Sum();
        var chi = 0.0;
        var degrees = 0;
        foreach (var counts in series)
        {
            var sum = Before(counts);
            if (sum == 0)
                continue;
            for (var week = 0; week < exposure.Length; week++)
            {
                var expected = sum * exposure[week] / all;
                if (expected > 0)
                    chi += (counts[week] - expected) * (counts[week] - expected) / expected;
            }

            degrees += exposure.Length - 1;
        }

        return degrees == 0 ? 1 : Math.Max(1, chi / degrees);
    }

    private static long Before(IReadOnlyList<long> counts) => counts.Take(counts.Count - 1).Sum();

    /// <summary>How probable a deviation of so many standard errors is, either way.</summary>
    private static double Chance(double deviation) => SpecialFunctions.Erfc(deviation / Math.Sqrt(2));
}
