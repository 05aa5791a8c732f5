namespace Feedback.Core.Tickets;

/// <summary>How many times as large one share is as another of which both are known from samples, with a 99% interval.</summary>
/// <remarks>
/// The interval is that of Katz, Baptista, Azen and Pike, "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34, 1978: normal on
/// the logarithm, of which the variance is 1/x − 1/n + 1/y − 1/m. A half is added to each count, which leaves the logarithm nearly without bias and defined
/// where a count is 0: Pettigrew, Gart and Thomas, "The bias and higher cumulants of the logarithm of a binomial variate", Biometrika 73, 1986. It is 99% and
/// not 95%, because some thirty themes are compared for each ticket.
/// </remarks>
/// <param name="Ratio">The ratio.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct ShareRatio(double Ratio, double Low, double High)
{
    private const double Z = 2.5758293035489004;

    /// <summary>The ratio of two shares.</summary>
    /// <param name="hits">The count of the first sample.</param>
    /// <param name="size">The size of the first sample.</param>
    /// <param name="otherHits">The count of the second sample.</param>
    /// <param name="otherSize">The size of the second sample.</param>
    public static ShareRatio Of(double hits, double size, double otherHits, double otherSize)
    {
        var (x, n, y, m) = (hits + 0.5, size + 0.5, otherHits + 0.5, otherSize + 0.5);
        var ratio = x / n / (y / m);
        var spread = Math.Exp(Z * Math.Sqrt(Math.Max(0, (1 / x) - (1 / n) + (1 / y) - (1 / m))));
        return new(ratio, ratio / spread, ratio * spread);
    }
}
