using Feedback.Core.Storage;

namespace Feedback.StoreContract;

/// <summary>The port in its plainest form: a sorted dictionary and a counter.</summary>
internal sealed class StoreModel(TimeProvider time)
{
    private readonly Dictionary<DocumentKey, Entry> _entries = [];
    private long _versions;

    /// <summary>What is there, oldest change first.</summary>
    public IEnumerable<(DocumentKey Key, Entry Entry)> Visible =>
        _entries.Where(pair => IsVisible(pair.Value)).OrderBy(pair => pair.Value.Version).Select(pair => (pair.Key, pair.Value));

    public Entry? Find(DocumentKey key) => _entries.TryGetValue(key, out var entry) && IsVisible(entry) ? entry : null;

    public void Put(DocumentKey key, int value, DateTimeOffset? expires) => _entries[key] = new Entry(value, expires, ++_versions);

    public bool Remove(DocumentKey key) => Find(key) is not null && _entries.Remove(key);

    private bool IsVisible(Entry entry) => entry.Expires is null || entry.Expires > time.GetUtcNow();

    internal sealed record Entry(int Value, DateTimeOffset? Expires, long Version);
}
