using System.Globalization;
using Feedback.Core.Storage;
using Feedback.Sqlite.Log;
using Feedback.Sqlite.Memory;

namespace Feedback.Sqlite;

/// <summary>The reads of the port, over the tables and what is not in them yet, as both stood at one moment. What has expired is not there.</summary>
/// <param name="readers">Read the tables.</param>
/// <param name="memtables">What the tables do not have.</param>
/// <param name="follower">Reads the log of another process, where that one writes.</param>
internal sealed class StoreView(Readers readers, Memtables memtables, LogFollower? follower) : IDisposable
{
    private readonly Lock _following = new();

    public Document? Get(int table, DocumentKey key, long now)
    {
        if (follower is not null)
            return GetMany(table, [key], now).FirstOrDefault();
        // What is here is the newest. What is not here yet, or no more, is in any snapshot of the tables that is taken now.
        if (memtables.Find(table, key) is { } entry)
            return entry.IsVisible(now) ? entry.ToDocument() : null;
        return readers.Read(static (connection, a) => Queries.Get(connection, a.table, a.key, a.now), (table, key, now));
    }

    public List<Document> GetMany(int table, IReadOnlyCollection<DocumentKey> keys, long now)
    {
        DocumentKey[] distinct = [.. keys.Distinct()];
        var entries = new Entry?[distinct.Length];
        return Read(indexed => memtables.TryFindMany(indexed, table, distinct, entries) ? entries : null, (connection, _, _) =>
        {
            var documents = new List<Document>(distinct.Length);
            for (var at = 0; at < distinct.Length; at++)
            {
                var document = entries[at] is { } entry
                    ? entry.IsVisible(now) ? entry.ToDocument() : null
                    : Queries.Get(connection, table, distinct[at], now);
                if (document is not null)
                    documents.Add(document);
            }
            return documents;
        });
    }

    public List<Document> Range(int table, string partition, IdRange range, int limit, long now) => Read(
        indexed => memtables.FindRange(indexed, table, partition, range, limit, now),
        (connection, entries, _) =>
        {
            var documents = new List<Document>(Math.Min(limit, 256));
            var at = 0;
            foreach (var row in Queries.Range(connection, table, partition, range, now))
            {
                for (; at < entries.Count && IsBefore(entries[at].Key.Id, row.Key.Id) && documents.Count < limit; at++)
                    AddVisible(entries[at]);
                if (documents.Count == limit)
                    return documents;
                // What lies over a row takes its place, or hides it; it comes next by itself.
                if (at == entries.Count || entries[at].Key.Id != row.Key.Id)
                    documents.Add(row);
                if (documents.Count == limit)
                    return documents;
            }
            for (; at < entries.Count && documents.Count < limit; at++)
                AddVisible(entries[at]);
            return documents;

            bool IsBefore(string one, string other) => range.Descending ? string.CompareOrdinal(one, other) > 0 : string.CompareOrdinal(one, other) < 0;

            void AddVisible(Entry entry)
            {
                if (entry.IsVisible(now))
                    documents.Add(entry.ToDocument());
            }
        });

    public ChangePage Changes(int table, long after, int limit, long now)
    {
        if (follower is null && memtables.FindChanges(after, table, limit, now) is { } entries)
            return Page([], entries, after);
        return Read(memtables.Following, (connection, following, indexed) =>
        {
            var documents = new List<Document>();
            var last = after;
            foreach (var (row, sequence) in Queries.Changes(connection, table, after, now))
            {
                if (memtables.IsHidden(following, table, row.Key, sequence))
                    continue;
                documents.Add(row);
                last = sequence;
                if (documents.Count == limit)
                    return new ChangePage(documents, Cursor(last));
            }
            var newer = new List<Entry>();
            memtables.CollectChanges(following, table, Math.Max(after, indexed), limit - documents.Count, now, newer);
            return Page(documents, newer, last);
        });
    }

    /// <summary>A cursor that nothing written so far lies behind.</summary>
    public string Newest(int table)
    {
        if (follower is null && memtables.Newest(table) is { } newest)
            return Cursor(newest);
        return Read(memtables.Following, (connection, _, _) => Cursor(Math.Max(memtables.Newest(table) ?? 0, Queries.Newest(connection, table))));
    }

    /// <summary>Copies everything, as it stood at one moment, into an empty database.</summary>
    public void CopyTo(Connection copy, CancellationToken cancellationToken) => Read(memtables.All, (connection, entries, _) =>
    {
        connection.CopyTo(copy, cancellationToken);
        copy.Prepare("BEGIN IMMEDIATE").Run();
        TableStatements[] tables = [.. Containers.All.Select(name => new TableStatements(copy, name))];
        foreach (var entry in entries)
            tables[entry.Table].Write(entry);
        if (entries.Count > 0)
            copy.Prepare("UPDATE sequence SET last = ?1").Bind(1, entries[^1].Sequence).Run();
        copy.Prepare("COMMIT").Run();
        return entries.Count;
    });

    /// <summary>What is wrong with the pages of the database; empty when nothing is.</summary>
    /// <param name="most">How many faults are named at most.</param>
    /// <param name="goOn">Asked again and again meanwhile; <c>false</c> breaks it off.</param>
    public IReadOnlyList<string> Check(int most, Func<bool> goOn) =>
        readers.Read(static (connection, a) => connection.Check(a.most, a.goOn), (most, goOn));

    /// <summary>The number up to which the tables hold everything.</summary>
    public long Indexed() => readers.Read(static (connection, _) => Queries.Indexed(connection), 0);

    public void Dispose() => readers.Dispose();

    private static ChangePage Page(List<Document> documents, List<Entry> newer, long last)
    {
        documents.AddRange(newer.Select(entry => entry.ToDocument()));
        return new(documents, Cursor(newer.Count > 0 ? newer[^1].Sequence : last));
    }

    private static string Cursor(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads from one snapshot of the tables and what was collected for it.</summary>
    /// <param name="collect">Takes what lies over the tables, given the number up to which they hold everything; <c>null</c> when their snapshot is too
    /// old.</param>
    /// <param name="read">Reads from the snapshot.</param>
    private T Read<TCollected, T>(Func<long, TCollected?> collect, Func<Connection, TCollected, long, T> read)
        where TCollected : class =>
        readers.Read((connection, a) =>
        {
            while (true)
            {
                var (collected, indexed) = Begin(connection, a.collect);
                try
                {
                    if (collected is not null)
                        return a.read(connection, collected, indexed);
                }
                finally
                {
                    connection.Prepare("COMMIT").Run();
                }
            }
        }, (collect, read));

    private (TCollected?, long) Begin<TCollected>(Connection connection, Func<long, TCollected?> collect)
        where TCollected : class
    {
        if (follower is null)
        {
            var indexed = BeginSnapshot(connection);
            return (Collect(connection, collect, indexed), indexed);
        }

        lock (_following)
        {
            // Before the snapshot: what is gone from the log by now is in it. And after: what was left out of the tables because something newer was written
            // over it must be covered by that.
            follower.Refresh();
            var indexed = BeginSnapshot(connection);
            return (Collect(connection, from => Follow(from) ? collect(from) : null, indexed), indexed);
        }
    }

    private bool Follow(long indexed)
    {
        if (!follower!.Refresh())
            return false;
        memtables.Drop(indexed);
        return true;
    }

    private static long BeginSnapshot(Connection connection)
    {
        connection.Prepare("BEGIN").Run();
        return Collect(connection, _ => Queries.Indexed(connection), 0);
    }

    /// <summary>Collects; where that fails, there is no snapshot any more.</summary>
    private static T Collect<T>(Connection connection, Func<long, T> collect, long indexed)
    {
        try
        {
            return collect(indexed);
        }
        catch
        {
            connection.Prepare("COMMIT").Run();
            throw;
        }
    }
}
