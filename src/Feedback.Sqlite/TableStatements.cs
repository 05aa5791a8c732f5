using Feedback.Core.Storage;
using Feedback.Sqlite.Memory;

namespace Feedback.Sqlite;

/// <summary>The writes of one table, as SQL on one connection.</summary>
internal sealed class TableStatements(Connection connection, string table)
{
    private readonly bool _keepsWords = KeepsWords(connection, table);

    // The index of keys with words would let a key in twice: there an update comes first, unless it is known that it would find nothing.
    private readonly Statement? _update = !KeepsWords(connection, table) ? null : connection.Prepare($"""
        UPDATE {table} SET seq = ?1, expires = ?4, body = ?5, words = ?6 WHERE partition = ?2 AND id = ?3
        """);

    private readonly Statement _write = connection.Prepare(KeepsWords(connection, table)
        ? $"INSERT INTO {table} (seq, partition, id, expires, body, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        : $"""
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
        {
            _delete.Bind(1, entry.Key.Partition).Bind(2, entry.Key.Id).Run();
            return;
        }

        var words = _keepsWords ? WordSet.In(entry.Body.Span) : WordSet.None;
        if (_update is not null && !entry.IsNew)
        {
            Run(_update, entry, words);
            if (connection.Changes > 0)
                return;
        }

        Run(_write, entry, words);
    }

    /// <summary>Deletes some of what has expired.</summary>
    public void Purge(long now, int most) => _purge.Bind(1, now).Bind(2, most).Run();

    private static bool KeepsWords(Connection connection, string table) => Schema.KeepsWords(table) && connection.HasWords;

    private void Run(Statement statement, Entry entry, WordSet words)
    {
        statement
            .Bind(1, entry.Sequence)
            .Bind(2, entry.Key.Partition)
            .Bind(3, entry.Key.Id)
            .Bind(4, entry.Expires == Entry.Never ? null : entry.Expires)
            .Bind(5, entry.Body.Span);
        if (_keepsWords)
            statement.Bind(6, words.Bits);
        statement.Run();
    }
}
