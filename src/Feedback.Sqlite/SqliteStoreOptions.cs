namespace Feedback.Sqlite;

/// <summary>Where the embedded store keeps its data.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The database file. It and its folder are made when they do not exist.</summary>
    public required string Path { get; init; }

    /// <summary>Opens an existing database beside a running writer; every write is refused.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>How many connections read at once, from 1.</summary>
    public int Readers { get; init; } = 6;
}
