using Feedback.Sqlite.Memory;

namespace Feedback.Sqlite;

/// <summary>The writes of one table, as SQL on one connection.</summary>
internal sealed class TableStatements(Connection connection, string table)
{
    private readonly Statement _upsert = connection.Prepare($"""
        INSERT INTO {table} (seq, partition, id, expires, body) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (partition, id) DO UPDATE SET seq = excluded.seq, expires = excluded.expires, body = excluded.body
        """);

    private readonly Statement _delete = connection.Prepare($"DELETE FROM {table} WHERE partition = ?1 AND id = ?2");

    private readonly Statement _purge = connection.Prepare($"""
        DELETE FROM {table} WHERE seq IN (SELECT seq FROM {table} WHERE expires <= ?1 LIMIT ?2)
        """);

    /// <summary>Writes what an entry of the log says.</summary>
    public void Write(Entry entry)
    {
        if (entry.IsTombstone)
            _delete.Bind(1, entry.Key.Partition).Bind(2, entry.Key.Id).Run();
        else
            _upsert
                .Bind(1, entry.Sequence)
                .Bind(2, entry.Key.Partition)
                .Bind(3, entry.Key.Id)
                .Bind(4, entry.Expires == Entry.Never ? null : entry.Expires)
                .Bind(5, entry.Body.Span)
                .Run();
    }

    /// <summary>Deletes some of what has expired.</summary>
    public void Purge(long now, int most) => _purge.Bind(1, now).Bind(2, most).Run();
}
