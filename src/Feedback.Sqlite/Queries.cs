using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.Sqlite;

/// <summary>The reads of the tables, as SQL on one connection. What has expired is not there.</summary>
internal static class Queries
{
    private static readonly TableSql[] Tables = [.. Containers.All.Select(name => new TableSql(name))];

    /// <summary>The number up to which the tables hold everything that was written.</summary>
    public static long Indexed(Connection connection) => connection.Scalar("SELECT last FROM sequence");

    public static Document? Get(Connection connection, int table, DocumentKey key, long now)
    {
        var statement = connection.Prepare(Tables[table].Get);
        try
        {
            statement.Bind(1, now).Bind(2, key.Partition).Bind(3, key.Id);
            return statement.Step() ? new Document(key, ETag(statement.Long(0)), statement.Blob(1)) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The version of a document, 0 when there is none or it has expired, and whether it has a row.</summary>
    public static (long Version, bool HasRow) Version(Connection connection, int table, DocumentKey key, long now)
    {
        var statement = connection.Prepare(Tables[table].Version);
        try
        {
            statement.Bind(1, now).Bind(2, key.Partition).Bind(3, key.Id);
            return statement.Step() ? (statement.Long(0), true) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The documents of a range, for as long as somebody wants more of them.</summary>
    public static IEnumerable<Document> Range(Connection connection, int table, string partition, IdRange range, long now)
    {
        // One lower and one upper bound: given two, SQLite seeks by one and steps over every row up to the other.
        var (lower, inclusive, upper) = (range.From, true, range.To);
        if (range.After is { } after)
        {
            if (range.Descending)
                upper = upper is null || string.CompareOrdinal(after, upper) < 0 ? after : upper;
            else if (lower is null || string.CompareOrdinal(after, lower) >= 0)
                (lower, inclusive) = (after, false);
        }
        var byWords = range.Words != WordSet.None && Tables[table].KeepsWords && connection.HasWords;
        var statement = connection.Prepare(Tables[table].Range(lower is not null, inclusive, upper is not null, range.Descending, byWords));
        try
        {
            statement.Bind(1, now).Bind(2, partition);
            if (lower is not null)
                statement.Bind(3, lower);
            if (upper is not null)
                statement.Bind(4, upper);
            if (byWords)
                statement.Bind(5, range.Words.Bits);
            while (statement.Step())
                yield return new Document(new DocumentKey(partition, statement.Text(2)), ETag(statement.Long(0)), statement.Blob(1));
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The number of the newest document; 0 when there is none.</summary>
    public static long Newest(Connection connection, int table) => connection.Scalar(Tables[table].Newest);

    /// <summary>The documents with a higher number, in the order of their numbers, for as long as somebody wants more of them.</summary>
    public static IEnumerable<(Document Document, long Sequence)> Changes(Connection connection, int table, long after, long now)
    {
        var statement = connection.Prepare(Tables[table].Changes);
        try
        {
            statement.Bind(1, now).Bind(2, after);
            while (statement.Step())
            {
                var sequence = statement.Long(0);
                yield return (new Document(new DocumentKey(statement.Text(2), statement.Text(3)), ETag(sequence), statement.Blob(1)), sequence);
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    private static string ETag(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    private sealed class TableSql(string table)
    {
        private const string Visible = "(expires IS NULL OR expires > ?1)";
        private readonly string[] _ranges = new string[32];

        public bool KeepsWords { get; } = Schema.KeepsWords(table);

        public string Get { get; } = $"SELECT seq, body FROM {table} WHERE partition = ?2 AND id = ?3 AND {Visible}";

        public string Version { get; } = $"SELECT iif({Visible}, seq, 0) FROM {table} WHERE partition = ?2 AND id = ?3";

        public string Newest { get; } = $"SELECT max(seq) FROM {table}";

        public string Changes { get; } = $"SELECT seq, body, partition, id FROM {table} WHERE seq > ?2 AND {Visible} ORDER BY seq";

        public string Range(bool lower, bool inclusive, bool upper, bool descending, bool byWords)
        {
            ref var sql = ref _ranges[(lower ? 1 : 0) + (inclusive ? 2 : 0) + (upper ? 4 : 0) + (descending ? 8 : 0) + (byWords ? 16 : 0)];
            return sql ??= $"""
                SELECT seq, body, id FROM {table} WHERE partition = ?2
                {(lower ? inclusive ? "AND id >= ?3" : "AND id > ?3" : "")} {(upper ? "AND id < ?4" : "")}
                {(byWords ? "AND (words IS NULL OR words & ?5 = ?5)" : "")}
                AND {Visible} ORDER BY id {(descending ? "DESC" : "ASC")}
                """;
        }
    }
}
