using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.Sqlite.Memory;

/// <summary>One write of the log: a document, or that there is none any more.</summary>
internal sealed class Entry(long sequence, int table, DocumentKey key, long expires, ReadOnlyMemory<byte> body, bool isTombstone = false)
{
    /// <summary>Stands for a document that never expires.</summary>
    public const long Never = long.MaxValue;

    public long Sequence => sequence;

    public int Table => table;

    public DocumentKey Key => key;

    /// <summary>When it expires, in milliseconds since 1970.</summary>
    public long Expires => expires;

    public ReadOnlyMemory<byte> Body { get; set; } = body;

    /// <summary>Whether it says that the document was deleted.</summary>
    public bool IsTombstone => isTombstone;

    /// <summary>Whether a later entry, durable too, has the same key: nobody need read or index this one.</summary>
    public bool IsSuperseded { get; set; }

    /// <summary>Whether it is known that the tables have no row with its key, and get none before this one. After a crash it no longer is.</summary>
    public bool IsNew { get; set; }

    public bool IsVisible(long now) => !isTombstone && expires > now;

    public Document ToDocument() => new(key, sequence.ToString(CultureInfo.InvariantCulture), Body);
}
