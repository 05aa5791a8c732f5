using Feedback.Sqlite.Log;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite;

/// <summary>Where the embedded store keeps its data.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The database file. It and its folder are made when they do not exist.</summary>
    public required string Path { get; init; }

    /// <summary>Opens an existing database beside a running writer; every write is refused.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Why no tables may be made in a file that has none; <c>null</c> when they may.</summary>
    public string? NotEmptyBecause { get; init; }

    /// <summary>How many connections read at once, from 1.</summary>
    public int Readers { get; init; } = 6;

    /// <summary>How long to wait for a lock that another program holds on the file.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most pages (of 4,096 bytes) that the file may have; <c>null</c> for what the disk holds. Beyond it writes fail as on a full disk, once the
    /// log is full too.</summary>
    public int? MaxPages { get; init; }

    /// <summary>How long a segment of the log becomes. In memory stand that of the segment that is written to and of those that wait to be indexed.</summary>
    internal long SegmentBytes { get; init; } = 8 << 20;

    /// <summary>Whether files can be made in a folder.</summary>
    internal Func<string, bool> IsWritable { get; init; } = PathAccess.IsWritable;

    /// <summary>Makes what was written to a file of the log durable, or throws an <see cref="IOException"/>.</summary>
    internal Action<SafeFileHandle> Sync { get; init; } = Durability.Sync;
}
