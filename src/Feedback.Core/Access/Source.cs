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
    /// <summary>Nothing yet.</summary>
    public static readonly SourceActivity None = new(null, 0, 0, 0);

    /// <summary>Both together.</summary>
    public SourceActivity Plus(SourceActivity other) => new(
        LastSeen is { } a && other.LastSeen is { } b ? (a > b ? a : b) : LastSeen ?? other.LastSeen,
        Accepted + other.Accepted, Duplicates + other.Duplicates, Errors + other.Errors);
}
