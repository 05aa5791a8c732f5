namespace Feedback.Core.Access;

/// <summary>A sending system, as the rest of the house knows it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Touchpoint">The kind of touchpoint it stands at, when it is always the same.</param>
/// <param name="Silo">The department it belongs to, when it is not the touchpoint's.</param>
public sealed record Source(string Id, string? Touchpoint, string? Silo);

/// <summary>A sending system as it is stored.</summary>
public sealed record SourceRecord
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of touchpoint it stands at.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>The department it belongs to.</summary>
    public string? Silo { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its keys, by their hashes; the last one is the current.</summary>
    public required IReadOnlyList<Credential> Keys { get; init; }

    /// <summary>Its signing secrets; the last one is the current. They cannot be hashed: checking a signature needs the secret itself.</summary>
    public required IReadOnlyList<Credential> SigningSecrets { get; init; }

    /// <summary>The source without its credentials.</summary>
    public Source ToSource() => new(Id, Touchpoint, Silo);
}

/// <summary>A key's hash or a signing secret.</summary>
/// <param name="Value">The hash or the secret.</param>
/// <param name="ExpiresAt">When it ceases to hold, UTC; <c>null</c> while it is the current one.</param>
public sealed record Credential(string Value, DateTimeOffset? ExpiresAt);

/// <summary>What a source has sent. Operational counts for whoever runs the sources: nothing is decided by them.</summary>
/// <param name="LastSeen">When it last posted, UTC.</param>
/// <param name="Accepted">Feedback accepted.</param>
/// <param name="Duplicates">Feedback that was known already.</param>
/// <param name="Errors">Requests and batch items refused.</param>
public sealed record SourceActivity(DateTimeOffset? LastSeen, long Accepted, long Duplicates, long Errors)
{
    /// <summary>For how many days the counts are kept apart.</summary>
    public const int MostDays = 28;

    /// <summary>Nothing yet.</summary>
    public static readonly SourceActivity None = new(null, 0, 0, 0);

    /// <summary>What came on each of the last days on which anything came, the oldest first.</summary>
    public IReadOnlyList<SourceDay> Days { get; init => field = value ?? []; } = [];

    /// <summary>Why something was refused last; <c>null</c> when nothing ever was.</summary>
    public SourceFault? LastFault { get; init; }

    /// <summary>For how many different faults what was refused is counted.</summary>
    public const int MostFaults = 30;

    /// <summary>Why things were refused, the most frequent fault first. Of a source that sends ever new ones the rarest are forgotten.</summary>
    public IReadOnlyList<SourceFaultCount> Faults { get; init => field = value ?? []; } = [];

    /// <summary>Both together.</summary>
    public SourceActivity Plus(SourceActivity other) => new(
        LastSeen is { } a && other.LastSeen is { } b ? (a > b ? a : b) : LastSeen ?? other.LastSeen,
        Accepted + other.Accepted, Duplicates + other.Duplicates, Errors + other.Errors)
    {
        Days = DaysWith(other.Days),
        Faults = FaultsWith(other.Faults),
        LastFault = LastFault is { } mine && other.LastFault is { } theirs ? (mine.At > theirs.At ? mine : theirs) : LastFault ?? other.LastFault,
    };

    // What nearly every request adds: none.
    private IReadOnlyList<SourceFaultCount> FaultsWith(IReadOnlyList<SourceFaultCount> others) => others.Count == 0 ? Faults
        : [.. Faults.Concat(others).GroupBy(fault => (fault.Field, fault.Reason)).Select(same => same.First() with { Count = same.Sum(fault => fault.Count) })
            .OrderByDescending(fault => fault.Count).Take(MostFaults)];

    private IReadOnlyList<SourceDay> DaysWith(IReadOnlyList<SourceDay> others)
    {
        // What nearly every request adds: the same day again.
        if (others is [var last] && Days is [.., var present] && present.Day == last.Day)
            return [.. Days.SkipLast(1), present.Plus(last)];
        return [.. Days.Concat(others).GroupBy(day => day.Day).Select(day => day.Aggregate((a, b) => a.Plus(b))).OrderBy(day => day.Day).TakeLast(MostDays)];
    }
}

/// <summary>What a source sent on one day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Accepted">Feedback accepted.</param>
/// <param name="Duplicates">Feedback that was known already.</param>
/// <param name="Errors">Requests and batch items refused.</param>
public sealed record SourceDay(DateOnly Day, long Accepted, long Duplicates, long Errors)
{
    /// <summary>Both together, on the day of this one.</summary>
    public SourceDay Plus(SourceDay other) => new(Day, Accepted + other.Accepted, Duplicates + other.Duplicates, Errors + other.Errors);
}

/// <summary>Why something that a source sent was refused.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Field">The field that is wrong; <c>null</c> when it is not about one.</param>
/// <param name="Reason">What is wrong. Never repeats what was sent.</param>
public sealed record SourceFault(DateTimeOffset At, string? Field, string Reason);

/// <summary>How often something was refused for a fault.</summary>
/// <param name="Field">The field that is wrong; <c>null</c> when it is not about one.</param>
/// <param name="Reason">What is wrong. Never repeats what was sent.</param>
/// <param name="Count">How many requests and batch items.</param>
public sealed record SourceFaultCount(string? Field, string Reason, long Count);
