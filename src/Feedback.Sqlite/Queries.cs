using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.Sqlite;

/// <summary>The reads of the port, as SQL on one connection. What has expired is not there.</summary>
internal static class Queries
{
    private const string Visible = "(expires IS NULL OR expires > ?1)";

    public static Document? Get(Connection connection, string table, DocumentKey key, long now)
    {
        var statement = connection.Prepare(Sql.Get(table));
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

    public static List<Document> GetMany(Connection connection, string table, IReadOnlyCollection<DocumentKey> keys, long now)
    {
        var documents = new List<Document>(keys.Count);
        // One transaction: one snapshot, and its cost once.
        connection.Prepare("BEGIN").Run();
        try
        {
            foreach (var key in keys.Distinct())
            {
                if (Get(connection, table, key, now) is { } document)
                    documents.Add(document);
            }
        }
        finally
        {
            connection.Prepare("COMMIT").Run();
        }
        return documents;
    }

    public static List<Document> Range(Connection connection, string table, string partition, IdRange range, int limit, long now)
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
        var statement = connection.Prepare(Sql.Range(table, lower is not null, inclusive, upper is not null, range.Descending));
        try
        {
            statement.Bind(1, now).Bind(2, partition).Bind(3, limit);
            if (lower is not null)
                statement.Bind(4, lower);
            if (upper is not null)
                statement.Bind(5, upper);
            var documents = new List<Document>();
            while (statement.Step())
                documents.Add(new Document(new DocumentKey(partition, statement.Text(2)), ETag(statement.Long(0)), statement.Blob(1)));
            return documents;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The number of the newest document; a cursor that nothing written so far lies behind.</summary>
    public static long Newest(Connection connection, string table) => connection.Scalar(Sql.Newest(table));

    public static ChangePage Changes(Connection connection, string table, long after, int limit, long now)
    {
        var statement = connection.Prepare(Sql.Changes(table));
        try
        {
            statement.Bind(1, now).Bind(2, after).Bind(3, limit);
            var documents = new List<Document>();
            while (statement.Step())
            {
                after = statement.Long(0);
                documents.Add(new Document(new DocumentKey(statement.Text(2), statement.Text(3)), ETag(after), statement.Blob(1)));
            }
            return new ChangePage(documents, Cursor(after));
        }
        finally
        {
            statement.Reset();
        }
    }

    public static string Cursor(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    private static string ETag(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    private static class Sql
    {
        public static string Get(string table) =>
            $"SELECT seq, body FROM {table} WHERE partition = ?2 AND id = ?3 AND {Visible}";

        public static string Range(string table, bool lower, bool inclusive, bool upper, bool descending) =>
            $"""
            SELECT seq, body, id FROM {table} WHERE partition = ?2
            {(lower ? inclusive ? "AND id >= ?4" : "AND id > ?4" : "")} {(upper ? "AND id < ?5" : "")}
            AND {Visible} ORDER BY id {(descending ? "DESC" : "ASC")} LIMIT ?3
            """;

        public static string Newest(string table) => $"SELECT max(seq) FROM {table}";

        public static string Changes(string table) =>
            $"SELECT seq, body, partition, id FROM {table} WHERE seq > ?2 AND {Visible} ORDER BY seq LIMIT ?3";
    }
}
