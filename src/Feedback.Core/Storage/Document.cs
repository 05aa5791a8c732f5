namespace Feedback.Core.Storage;

/// <summary>Where a document stands in its container.</summary>
/// <param name="Partition">The partition key.</param>
/// <param name="Id">The id, unique within the partition.</param>
public readonly record struct DocumentKey(string Partition, string Id);

/// <summary>A document as read.</summary>
/// <param name="Key">Its partition key and id.</param>
/// <param name="ETag">The version: changes with every write.</param>
/// <param name="Body">The JSON, in UTF-8.</param>
public sealed record Document(DocumentKey Key, string ETag, ReadOnlyMemory<byte> Body);

/// <summary>A document to write.</summary>
/// <param name="Key">Its partition key and id.</param>
/// <param name="Body">The JSON object, in UTF-8.</param>
/// <param name="ExpiresAt">When it expires; <c>null</c> for never.</param>
public readonly record struct DocumentWrite(DocumentKey Key, ReadOnlyMemory<byte> Body, DateTimeOffset? ExpiresAt = null);

/// <summary>What became of a write.</summary>
/// <param name="Written">Whether the document was written.</param>
/// <param name="ETag">The new version, when it was.</param>
public readonly record struct WriteResult(bool Written, string? ETag)
{
    /// <summary>The condition of the write did not hold; nothing was written.</summary>
    public static readonly WriteResult Refused = new(false, null);
}

/// <summary>A range of ids within a partition, in byte order.</summary>
/// <param name="From">The first id, inclusive; <c>null</c> for the lowest.</param>
/// <param name="To">The end, exclusive; <c>null</c> for beyond the highest.</param>
/// <param name="Descending">Highest first.</param>
/// <param name="After">Go on behind this id (in the direction of reading); <c>null</c> to start.</param>
/// <param name="Words">Only documents that may hold these words are wanted. An engine that cannot tell reads the others too.</param>
public readonly record struct IdRange(string? From, string? To, bool Descending = false, string? After = null, WordSet Words = default)
{
    /// <summary>Every id of the partition.</summary>
    public static readonly IdRange All = new(null, null);

    /// <summary>Every id that starts with a prefix (of ASCII characters).</summary>
    public static IdRange StartingWith(string prefix) => prefix.Length == 0 ? All
        : new(prefix, string.Concat(prefix.AsSpan(0, prefix.Length - 1), ((char)(prefix[^1] + 1)).ToString()));
}

/// <summary>A page of the change feed.</summary>
/// <param name="Documents">The documents, oldest change first.</param>
/// <param name="Cursor">Where to read on. Opaque.</param>
public sealed record ChangePage(IReadOnlyList<Document> Documents, string Cursor);

/// <summary>The two cursors that need no earlier page.</summary>
public static class ChangeCursor
{
    /// <summary>Everything from the first change.</summary>
    public const string Beginning = "beginning";

    /// <summary>Nothing that was written before this call; the page is empty and has a cursor to read on from.</summary>
    public const string Now = "now";
}
