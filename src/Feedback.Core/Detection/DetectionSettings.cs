namespace Feedback.Core.Detection;

/// <summary>When a topic is found to hurt more customers than it should.</summary>
public sealed record DetectionSettings
{
    /// <summary>The defaults, tuned in <c>bench/detection</c>.</summary>
    public static readonly DetectionSettings Default = new();

    /// <summary>How many false tickets for jumps and drifts are put up with per journey and four weeks, above 0, looked at every hour. Half as many miss more of what is real.</summary>
    public double FalseTicketsPerFourWeeks { get; init; } = 0.8;

    /// <summary>The windows that are looked at. Those of two to five days find a sudden rise at usual volumes; the longest find what rises slowly.</summary>
    public IReadOnlyList<DetectionWindow> Windows { get; init; } =
    [
        new(0, 0.05), new(1, 0.2), new(2, 0.3), new(3, 0.35), new(4, 0.35), new(6, 0.1), new(13, 0.05), new(27, 0.05), new(55, 0.05),
    ];

    /// <summary>
    /// To how many independent looks at a Poisson count hourly looking through one window's length amounts. Between 2 and 6 for the counts and probabilities that
    /// matter here (Naus, "Approximations for distributions of scan statistics", JASA 77, 1982).
    /// </summary>
    public double LooksPerWindow { get; init; } = 3;

    /// <summary>Fewer distinct customers than these are never a finding.</summary>
    public int LeastCustomers { get; init; } = 5;

    /// <summary>How many times what was expected a jump must be to matter.</summary>
    public double LeastJump { get; init; } = 1.5;

    /// <summary>How many times what was expected a drift must be to matter.</summary>
    public double LeastDrift { get; init; } = 1.3;

    /// <summary>From this length on, in days with today's, a window shows a drift, below it a jump.</summary>
    public int DriftDays { get; init; } = 14;

    /// <summary>On how many days before a window something must have been heard, of the journey and of a touchpoint, to say what is usual; at least 1.</summary>
    public int LeastBaselineDays { get; init; } = 14;

    /// <summary>How many days before today are looked at.</summary>
    public int PastDays { get; init; } = 182;

    /// <summary>Over how many weeks the usual volume of a touchpoint on a weekday is taken.</summary>
    public int UsualWeeks { get; init; } = 8;

    /// <summary>How many customers must have been expected on a weekday until the topic's own weekday factor counts as much as the assumption that there is none.</summary>
    public double WeekdayPrior { get; init; } = 30;

    /// <summary>By how much the extra variation of topics from day to day differs within a journey: the standard deviation of its squared coefficient of variation.</summary>
    public double DayVariationSpread { get; init; } = 0.03;

    /// <summary>The same from week to week.</summary>
    public double WeekVariationSpread { get; init; } = 0.01;

    /// <summary>Over how many days, with today, a chronic problem is looked for.</summary>
    public int ChronicDays { get; init; } = 28;

    /// <summary>The share of all customers heard on the journey, 0…1, that a chronic problem must certainly exceed.</summary>
    public double ChronicShare { get; init; } = 0.03;
}
