namespace Feedback.Core.Detection;

/// <summary>When a topic is found to hurt more customers than it should.</summary>
public sealed record DetectionSettings
{
    /// <summary>The defaults, tuned in <c>bench/detection</c>.</summary>
    public static readonly DetectionSettings Default = new();

    /// <summary>
    /// How many false tickets for jumps and drifts are put up with per journey and four weeks, above 0, looked at every hour; with fewer than 50 topics
    /// proportionally fewer. Half as many miss more of what is real.
    /// </summary>
    public double FalseTicketsPerFourWeeks { get; init; } = 0.8;

    /// <summary>
    /// The windows that are looked at. Those of two to five days find a sudden rise at usual volumes and may spend most; the longest find what rises slowly.
    /// Together they spend about half of what is put up with: a running window is looked at more often than once in its length. <c>bench/detection</c> measures
    /// what comes of it.
    /// </summary>
    public IReadOnlyList<DetectionWindow> Windows { get; init; } =
    [
        new(0, 0.01), new(1, 0.07), new(2, 0.1), new(3, 0.15), new(4, 0.17), new(6, 0.03), new(13, 0.02), new(27, 0.02), new(55, 0.02),
    ];

    /// <summary>Fewer distinct customers than these are never a finding.</summary>
    public int LeastCustomers { get; init; } = 5;

    /// <summary>How many times what was expected a jump must surely be to matter. Statistics alone would raise a ticket for any trifle where many customers are
    /// heard.</summary>
    public double LeastJump { get; init; } = 1.5;

    /// <summary>How many times what was expected a drift must surely be to matter.</summary>
    public double LeastDrift { get; init; } = 1.3;

    /// <summary>How sure that must be, 0…1: the confidence of the rise's one-sided lower bound.</summary>
    public double Sureness { get; init; } = 0.95;

    /// <summary>From this length on, in days with today's, a window shows a drift, below it a jump.</summary>
    public int DriftDays { get; init; } = 14;

    /// <summary>On how many days before a window something must have been heard, of the journey and of a touchpoint, to say what is usual; at least
    /// 1.</summary>
    public int LeastBaselineDays { get; init; } = 14;

    /// <summary>The same for a topic that has a level of its own, as its ticket was raised or its change was shipped: a whole week, so that each weekday is in
    /// it; at least 1.</summary>
    public int LeastLevelDays { get; init; } = 7;

    /// <summary>How many days before today are looked at.</summary>
    public int PastDays { get; init; } = 182;

    /// <summary>Over how many weeks the usual volume of a touchpoint on a weekday is taken.</summary>
    public int UsualWeeks { get; init; } = 8;

    /// <summary>
    /// Which share of the usual volume is expected at the least, 0…1, so that a fall of everything else is no rise of a topic. Below 1, as days on which less
    /// is heard of everything are days on which less is heard of the topic.
    /// </summary>
    public double LeastVolume { get; init; } = 0.75;

    /// <summary>How many customers must have been expected on a weekday until the topic's own weekday factor counts as much as the assumption that there is
    /// none.</summary>
    public double WeekdayPrior { get; init; } = 30;

    /// <summary>By how much the extra variation of topics from day to day differs within a journey: the standard deviation of its squared coefficient of
    /// variation.</summary>
    public double DayVariationSpread { get; init; } = 0.03;

    /// <summary>The same from week to week.</summary>
    public double WeekVariationSpread { get; init; } = 0.01;

    /// <summary>Over how many days, with today, a chronic problem is looked for.</summary>
    public int ChronicDays { get; init; } = 28;

    /// <summary>The share of all customers heard on the journey, 0…1, that a chronic problem must certainly exceed.</summary>
    public double ChronicShare { get; init; } = 0.03;
}
