using System.Runtime.InteropServices;
using Feedback.Core.Storage;

namespace Feedback.Sqlite.Memory;

/// <summary>The entries of one segment of the log, by key, in the order of ids and in the order in which they were written.</summary>
/// <param name="after">Everything up to this number stands elsewhere: in the tables or in an earlier memtable.</param>
internal sealed class Memtable(long after)
{
    private readonly Part[] _parts = [.. Containers.All.Select(_ => new Part())];

    public long After { get; } = after;

    /// <summary>The number of its last entry, or <see cref="After"/> when it has none.</summary>
    public long Through { get; private set; } = after;

    public bool IsEmpty => Through == After;

    public Entry? Find(int table, DocumentKey key) => _parts[table].ByKey.GetValueOrDefault(key);

    /// <summary>All entries of a table, superseded ones among them, as they were written.</summary>
    public IReadOnlyList<Entry> Entries(int table) => _parts[table].BySequence;

    /// <summary>Leaves numbers out that are gone and must not be given out again.</summary>
    public void PassOver(long through) => Through = through;

    public void Add(Entry entry)
    {
        Through = entry.Sequence;
        var part = _parts[entry.Table];
        part.BySequence.Add(entry);
        ref var current = ref CollectionsMarshal.GetValueRefOrAddDefault(part.ByKey, entry.Key, out _);
        if (part.ByOrder is { } ordered)
        {
            if (current is not null)
                ordered.Remove(current);
            ordered.Add(entry);
        }
        current = entry;
    }

    /// <summary>Collects the entries of a range in its direction that were written after a number: all of them, or those up to the limit-th that is
    /// visible.</summary>
    public void CollectRange(int table, string partition, IdRange range, int limit, long now, long afterSequence, List<Entry> into)
    {
        var part = _parts[table];
        if (part.BySequence.Count == 0)
            return;
        // Ordered only where somebody asks for ranges: nobody does of feedback, of which there is most.
        part.ByOrder ??= new SortedSet<Entry>(part.ByKey.Values, KeyOrder.Instance);
        var lower = range is { Descending: false, After: { } from } && string.CompareOrdinal(from, range.From) > 0 ? from : range.From ?? "";
        var upper = range.Descending && range.After is { } to && (range.To is null || string.CompareOrdinal(to, range.To) < 0) ? to : range.To;
        // No id has a character as high as this one.
        var (first, last) = (Probe(partition, lower), Probe(partition, upper ?? "\uffff"));
        if (KeyOrder.Instance.Compare(first, last) >= 0)
            return;
        var between = part.ByOrder.GetViewBetween(first, last);
        foreach (var entry in range.Descending ? between.Reverse() : between)
        {
            if (entry.IsSuperseded || entry.Sequence <= afterSequence || entry.Key.Id == upper || (!range.Descending && entry.Key.Id == range.After))
                continue;
            into.Add(entry);
            if (entry.IsVisible(now) && --limit == 0)
                return;
        }
    }

    /// <summary>Collects what is visible of a table and was written after a number, oldest first.</summary>
    public void CollectChanges(int table, long afterSequence, int limit, long now, List<Entry> into)
    {
        var entries = _parts[table].BySequence;
        for (var at = FirstAfter(entries, afterSequence); at < entries.Count && into.Count < limit; at++)
        {
            if (!entries[at].IsSuperseded && entries[at].IsVisible(now))
                into.Add(entries[at]);
        }
    }

    private static int FirstAfter(List<Entry> entries, long sequence)
    {
        var (low, high) = (0, entries.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].Sequence <= sequence)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static Entry Probe(string partition, string id) => new(0, 0, new(partition, id), 0, default);

    private sealed class Part
    {
        public Dictionary<DocumentKey, Entry> ByKey { get; } = [];

        public List<Entry> BySequence { get; } = [];

        public SortedSet<Entry>? ByOrder { get; set; }
    }

    private sealed class KeyOrder : IComparer<Entry>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(Entry? x, Entry? y)
        {
            var byPartition = string.CompareOrdinal(x!.Key.Partition, y!.Key.Partition);
            return byPartition != 0 ? byPartition : string.CompareOrdinal(x.Key.Id, y.Key.Id);
        }
    }
}
