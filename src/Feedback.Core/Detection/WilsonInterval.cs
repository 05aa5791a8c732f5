namespace Feedback.Core.Detection;

/// <summary>Between which bounds a share lies of which a sample is known: Wilson, "Probable inference, the law of succession, and statistical inference", JASA
/// 22, 1927.</summary>
internal static class WilsonInterval
{
    private const double Z = 1.959963984540054;

    /// <summary>The lower end of the 95% interval, 0…1; 0 without a sample.</summary>
    public static double Lower(double successes, double trials)
    {
        if (trials <= 0)
            return 0;
        var share = Math.Min(successes / trials, 1);
        var centre = share + (Z * Z / (2 * trials));
        var half = Z * Math.Sqrt((share * (1 - share) / trials) + (Z * Z / (4 * trials * trials)));
        return Math.Max(0, (centre - half) / (1 + (Z * Z / trials)));
    }
}
