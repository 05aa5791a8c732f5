namespace Feedback.Core.Outcomes;

/// <summary>
/// How much more counts scatter from day to day than independent customers would make them: Pearson's χ² over its degrees of freedom, the factor φ of a quasi-Poisson model
/// (McCullagh and Nelder, "Generalized Linear Models", 1989, section 6.2.3), from the days before the change. What all topics have in common on a day (the weekday, a campaign) is taken
/// out: a count is expected to be its topic's total times its day's share.
/// </summary>
/// <param name="Ours">φ of the topic that was mended: its own or that of all together, whichever is greater; at least 1.</param>
/// <param name="All">φ of all topics together, at least 1.</param>
internal readonly record struct Overdispersion(double Ours, double All)
{
    /// <summary>Estimates it; 1 where there is nothing to estimate it from.</summary>
    public static Overdispersion Of(DailyCounts mended, IReadOnlyList<DailyCounts> others)
    {
        var days = mended.Before.Length;
        var ours = mended.TotalBefore;
        var total = ours + (double)others.Sum(topic => topic.TotalBefore);
        if (days < 2 || total == ours)
            return new(1, 1);

        var shares = new double[days];
        for (var day = 0; day < days; day++)
            shares[day] = (mended.Before[day] + others.Sum(topic => topic.Before[day])) / total;

        var chi = ChiSquare(mended, shares);
        var all = Math.Max(1, (chi + others.Sum(topic => ChiSquare(topic, shares))) / ((days - 1) * others.Count));
        return new(Math.Max(all, chi / ((days - 1) * (1 - (ours / total)))), all);
    }

    private static double ChiSquare(DailyCounts topic, double[] shares)
    {
        var sum = topic.TotalBefore;
        var chi = 0.0;
        for (var day = 0; day < shares.Length; day++)
        {
            var expected = sum * shares[day];
            if (expected > 0)
                chi += (topic.Before[day] - expected) * (topic.Before[day] - expected) / expected;
        }

        return chi;
    }
}
