using System.Runtime.CompilerServices;

namespace Feedback.Core.Storage;

/// <summary>What can be said with the port's own words, for every engine alike.</summary>
public static class DocumentStoreExtensions
{
    /// <summary>Reads a whole range, page by page.</summary>
    public static async IAsyncEnumerable<Document> AllAsync(
        this IDocumentStore store, string container, string partition, IdRange range, int pageSize = 1_000, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Document> page;
        do
        {
            page = await store.RangeAsync(container, partition, range, pageSize, cancellationToken);
            foreach (var document in page)
                yield return document;
            if (page.Count > 0)
                range = range with { After = page[^1].Key.Id };
        }
        while (page.Count == pageSize);
    }

    /// <summary>Reads everything that is in a container, in the order in which it was written, once.</summary>
    public static async IAsyncEnumerable<Document> EverythingAsync(
        this IDocumentStore store, string container, int pageSize = 1_000, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cursor = ChangeCursor.Beginning;
        while (true)
        {
            var page = await store.ReadChangesAsync(container, cursor, pageSize, cancellationToken);
            if (page.Documents.Count == 0)
                yield break;
            foreach (var document in page.Documents)
                yield return document;
            cursor = page.Cursor;
        }
    }
}
