namespace Feedback.Core.Outcomes;

/// <summary>A ratio of rate ratios on the log scale and what makes it uncertain.</summary>
/// <param name="Log">The estimate: the treated topics' log change less the one to expect.</param>
/// <param name="BeforeVariance">What the days before contribute.</param>
/// <param name="AfterVariance">What the days since contribute; the only part that falls as time goes by.</param>
/// <param name="ControlVariance">What the comparison contributes.</param>
/// <param name="ControlDegreesOfFreedom">How well <paramref name="ControlVariance"/> is known.</param>
internal readonly record struct EffectEstimate(double Log, double BeforeVariance, double AfterVariance, double ControlVariance, double ControlDegreesOfFreedom)
{
    // Half a customer on both sides keeps a ratio finite, and nearly unbiased (Haldane 1956; Anscombe 1956).
    private const double Half = 0.5;

    /// <summary>Estimates it.</summary>
    public static EffectEstimate Of(double before, double after, double overdispersion, ExpectedChange expected) => new(
        LogRatio(before, after) - expected.Log, overdispersion / (before + Half), overdispersion / (after + Half), expected.Variance,
            expected.DegreesOfFreedom);

    /// <summary>The log of after over before.</summary>
    public static double LogRatio(double before, double after) => Math.Log((after + Half) / (before + Half));

    /// <summary>The variance of <see cref="LogRatio"/>.</summary>
    public static double Variance(double before, double after, double overdispersion) => overdispersion * ((1 / (before + Half)) + (1 / (after + Half)));

    /// <summary>The standard error once this many times as much was heard since.</summary>
    public double Error(double times = 1) => Math.Sqrt(Total(times));

    /// <summary>Half the repeated interval's width, on the log scale. Its degrees of freedom are Satterthwaite's (Biometrics Bulletin 2, 1946), with only the
    /// comparison's variance taken as an estimate.</summary>
    public double Reach(double times = 1)
    {
        var share = Total(times) / ControlVariance;
        return PlannedLooks.Critical(ControlDegreesOfFreedom * share * share) * Error(times);
    }

    private double Total(double times) => BeforeVariance + (AfterVariance / times) + ControlVariance;
}
