using SQLitePCL;

namespace Feedback.Bench.Store;

/// <summary>
/// What the store is measured against: the same table, pragmas and library, with a transaction for each write.
/// </summary>
internal sealed class NaiveStore : IDisposable
{
    private readonly Lock gate = new();
    private readonly sqlite3 handle;
    private readonly sqlite3_stmt insert;
    private long sequence;

    public NaiveStore(string path)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(path, out handle));
        Check(raw.sqlite3_exec(handle, """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA cache_size = -65536;
            CREATE TABLE feedback (seq INTEGER PRIMARY KEY, partition TEXT NOT NULL, id TEXT NOT NULL, expires INTEGER NULL, body BLOB NOT NULL) STRICT;
            CREATE UNIQUE INDEX feedback_key ON feedback (partition, id);
            CREATE INDEX feedback_expires ON feedback (expires) WHERE expires IS NOT NULL;
            """));
        Check(raw.sqlite3_prepare_v2(handle, "INSERT INTO feedback (seq, partition, id, body) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", out insert));
    }

    public void Create(string partition, string id, byte[] body)
    {
        lock (gate)
        {
            Check(raw.sqlite3_bind_int64(insert, 1, ++sequence));
            Check(raw.sqlite3_bind_text(insert, 2, partition));
            Check(raw.sqlite3_bind_text(insert, 3, id));
            Check(raw.sqlite3_bind_blob(insert, 4, body));
            if (raw.sqlite3_step(insert) != raw.SQLITE_DONE)
                throw new InvalidOperationException(raw.sqlite3_errmsg(handle).utf8_to_string());
            Check(raw.sqlite3_reset(insert));
        }
    }

    public void Dispose()
    {
        insert.Dispose();
        handle.Dispose();
    }

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite error {code}");
    }
}
