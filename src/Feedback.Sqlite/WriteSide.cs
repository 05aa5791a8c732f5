using Feedback.Core.Storage;
using Feedback.Sqlite.Log;
using Feedback.Sqlite.Memory;
using SQLitePCL;

namespace Feedback.Sqlite;

/// <summary>What belongs to the one process that writes: the lock, the writer and its log, the indexer and its connection.</summary>
internal sealed class WriteSide : IAsyncDisposable
{
    // No numbers of writes that were never acknowledged are given out again after a crash: another process may have read them.
    private const int Skipped = 1024;

    private const string Lock = ".lock";

    private readonly FileStream _lock;
    private readonly Connection _connection, _lookUps;
    private readonly WriteLog _log;
    private readonly Indexer _indexer;
    private readonly MarkWriter _mark;

    private WriteSide(string path, FileStream fileLock, Connection connection, SqliteStoreOptions options, TimeProvider time)
    {
        (_lock, _connection) = (fileLock, connection);
        var indexed = Queries.Indexed(connection);
        var recovered = LogRecovery.Read(path, indexed, flush: true);
        var lost = FindLoss(path, recovered.Through, time);
        _log = new WriteLog(path, recovered.LastNumber, options.Sync);
        _indexer = new Indexer(connection, Memtables, _log, time);
        var through = indexed;
        foreach (var (memtable, file) in recovered.Memtables)
        {
            through = memtable.Through;
            Memtables.Begin(memtable);
            _indexer.Index(memtable, () => _log.Reuse(file));
        }
        if (lost > 0)
            PassOver(recovered.Through, through = lost);
        Memtables.Begin(new Memtable(through));
        foreach (var file in LogFiles.Existing(path).Except(recovered.Memtables.Select(item => item.Path)))
            _log.Reuse(file);
        File = new DatabaseFile(path);
        _lookUps = Connection.Open(path, readOnly: true);
        _lookUps.WaitForLocks(options.LockTimeout);
        // Most look-ups are of ids that are not there: the pages above the last level of the index answer them.
        _lookUps.Execute("PRAGMA cache_size = -8192");
        var last = through + (recovered.Memtables.Count > 0 || lost > 0 ? Skipped : 0);
        Writer = new Writer(_lookUps, Memtables, _log, _indexer, time, options.SegmentBytes, last);
        _mark = new MarkWriter(path, Memtables, _log, time);
    }

    public Memtables Memtables { get; } = new();

    public Writer Writer { get; }

    /// <summary>The bytes of the database.</summary>
    public DatabaseFile File { get; }

    public static WriteSide Open(string path, SqliteStoreOptions options, TimeProvider time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fileLock = TakeLock(path);
        Connection? connection = null;
        try
        {
            connection = Connection.Open(path, readOnly: false);
            connection.WaitForLocks(options.LockTimeout);
            var exists = Schema.Verify(connection, path);
            if (!exists && options.NotEmptyBecause is { } because)
                throw new IOException(because);
            // Checkpoints are the indexer's. A transaction of its holds some ten thousand rows: the pages of the index that they touch fit into the cache.
            connection.Execute($"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA secure_delete = ON;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA journal_size_limit = {64 << 20};
                PRAGMA cache_size = -32768;
                """);
            if (options.MaxPages is { } pages)
                connection.Execute($"PRAGMA max_page_count = {pages}");
            if (!exists)
                Schema.Create(connection);
            else
                Schema.Upgrade(connection);
            return new WriteSide(path, fileLock, connection, options, time);
        }
        catch
        {
            connection?.Dispose();
            fileLock.Dispose();
            throw;
        }
    }

    /// <summary>Whether a process writes.</summary>
    public static bool IsHeld(string path)
    {
        if (!System.IO.File.Exists(path + Lock))
            return false;
        try
        {
            using var held = new FileStream(path + Lock, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Writes what is queued and moves it into the tables.</summary>
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Task.Run(_indexer.Dispose);
    }

    /// <summary>Moves everything into the one file, when nobody reads from it any more, and frees it.</summary>
    public void Close()
    {
        try
        {
            _lookUps.Dispose();
            _connection.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
            if (_indexer.IsDone)
            {
                _log.RemoveFree();
                _mark.Close();
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException)
        {
            // What is in the logs is durable there; the next opening goes on from it.
        }
        _connection.Dispose();
        _mark.Dispose();
        _log.Dispose();
        File.Dispose();
        _lock.Dispose();
    }

    /// <summary>Looks for what was acknowledged and is gone, and notes it; answers up to where, or 0.</summary>
    private static long FindLoss(string path, long through, TimeProvider time)
    {
        try
        {
            if (LogMark.Read(path) is not { } mark || mark.Missing(path, through) is not { } loss)
                return 0;
            LossReport.Add(path, loss, time.GetUtcNow());
            return mark.Through;
        }
        catch (InvalidDataException e)
        {
            LossReport.Add(path, e.Message, time.GetUtcNow());
            return 0;
        }
    }

    /// <summary>Notes in the tables that numbers are gone, before any is given out: the log goes on after them.</summary>
    private void PassOver(long from, long through)
    {
        var gone = new Memtable(from);
        gone.PassOver(through);
        Memtables.Begin(gone);
        _indexer.Index(gone, static () => { });
        var noted = new WriteOperation(WriteKind.Index, 0, default, 0, CancellationToken.None);
        _indexer.Do(noted);
        try
        {
            noted.Task.GetAwaiter().GetResult();
        }
        catch
        {
            _indexer.Dispose();
            throw;
        }
    }

    // A file of its own: SQLite's locks on the database are lost when any other handle to it in the process is closed.
    // The system frees the lock when the process ends, however it ends; the empty file stays.
    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(path + Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e)
        {
            throw new IOException($"{path} cannot be opened for writing (only one process can at a time): {e.Message}", e);
        }
    }
}
