using SQLitePCL;

namespace Feedback.Bench.Store;

/// <summary>
/// What the store is measured against: the same table, pragmas and library, with a transaction for each write.
/// </summary>
internal sealed class NaiveStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly sqlite3 _handle;
    private readonly sqlite3_stmt _insert;
    private long _sequence;

    public NaiveStore(string path)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(path, out _handle));
        Check(raw.sqlite3_exec(_handle, """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA cache_size = -65536;
            CREATE TABLE feedback (seq INTEGER PRIMARY KEY, partition TEXT NOT NULL, id TEXT NOT NULL, expires INTEGER NULL, body BLOB NOT NULL) STRICT;
            CREATE UNIQUE INDEX feedback_key ON feedback (partition, id);
            CREATE INDEX feedback_expires ON feedback (expires) WHERE expires IS NOT NULL;
            """));
        Check(raw.sqlite3_prepare_v2(_handle, "INSERT INTO feedback (seq, partition, id, body) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", out _insert));
    }

    public void Create(string partition, string id, byte[] body)
    {
        lock (_gate)
        {
            Check(raw.sqlite3_bind_int64(_insert, 1, ++_sequence));
            Check(raw.sqlite3_bind_text(_insert, 2, partition));
            Check(raw.sqlite3_bind_text(_insert, 3, id));
            Check(raw.sqlite3_bind_blob(_insert, 4, body));
            if (raw.sqlite3_step(_insert) != raw.SQLITE_DONE)
                throw new InvalidOperationException(raw.sqlite3_errmsg(_handle).utf8_to_string());
            Check(raw.sqlite3_reset(_insert));
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _handle.Dispose();
    }

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite error {code}");
    }
}
