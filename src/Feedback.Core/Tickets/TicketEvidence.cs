namespace Feedback.Core.Tickets;

/// <summary>What speaks for a ticket, over the last <see cref="Window"/>. Names feedback by id and never quotes it: quotes are read when somebody
/// looks.</summary>
/// <param name="From">The window's start, UTC.</param>
/// <param name="To">The window's end, UTC.</param>
/// <param name="Negative">Negative signals in the window.</param>
/// <param name="Customers">Distinct customers of those; an estimate beyond 64 named ones.</param>
/// <param name="Share">Their share of all customers heard on the journey in the window, 0…1.</param>
/// <param name="Baseline">Negative signals a week over the four weeks before; <c>null</c> when there was nothing heard at all then.</param>
/// <param name="Severity">How bad it is for those who speak ill of it: their mean sentiment, −1…0.</param>
/// <param name="PerDay">Negative signals for each day of the window.</param>
/// <param name="Feedback">The ids of feedback that says so, the most negative first, at most <see cref="MostFeedback"/>.</param>
/// <param name="Asking">The ids of feedback in which customers say what they want instead, at most <see cref="MostFeedback"/>.</param>
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
    /// <summary>
    /// When signals were last read for it: as of then are <see cref="Severity"/>, <see cref="Feedback"/>, <see cref="Asking"/>, the ticket's chains, and of its
    /// priority all but the reach. The counts are as of the ticket's last update. <c>null</c> when nobody knows.
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
