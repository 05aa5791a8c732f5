using System.Runtime.CompilerServices;

namespace Feedback.Core.Storage;

/// <summary>What can be said with the port's own words, for every engine alike.</summary>
public static class DocumentStoreExtensions
{
    /// <summary>Writes a document that is still as it was read: creates it where there was none, and replaces it where its version still holds.</summary>
    /// <param name="store">The store.</param>
    /// <param name="container">The container.</param>
    /// <param name="write">The document.</param>
    /// <param name="etag">The version that was read; <c>null</c> when there was none.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public static Task<WriteResult> WriteIfAsync(
        this IDocumentStore store, string container, DocumentWrite write, string? etag, CancellationToken cancellationToken = default) =>
        etag is null ? store.CreateAsync(container, write, cancellationToken) : store.ReplaceAsync(container, write, etag, cancellationToken);

    /// <summary>Reads a whole range, page by page.</summary>
    public static async IAsyncEnumerable<Document> AllAsync(
        this IDocumentStore store, string container, string partition, IdRange range, int pageSize = 1_000,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
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

    /// <summary>
    /// Reads everything that is in a container, in the order in which it was written, page by page. A page is read when the one before was handled, and what is
    /// written meanwhile comes by at the end.
    /// </summary>
    public static async IAsyncEnumerable<IReadOnlyList<Document>> AllChangesAsync(
        this IDocumentStore store, string container, int pageSize = 500, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cursor = ChangeCursor.Beginning;
        while (await store.ReadChangesAsync(container, cursor, pageSize, cancellationToken) is { Documents.Count: > 0 } page)
        {
            yield return page.Documents;
            cursor = page.Cursor;
        }
    }
}
