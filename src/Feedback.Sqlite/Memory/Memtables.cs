using Feedback.Core.Storage;

namespace Feedback.Sqlite.Memory;

/// <summary>
/// What is durable in the log and not in the tables yet: memtables, oldest first, of which the last one grows. Written to by one thread, read by all.
/// </summary>
/// <remarks>
/// A reader takes its snapshot of the tables first and asks here second. The tables say up to which number they hold everything (<c>indexed</c>), and what
/// follows that number must still be here: where a memtable was dropped in between, the reader is told to take its snapshot anew.
/// </remarks>
internal sealed class Memtables
{
    private readonly Lock _gate = new();
    private readonly List<Memtable> _all = [];

    /// <summary>The memtables as they are, for the thread that writes to them.</summary>
    public Memtable[] Capture()
    {
        lock (_gate)
            return [.. _all];
    }

    /// <summary>The number of the last entry, or the one after which the first will come; <c>null</c> when there is no memtable.</summary>
    public long? Through
    {
        get
        {
            lock (_gate)
                return _all.Count == 0 ? null : _all[^1].Through;
        }
    }

    /// <summary>Begins a memtable; the one before grows no more.</summary>
    public void Begin(Memtable memtable)
    {
        lock (_gate)
            _all.Add(memtable);
    }

    /// <summary>Makes entries visible, all at once.</summary>
    public void Apply(IReadOnlyList<Entry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                Find(_all, entry.Table, entry.Key)?.IsSuperseded = true;
                _all[^1].Add(entry);
            }
        }
    }

    /// <summary>Forgets the memtables of which the tables hold everything.</summary>
    public void Drop(long indexed)
    {
        lock (_gate)
        {
            while (_all.Count > 1 && _all[0].Through <= indexed)
                _all.RemoveAt(0);
        }
    }

    public void Clear()
    {
        lock (_gate)
            _all.Clear();
    }

    /// <summary>The newest entry of a key among memtables.</summary>
    public static Entry? Find(IReadOnlyList<Memtable> memtables, int table, DocumentKey key)
    {
        for (var at = memtables.Count - 1; at >= 0; at--)
        {
            if (memtables[at].Find(table, key) is { } entry)
                return entry;
        }
        return null;
    }

    public Entry? Find(int table, DocumentKey key)
    {
        lock (_gate)
            return Find(_all, table, key);
    }

    /// <summary>The newest entries of some keys; <c>null</c> for those that have none.</summary>
    /// <returns><c>false</c> when the snapshot of the tables is too old.</returns>
    public bool TryFindMany(long indexed, int table, IReadOnlyList<DocumentKey> keys, Entry?[] found)
    {
        lock (_gate)
        {
            if (IsTooOld(indexed))
                return false;
            for (var at = 0; at < keys.Count; at++)
                found[at] = Find(_all, table, keys[at]) is { } entry && entry.Sequence > indexed ? entry : null;
            return true;
        }
    }

    /// <summary>The entries that lie over a range of the tables, in its direction, as many as it takes to fill the limit.</summary>
    /// <returns><c>null</c> when the snapshot of the tables is too old.</returns>
    public List<Entry>? FindRange(long indexed, int table, string partition, IdRange range, int limit, long now)
    {
        lock (_gate)
        {
            if (IsTooOld(indexed))
                return null;
            var found = new List<Entry>();
            foreach (var memtable in _all)
                memtable.CollectRange(table, partition, range, limit, now, indexed, found);
            // Those that are not superseded have a key each. Where a memtable stopped at the limit, the ids up to there fill it already.
            found.Sort(range.Descending
                ? static (a, b) => string.CompareOrdinal(b.Key.Id, a.Key.Id)
                : static (a, b) => string.CompareOrdinal(a.Key.Id, b.Key.Id));
            return found;
        }
    }

    /// <summary>What was written to a table after a number, where the tables need not be asked for it.</summary>
    /// <returns><c>null</c> when some of it may be in the tables.</returns>
    public List<Entry>? FindChanges(long after, int table, int limit, long now)
    {
        lock (_gate)
        {
            if (IsTooOld(after))
                return null;
            var found = new List<Entry>();
            foreach (var memtable in _all)
                memtable.CollectChanges(table, after, limit, now, found);
            return found;
        }
    }

    /// <summary>The memtables that hold what follows a number.</summary>
    /// <returns><c>null</c> when the snapshot of the tables is too old.</returns>
    public Memtable[]? Following(long indexed)
    {
        lock (_gate)
            return IsTooOld(indexed) ? null : [.. _all.Where(memtable => memtable.Through > indexed || memtable == _all[^1])];
    }

    /// <summary>All that was written after a number and counts, in the order in which it was.</summary>
    /// <returns><c>null</c> when the snapshot of the tables is too old.</returns>
    public List<Entry>? All(long indexed)
    {
        lock (_gate)
        {
            return IsTooOld(indexed) ? null : [.. Enumerable.Range(0, Containers.All.Count)
                .SelectMany(table => _all.SelectMany(memtable => memtable.Entries(table)))
                .Where(entry => !entry.IsSuperseded && entry.Sequence > indexed)
                .OrderBy(entry => entry.Sequence)];
        }
    }

    /// <summary>Whether a row of the tables is written over or deleted.</summary>
    public bool IsHidden(Memtable[] memtables, int table, DocumentKey key, long sequence)
    {
        lock (_gate)
            return Find(memtables, table, key) is { } entry && entry.Sequence > sequence;
    }

    /// <summary>The entries of some memtables that the change feed shows after a number.</summary>
    public void CollectChanges(Memtable[] memtables, int table, long after, int limit, long now, List<Entry> into)
    {
        lock (_gate)
        {
            foreach (var memtable in memtables)
                memtable.CollectChanges(table, after, limit, now, into);
        }
    }

    /// <summary>The number of a table's newest entry; <c>null</c> when it has none.</summary>
    public long? Newest(int table)
    {
        lock (_gate)
        {
            for (var at = _all.Count - 1; at >= 0; at--)
            {
                if (_all[at].Entries(table) is { Count: > 0 } entries)
                    return entries[^1].Sequence;
            }
            return null;
        }
    }

    private bool IsTooOld(long indexed) => _all.Count > 0 && _all[0].After > indexed;
}
