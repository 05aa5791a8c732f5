namespace Feedback.Core.Outcomes;

/// <summary>How a topic changed that nobody has changed.</summary>
/// <param name="Counts">Its customers a day.</param>
/// <param name="HeardAt">The share of each touchpoint in it before, see <see cref="TopicCounts.HeardAt"/>.</param>
internal sealed record TopicChange(DailyCounts Counts, double[] HeardAt)
{
    /// <summary>The log of its customers since over those before.</summary>
    public double Log { get; } = EffectEstimate.LogRatio(Counts.TotalBefore, Counts.TotalAfter);

    /// <summary>The variance of <see cref="Log"/> that comes of counting.</summary>
    public double Variance(Overdispersion dispersion) => EffectEstimate.Variance(Counts.TotalBefore, Counts.TotalAfter, dispersion.Of(Counts));
}
