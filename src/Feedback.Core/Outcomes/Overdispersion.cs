namespace Feedback.Core.Outcomes;

/// <summary>
/// How much more counts scatter from day to day than independent customers would make them, from the days before the change: the factor φ of a quasi-Poisson
/// model (McCullagh and Nelder, "Generalized Linear Models", 1989, section 6.2.3). What all topics have in common on a day (the weekday, a campaign) is taken
/// out: a count is expected to be its topic's total times its day's share. As good and bad days move a frequent topic by more customers than a rare one, φ is 1
/// + κ·mean, as of a negative binomial distribution (the same, section 6.2.3), with one κ for all.
/// </summary>
/// <param name="Ours">φ of the treated topic, at least 1: its own, drawn towards what κ gives, as few weeks say little of one topic alone (Smyth,
/// Statistical Applications in Genetics and Molecular Biology 3, 2004).</param>
/// <param name="Kappa">κ, at least 0.</param>
internal readonly record struct Overdispersion(double Ours, double Kappa)
{
    // How many days of its own weigh as much as what is known of all topics.
    private const double Prior = 42;

    /// <summary>Estimates it; that of Poisson counts where there is nothing to estimate it from.</summary>
    public static Overdispersion Of(DailyCounts treated, IReadOnlyList<DailyCounts> others)
    {
        var days = treated.Before.Length;
        var total = treated.TotalBefore + (double)others.Sum(topic => topic.TotalBefore);
        if (days < 2 || total == treated.TotalBefore)
            return new(1, 0);

        var shares = new double[days];
        for (var day = 0; day < days; day++)
            shares[day] = (treated.Before[day] + others.Sum(topic => topic.Before[day])) / total;

        double surplus = 0, squares = 0;
        foreach (var topic in others.Append(treated))
        {
            var rest = 1 - (topic.TotalBefore / total);
            for (var day = 0; day < days; day++)
            {
                var expected = topic.TotalBefore * shares[day];
                surplus += ((topic.Before[day] - expected) * (topic.Before[day] - expected)) - (expected * rest * (1 - shares[day]));
                squares += expected * expected * rest;
            }
        }

        var pooled = new Overdispersion(1, Math.Max(0, surplus / squares));
        var own = ChiSquare(treated, shares) / (1 - (treated.TotalBefore / total));
        return pooled with { Ours = Math.Max(1, ((Prior * pooled.Of(treated)) + own) / (Prior + days - 1)) };
    }

    /// <summary>φ of a topic by κ alone.</summary>
    public double Of(DailyCounts topic) => 1 + (Kappa * topic.TotalBefore / topic.Before.Length);

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
