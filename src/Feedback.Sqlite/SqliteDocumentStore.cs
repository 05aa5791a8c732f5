using System.Collections.Frozen;
using System.Globalization;
using Feedback.Core.Storage;
using SQLitePCL;

namespace Feedback.Sqlite;

/// <summary>
/// The embedded store: one SQLite file in WAL mode, one writer that commits in groups, and readers beside it.
/// </summary>
/// <remarks>
/// Each write gives its row the next number of one sequence. That number is the row's key, its ETag and its place in the
/// change feed; since one writer hands them out and commits them in order, a reader never finds one appear behind it.
/// </remarks>
public sealed class SqliteDocumentStore : IDocumentStore, IScrub, IAsyncDisposable
{
    private static readonly FrozenDictionary<string, int> TableIndex =
        Containers.All.Select((name, index) => KeyValuePair.Create(name, index)).ToFrozenDictionary();

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Readers _readers;
    private readonly WriteSide? _write;

    private SqliteDocumentStore(string path, TimeProvider time, Readers readers, WriteSide? write)
    {
        _path = path;
        _time = time;
        _readers = readers;
        _write = write;
    }

    /// <summary>How many transactions this store has committed.</summary>
    public long Commits => _write?.Writer.Commits ?? 0;

    /// <summary>Opens the database, and makes it when it does not exist.</summary>
    /// <exception cref="InvalidDataException">The file is not a Feedback database, or a newer version wrote it.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another process writes to it.</exception>
    public static SqliteDocumentStore Open(SqliteStoreOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Readers, 1, nameof(options));
        var path = Path.GetFullPath(options.Path);
        try
        {
            var write = options.ReadOnly ? null : WriteSide.Open(path, options, time);
            if (options.ReadOnly)
                VerifyExisting(path, options.LockTimeout);
            return new SqliteDocumentStore(path, time, new Readers(() => OpenReader(path, options.LockTimeout), options.Readers), write);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnauthorizedAccessException)
        {
            throw new IOException($"The database {path} cannot be opened: {e.Message}", e);
        }
    }

    public Task<Document?> GetAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        Read(static (connection, a) => Queries.Get(connection, a.container, a.key, a.now),
            (container: Known(container), key, now: Now()), cancellationToken);

    public Task<IReadOnlyList<Document>> GetManyAsync(string container, IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<Document>, (string container, IReadOnlyCollection<DocumentKey> keys, long now)>(
            static (connection, a) => Queries.GetMany(connection, a.container, a.keys, a.now),
            (Known(container), keys, Now()), cancellationToken);

    public Task<IReadOnlyList<Document>> RangeAsync(string container, string partition, IdRange range, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Read<IReadOnlyList<Document>, (string container, string partition, IdRange range, int limit, long now)>(
            static (connection, a) => Queries.Range(connection, a.container, a.partition, a.range, a.limit, a.now),
            (Known(container), partition, range, limit, Now()), cancellationToken);
    }

    public Task<ChangePage> ReadChangesAsync(string container, string cursor, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (cursor == ChangeCursor.Now)
        {
            return Read(static (connection, container) => new ChangePage([], Queries.Cursor(Queries.Newest(connection, container))),
                Known(container), cancellationToken);
        }
        var after = 0L;
        if (cursor != ChangeCursor.Beginning && !TryParseSequence(cursor, out after))
            throw new ArgumentException($"'{cursor}' is not a cursor of this store.", nameof(cursor));
        return Read(static (connection, a) => Queries.Changes(connection, a.container, a.after, a.limit, a.now),
            (container: Known(container), after, limit, now: Now()), cancellationToken);
    }

    public Task<WriteResult> CreateAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        Write(WriteKind.Create, container, document, 0, cancellationToken);

    public Task<WriteResult> ReplaceAsync(string container, DocumentWrite document, string etag, CancellationToken cancellationToken = default) =>
        // What is no number of ours is the ETag of no row.
        Write(WriteKind.Replace, container, document, TryParseSequence(etag, out var sequence) ? sequence : -1, cancellationToken);

    public Task<WriteResult> UpsertAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        Write(WriteKind.Upsert, container, document, 0, cancellationToken);

    public async Task<bool> DeleteAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        (await Write(WriteKind.Delete, container, new DocumentWrite(key, default), 0, cancellationToken)).Written;

    /// <summary>
    /// What is deleted or written over is overwritten with zeros in its page (<c>secure_delete</c>); this empties the write-ahead log, which has pages as they
    /// were. When pages are split and merged, SQLite can leave a copy of a row in the unused part of one: so the file is searched for the traces, and where one
    /// is found all of it is written anew.
    /// </summary>
    public async Task ScrubAsync(IReadOnlyCollection<ReadOnlyMemory<byte>>? traces, CancellationToken cancellationToken = default)
    {
        await Write(WriteKind.EmptyLog, Containers.Settings, default, 0, cancellationToken);
        if (traces is null || (traces.Count > 0 && await Task.Run(() => _write!.File.Holds(traces, cancellationToken), cancellationToken)))
            await Write(WriteKind.Rewrite, Containers.Settings, default, 0, cancellationToken);
    }

    /// <summary>Commits what is queued, moves the log into the database file and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_write is not null)
            await _write.Writer.DisposeAsync();
        // The readers go first, so that the writer is alone for its last checkpoint.
        _readers.Dispose();
        _write?.Close();
    }

    private Task<T> Read<T, TArgument>(Func<Connection, TArgument, T> read, TArgument argument, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(_readers.Read(read, argument));
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException or ObjectDisposedException)
        {
            return Task.FromException<T>(e);
        }
    }

    private Task<WriteResult> Write(WriteKind kind, string container, DocumentWrite document, long expectedSequence, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation(kind, TableIndex[Known(container)], document, expectedSequence, cancellationToken);
        if (_write is null)
            throw new InvalidOperationException($"{_path} is open for reading only.");
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<WriteResult>(cancellationToken)
            : _write.Writer.EnqueueAsync(operation, cancellationToken);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    // The name goes into the SQL text, so it must be one of ours.
    private static string Known(string container) => TableIndex.ContainsKey(container)
        ? container
        : throw new ArgumentException($"There is no container '{container}'.", nameof(container));

    private static bool TryParseSequence(string text, out long sequence) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);

    private static Connection OpenReader(string path, TimeSpan lockTimeout)
    {
        var connection = Connection.Open(path, readOnly: true);
        connection.WaitForLocks(lockTimeout);
        return connection;
    }

    private static void VerifyExisting(string path, TimeSpan lockTimeout)
    {
        if (!System.IO.File.Exists(path))
            throw new FileNotFoundException($"There is no database {path}.", path);
        using var connection = OpenReader(path, lockTimeout);
        if (!Schema.Verify(connection, path))
            throw new InvalidDataException($"{path} is not a Feedback database: it is empty.");
    }

    /// <summary>What belongs to the one process that writes: the lock, the writer's connection, the writer and its checkpointer.</summary>
    private sealed record WriteSide(FileStream Lock, Connection Connection, Checkpointer Checkpointer, Writer Writer, DatabaseFile File)
    {
        public static WriteSide Open(string path, SqliteStoreOptions options, TimeProvider time)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var fileLock = TakeLock(path);
            Connection? connection = null;
            Checkpointer? checkpointer = null;
            try
            {
                connection = Connection.Open(path, readOnly: false);
                connection.WaitForLocks(options.LockTimeout);
                var exists = Schema.Verify(connection, path);
                // Checkpoints are the checkpointer's; the log file shrinks back to this size when it starts anew. The page cache is small on purpose: when a
                // page of the index splits, SQLite walks the whole cache at the next COMMIT (with 64 MB that was 14 % of the time of bench/intake), and a page
                // that is not in it is in the system's.
                connection.Execute($"""
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = ON;
                    PRAGMA wal_autocheckpoint = 0;
                    PRAGMA journal_size_limit = {Checkpointer.LogBytes};
                    PRAGMA cache_size = -16384;
                    """);
                if (options.MaxPages is { } pages)
                    connection.Execute($"PRAGMA max_page_count = {pages}");
                if (!exists)
                    Schema.Create(connection);
                checkpointer = new Checkpointer(OpenCheckpoints(path), options.LockTimeout);
                return new WriteSide(fileLock, connection, checkpointer, new Writer(connection, checkpointer, time), new DatabaseFile(path));
            }
            catch
            {
                checkpointer?.Dispose();
                connection?.Dispose();
                fileLock.Dispose();
                throw;
            }
        }

        public void Close()
        {
            Checkpointer.Dispose();
            try
            {
                Connection.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
            }
            catch (StoreUnavailableException)
            {
                // What is in the log is durable there; the next opening goes on from it.
            }
            Connection.Dispose();
            File.Dispose();
            Lock.Dispose();
        }

        private static Connection OpenCheckpoints(string path)
        {
            var connection = Connection.Open(path, readOnly: false);
            connection.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;");
            return connection;
        }

        // A file of its own: SQLite's locks on the database are lost when any other handle to it in the process is closed.
        // The system frees the lock when the process ends, however it ends; the empty file stays.
        private static FileStream TakeLock(string path)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException e)
            {
                throw new IOException($"{path} cannot be opened for writing (only one process can at a time): {e.Message}", e);
            }
        }
    }
}
