using MathNet.Numerics;

namespace Feedback.Core.Detection;

/// <summary>How probable a count is that is as high or higher.</summary>
internal static class CountTail
{
    // Below this extra variation the two distributions agree to more digits than the incomplete beta function gives.
    private const double LeastExcess = 1e-9;

    /// <summary>
    /// P(X ≥ count) of a Poisson count, or of a negative binomial one when its variance exceeds its mean: Hilbe, "Negative Binomial Regression", 2011, NB2 with
    /// size = mean² ÷ (variance − mean). Exact: the regularised incomplete gamma and beta functions (NIST DLMF 8.17.24 and 8.4.9). Between whole counts they go
    /// on smoothly.
    /// </summary>
    /// <param name="count">The count, 0 or more.</param>
    /// <param name="mean">The mean, 0 or more.</param>
    /// <param name="variance">The variance; less than the mean counts as the mean.</param>
    public static double AtLeast(double count, double mean, double variance)
    {
        if (count <= 0)
            return 1;
        if (mean <= 0)
            return 0;
        var excess = variance - mean;
        if (excess <= LeastExcess * mean)
            return SpecialFunctions.GammaLowerRegularized(count, mean);
        var size = mean * mean / excess;
        return SpecialFunctions.BetaRegularized(count, size, mean / (mean + size));
    }
}
