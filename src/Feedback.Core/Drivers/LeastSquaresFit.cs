using MathNet.Numerics.Distributions;

namespace Feedback.Core.Drivers;

/// <summary>What a regression found.</summary>
/// <param name="Coefficients">One for each column that was fitted.</param>
/// <param name="Errors">Their standard errors.</param>
/// <param name="Degrees">Degrees of freedom: observations less columns.</param>
internal sealed record LeastSquaresFit(IReadOnlyList<double> Coefficients, IReadOnlyList<double> Errors, int Degrees)
{
    /// <summary>The 95% interval of a coefficient, by Student's t.</summary>
    public (double Low, double High) Interval(int i)
    {
        var half = StudentT.InvCDF(0, 1, Degrees, 0.975) * Errors[i];
        return (Coefficients[i] - half, Coefficients[i] + half);
    }

    /// <summary>How probable a coefficient as far from 0 or further would be if there were no effect, 0…1.</summary>
    public double Probability(int i) => Errors[i] > 0 ? 2 * StudentT.CDF(0, 1, Degrees, -Math.Abs(Coefficients[i]) / Errors[i]) : Coefficients[i] == 0 ? 1 : 0;
}
