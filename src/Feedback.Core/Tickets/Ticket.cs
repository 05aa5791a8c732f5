using System.Text.Json.Serialization;

namespace Feedback.Core.Tickets;

/// <summary>A cross-silo improvement: where it is heard, who can mend it, and the evidence.</summary>
public sealed record Ticket
{
    /// <summary>The id: <c>journey.theme.yyyy-MM-dd</c>, with the day on which it was raised.</summary>
    public required string Id { get; init; }

    /// <summary>The journey; also the partition key.</summary>
    public required string Journey { get; init; }

    /// <summary>The theme.</summary>
    public required string Theme { get; init; }

    /// <summary>The stage on which most of its evidence lies.</summary>
    public required string Stage { get; init; }

    /// <summary>What it is, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>How far it has come.</summary>
    public required TicketState State { get; init; }

    /// <summary>The silo that can mend it.</summary>
    public required string OwnedBy { get; init; }

    /// <summary>The silos that hear it, the loudest first, with their counts over the window.</summary>
    public required IReadOnlyList<SiloCount> HeardBy { get; init; }

    /// <summary>Whether it is heard by more than one silo, or mostly away from the one that owns it.</summary>
    public required bool CrossSilo { get; init; }

    /// <summary>What speaks for it.</summary>
    public required TicketEvidence Evidence { get; init; }

    /// <summary>What customers said of it. Read when somebody looks at one ticket; never stored, and absent in lists and events.</summary>
    public IReadOnlyList<TicketQuote>? Quotes { get; init; }

    /// <summary>When it was raised, UTC.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When its evidence last changed, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>How far a ticket has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TicketState>))]
public enum TicketState
{
    /// <summary>Raised.</summary>
    [JsonStringEnumMemberName("open")] Open,
}

/// <summary>How often one silo heard it.</summary>
/// <param name="Silo">The silo.</param>
/// <param name="Negative">Negative signals.</param>
public sealed record SiloCount(string Silo, long Negative);

/// <summary>What speaks for a ticket. Names feedback by id and never quotes it: quotes are read when somebody looks.</summary>
/// <param name="From">The window's start, UTC.</param>
/// <param name="To">The window's end, UTC.</param>
/// <param name="Negative">Negative signals in the window.</param>
/// <param name="Customers">Distinct customers of those; an estimate beyond 64.</param>
/// <param name="Baseline">Negative signals a week over the four weeks before; <c>null</c> when there was nothing heard at all then.</param>
/// <param name="PerDay">Negative signals for each day of the window.</param>
/// <param name="Feedback">The ids of feedback that says so, the most negative first, at most <see cref="MostFeedback"/>.</param>
public sealed record TicketEvidence(
    DateTimeOffset From,
    DateTimeOffset To,
    long Negative,
    long Customers,
    double? Baseline,
    IReadOnlyList<DayCount> PerDay,
    IReadOnlyList<string> Feedback)
{
    /// <summary>How many feedback a ticket names.</summary>
    public const int MostFeedback = 20;
}

/// <summary>One day's count.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Negative">Negative signals.</param>
public sealed record DayCount(DateOnly Day, long Negative);
