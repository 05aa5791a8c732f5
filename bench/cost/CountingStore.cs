using System.Collections.Concurrent;
using Feedback.Core.Storage;

namespace Feedback.Bench.Cost;

/// <summary>A store that counts what is asked of it: each document of a read of many counts.</summary>
internal sealed class CountingStore(IDocumentStore inner) : IDocumentStore
{
    public ConcurrentDictionary<string, int> Operations { get; } = new(StringComparer.Ordinal);

    public Task<Document?> GetAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        Count($"{container}: point read", 1, () => inner.GetAsync(container, key, cancellationToken));

    public Task<IReadOnlyList<Document>> GetManyAsync(string container, IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken = default) =>
        Count($"{container}: point read", keys.Count, () => inner.GetManyAsync(container, keys, cancellationToken));

    public Task<WriteResult> CreateAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        Count($"{container}: create", 1, () => inner.CreateAsync(container, document, cancellationToken));

    public Task<WriteResult> ReplaceAsync(string container, DocumentWrite document, string etag, CancellationToken cancellationToken = default) =>
        Count($"{container}: replace", 1, () => inner.ReplaceAsync(container, document, etag, cancellationToken));

    public Task<WriteResult> UpsertAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        Count($"{container}: upsert", 1, () => inner.UpsertAsync(container, document, cancellationToken));

    public Task<bool> DeleteAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        Count($"{container}: delete", 1, () => inner.DeleteAsync(container, key, cancellationToken));

    public Task<IReadOnlyList<Document>> RangeAsync(string container, string partition, IdRange range, int limit,
        CancellationToken cancellationToken = default) =>
        Count($"{container}: query", 1, () => inner.RangeAsync(container, partition, range, limit, cancellationToken));

    public async Task<ChangePage> ReadChangesAsync(string container, string cursor, int limit, CancellationToken cancellationToken = default)
    {
        var page = await inner.ReadChangesAsync(container, cursor, limit, cancellationToken);
        return await Count($"{container}: read from the change feed", page.Documents.Count, () => Task.FromResult(page));
    }

    private Task<T> Count<T>(string operation, int count, Func<Task<T>> ask)
    {
        if (count > 0)
            Operations.AddOrUpdate(operation, count, (_, before) => before + count);
        return ask();
    }
}
