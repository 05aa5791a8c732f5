namespace Feedback.Core.Tickets;

/// <summary>The evidence for a ticket, over the last 28 days. Names feedback by id and never quotes it: quotes are read when somebody looks.</summary>
/// <param name="From">The window's start, UTC.</param>
/// <param name="To">The window's end, UTC.</param>
/// <param name="Negative">Negative signals in the window.</param>
/// <param name="Customers">Distinct customers behind these; see <see cref="CustomersEstimated"/>.</param>
/// <param name="Share">Their share of all customers heard on the journey in the window, 0…1.</param>
/// <param name="Baseline">Negative signals per week over the four weeks before; <c>null</c> if nothing at all was heard then.</param>
/// <param name="Severity">How bad it is for those who complain about it: their mean sentiment, −1…0.</param>
/// <param name="PerDay">Negative signals on each day of the window.</param>
/// <param name="Feedback">The ids of feedback that complains about it, at most 20: first what differs and says it plainly.</param>
/// <param name="Asking">The ids of feedback in which customers say what they want instead, at most 20.</param>
public sealed record TicketEvidence(
    DateTimeOffset From,
    DateTimeOffset To,
    long Negative,
    long Customers,
    double Share,
    double? Baseline,
    double Severity,
    IReadOnlyList<DayCount> PerDay,
    IReadOnlyList<string> Feedback,
    IReadOnlyList<string> Asking)
{
    /// <summary>Whether the number of customers is an estimate (±3%): more than 10,000 of them are no longer counted one by one.</summary>
    public bool CustomersEstimated { get; init; }

    /// <summary>
    /// When signals were last read for it: the time of <c>severity</c>, <c>feedback</c>, <c>asking</c>, the ticket's chains and its priority except the reach.
    /// The counts are as of the ticket's last update. <c>null</c> if unknown.
    /// </summary>
    public EvidenceReading? Reading { get; init; }

    /// <summary>How many feedback a ticket names.</summary>
    public const int MostFeedback = 20;

    /// <summary>How far the evidence reaches back.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(28);
}

/// <summary>A reading of the signals behind a ticket.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Negative">How many negative signals were in the window then.</param>
public sealed record EvidenceReading(DateTimeOffset At, long Negative);

/// <summary>How often one silo heard it.</summary>
/// <param name="Silo">The silo.</param>
/// <param name="Negative">Negative signals.</param>
public sealed record SiloCount(string Silo, long Negative);

/// <summary>One day's count.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Negative">Negative signals.</param>
public sealed record DayCount(DateOnly Day, long Negative);
