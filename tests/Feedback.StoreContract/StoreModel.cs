using Feedback.Core.Storage;

namespace Feedback.StoreContract;

/// <summary>The port in its plainest form: a sorted dictionary and a counter.</summary>
internal sealed class StoreModel(TimeProvider time)
{
    private readonly Dictionary<DocumentKey, Entry> entries = [];
    private long versions;

    /// <summary>What is there, oldest change first.</summary>
    public IEnumerable<(DocumentKey Key, Entry Entry)> Visible =>
        entries.Where(pair => IsVisible(pair.Value)).OrderBy(pair => pair.Value.Version).Select(pair => (pair.Key, pair.Value));

    public Entry? Find(DocumentKey key) => entries.TryGetValue(key, out var entry) && IsVisible(entry) ? entry : null;

    public void Put(DocumentKey key, int value, DateTimeOffset? expires) => entries[key] = new Entry(value, expires, ++versions);

    public bool Remove(DocumentKey key) => Find(key) is not null && entries.Remove(key);

    private bool IsVisible(Entry entry) => entry.Expires is null || entry.Expires > time.GetUtcNow();

    internal sealed record Entry(int Value, DateTimeOffset? Expires, long Version);
}
