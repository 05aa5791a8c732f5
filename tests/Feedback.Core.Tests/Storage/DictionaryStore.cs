using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.Core.Tests.Storage;

/// <summary>A store in memory, for the tests of what stands on the port. It is held to the port's contract like every engine.</summary>
internal sealed class DictionaryStore(TimeProvider time) : IDocumentStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Container, string Partition), SortedDictionary<string, Entry>> _partitions = [];
    private long _version;

    /// <summary>Runs before each write: to let something else happen in between, or to throw what a failing engine throws.</summary>
    public Func<DocumentKey, Task>? BeforeWrite { get; set; }

    /// <summary>Runs before each document is read, likewise.</summary>
    public Func<DocumentKey, Task>? BeforeRead { get; set; }

    /// <summary>Runs before each range is read, with its partition.</summary>
    public Action<string>? BeforeRange { get; set; }

    public async Task<Document?> GetAsync(string container, DocumentKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (BeforeRead is { } before)
            await before(key);
        lock (_gate)
            return Find(container, key)?.ToDocument(key);
    }

    public Task<IReadOnlyList<Document>> GetManyAsync(string container, IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return Task.FromResult<IReadOnlyList<Document>>([.. keys.Distinct().Select(key => Find(container, key)?.ToDocument(key)).OfType<Document>()]);
    }

    public Task<WriteResult> CreateAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        WriteAsync(container, document, known => known is null, cancellationToken);

    public Task<WriteResult> ReplaceAsync(string container, DocumentWrite document, string etag, CancellationToken cancellationToken = default) =>
        WriteAsync(container, document, known => known?.ETag == etag, cancellationToken);

    public Task<WriteResult> UpsertAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        WriteAsync(container, document, _ => true, cancellationToken);

    public Task<bool> DeleteAsync(string container, DocumentKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return Task.FromResult(Find(container, key) is not null && Partition(container, key.Partition).Remove(key.Id));
    }

    public Task<IReadOnlyList<Document>> RangeAsync(string container, string partition, IdRange range, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        BeforeRange?.Invoke(partition);
        lock (_gate)
        {
            var found = Partition(container, partition).Where(pair => IsVisible(pair.Value) && Holds(range, pair.Key));
            if (range.Descending)
                found = found.Reverse();
            return Task.FromResult<IReadOnlyList<Document>>([.. found.Take(limit).Select(pair => pair.Value.ToDocument(new(partition, pair.Key)))]);
        }
    }

    public Task<ChangePage> ReadChangesAsync(string container, string cursor, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var after = cursor switch
            {
                ChangeCursor.Beginning => 0,
                ChangeCursor.Now => _version,
                _ => long.Parse(cursor, CultureInfo.InvariantCulture),
            };
            var page = _partitions
                .Where(partition => partition.Key.Container == container)
                .SelectMany(partition => partition.Value.Select(pair => (Key: new DocumentKey(partition.Key.Partition, pair.Key), Entry: pair.Value)))
                .Where(found => found.Entry.Version > after && IsVisible(found.Entry))
                .OrderBy(found => found.Entry.Version)
                .Take(limit)
                .ToList();
            var end = page.Count > 0 ? page[^1].Entry.Version : after;
            return Task.FromResult(new ChangePage([.. page.Select(found => found.Entry.ToDocument(found.Key))], end.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static bool Holds(IdRange range, string id) =>
        (range.From is null || string.CompareOrdinal(id, range.From) >= 0)
        && (range.To is null || string.CompareOrdinal(id, range.To) < 0)
        && (range.After is null || (range.Descending ? string.CompareOrdinal(id, range.After) < 0 : string.CompareOrdinal(id, range.After) > 0));

    private async Task<WriteResult> WriteAsync(string container, DocumentWrite document, Func<Entry?, bool> condition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (BeforeWrite is { } before)
            await before(document.Key);
        lock (_gate)
        {
            if (!condition(Find(container, document.Key)))
                return WriteResult.Refused;
            var entry = new Entry(document.Body.ToArray(), ++_version, document.ExpiresAt);
            Partition(container, document.Key.Partition)[document.Key.Id] = entry;
            return new(true, entry.ETag);
        }
    }

    private Entry? Find(string container, DocumentKey key) =>
        Partition(container, key.Partition).TryGetValue(key.Id, out var entry) && IsVisible(entry) ? entry : null;

    private SortedDictionary<string, Entry> Partition(string container, string partition)
    {
        if (!_partitions.TryGetValue((container, partition), out var documents))
            _partitions[(container, partition)] = documents = new(StringComparer.Ordinal);
        return documents;
    }

    private bool IsVisible(Entry entry) => entry.ExpiresAt is null || entry.ExpiresAt > time.GetUtcNow();

    private sealed record Entry(byte[] Body, long Version, DateTimeOffset? ExpiresAt)
    {
        public string ETag => Version.ToString(CultureInfo.InvariantCulture);

        public Document ToDocument(DocumentKey key) => new(key, ETag, Body);
    }
}
