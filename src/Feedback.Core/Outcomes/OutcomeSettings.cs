namespace Feedback.Core.Outcomes;

/// <summary>How the outcome of a change is judged. <c>bench/outcome</c> measures what these figures do.</summary>
public sealed record OutcomeSettings
{
    /// <summary>The usual settings.</summary>
    public static readonly OutcomeSettings Default = new();

    /// <summary>The least reduction worth having, as a ratio: a change is ineffective when the interval excludes that as much was reached. 0.8 is 20%
    /// fewer.</summary>
    public double WorthwhileEffect { get; init; } = 0.8;

    /// <summary>At the last look a change that does not show is ineffective if a reduction to this ratio would have shown, with a power of 80%. 0.7 is 30%
    /// fewer.</summary>
    public double PlainEffect { get; init; } = 0.7;

    /// <summary>How many whole weeks between raising and shipping are enough to be compared with alone.</summary>
    public int LeastWeeksBefore { get; init; } = 2;

    /// <summary>How many weeks before shipping are looked at, at most: longer ago is another time.</summary>
    public int MostWeeksBefore { get; init; } = 8;

    /// <summary>From how many customers before the change on a topic's own change is an estimate; rarer ones are compared together, as one.</summary>
    public int LeastHeard { get; init; } = 20;

    /// <summary>With fewer topics than this, how differently topics change cannot be estimated, and the journey's volume is compared with instead.</summary>
    public int FewestControls { get; init; } = 4;

    /// <summary>The standard deviation of topics' own changes, on the log scale, where it cannot be estimated. About twice that of the simulated journeys of
    /// <c>bench/outcome</c>: a guess on the safe side.</summary>
    public double AssumedSpread { get; init; } = 0.15;

    /// <summary>By how many standard deviations a count may lie too high only because it was looked for: detection's threshold, generously.</summary>
    public double SelectionDeviations { get; init; } = 3.7;
}
