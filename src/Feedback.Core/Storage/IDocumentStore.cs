namespace Feedback.Core.Storage;

/// <summary>
/// The one port for storage: JSON documents in containers, each with a partition key, an id and an ETag.
/// It offers what Cosmos DB does cheaply and what SQLite does in a page of code, and nothing more.
/// </summary>
/// <remarks>
/// Ids and partition keys are printable ASCII without <c>/ \ ? #</c> and are ordered by their bytes.
/// A write that has returned is durable. An expired document is as good as deleted.
/// Engine failures surface as <see cref="StoreUnavailableException"/> when trying again may help.
/// </remarks>
public interface IDocumentStore
{
    /// <summary>Reads one document; <c>null</c> when there is none.</summary>
    Task<Document?> GetAsync(string container, DocumentKey key, CancellationToken cancellationToken = default);

    /// <summary>Reads many documents; those that do not exist are left out. The order is not defined.</summary>
    Task<IReadOnlyList<Document>> GetManyAsync(string container, IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Writes a document that must not exist yet; <see cref="WriteResult.Written"/> is <c>false</c> when it does.</summary>
    Task<WriteResult> CreateAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default);

    /// <summary>Replaces a document whose ETag is still <paramref name="etag"/>; <see cref="WriteResult.Written"/> is <c>false</c> when it has another or is
    /// gone.</summary>
    Task<WriteResult> ReplaceAsync(string container, DocumentWrite document, string etag, CancellationToken cancellationToken = default);

    /// <summary>Writes a document, whether or not it exists.</summary>
    Task<WriteResult> UpsertAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document; <c>false</c> when there was none. A delete does not show in the change feed.</summary>
    Task<bool> DeleteAsync(string container, DocumentKey key, CancellationToken cancellationToken = default);

    /// <summary>Reads the documents of one partition whose ids lie in a range, in the order of their ids.</summary>
    /// <param name="container">The container.</param>
    /// <param name="partition">The partition key.</param>
    /// <param name="range">Which ids, in which direction, and after which one to go on.</param>
    /// <param name="limit">How many documents at most, from 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<Document>> RangeAsync(string container, string partition, IdRange range, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads what was written to a container after a cursor, oldest first: each document once, in its latest version.
    /// Every write shows at least once to whoever reads on; deletes and expiries do not show.
    /// </summary>
    /// <param name="container">The container.</param>
    /// <param name="cursor">A cursor from an earlier page, <see cref="ChangeCursor.Beginning"/> or <see cref="ChangeCursor.Now"/>.</param>
    /// <param name="limit">How many documents at most, from 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<ChangePage> ReadChangesAsync(string container, string cursor, int limit, CancellationToken cancellationToken = default);
}
