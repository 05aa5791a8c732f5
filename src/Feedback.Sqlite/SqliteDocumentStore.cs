using System.Collections.Frozen;
using System.Globalization;
using Feedback.Core.Storage;
using Feedback.Sqlite.Log;
using Feedback.Sqlite.Memory;

namespace Feedback.Sqlite;

/// <summary>
/// The embedded store: a write log that is appended to in groups, memtables of what it holds, and one SQLite file that everything is moved into behind that.
/// </summary>
/// <remarks>
/// Each write takes the next number of one sequence. That number is its place in the log, the row's key, its ETag and its place in the change feed; since one
/// writer hands them out and makes them visible in order, a reader never finds one appear behind it.
/// </remarks>
public sealed class SqliteDocumentStore : IDocumentStore, IScrub, IAsyncDisposable
{
    private static readonly FrozenDictionary<string, int> TableIndex =
        Containers.All.Select((name, index) => KeyValuePair.Create(name, index)).ToFrozenDictionary();

    private const int MostFaults = 10;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly StoreView _view;
    private readonly WriteSide? _write;

    private SqliteDocumentStore(string path, TimeProvider time, StoreView view, WriteSide? write) =>
        (_path, _time, _view, _write) = (path, time, view, write);

    /// <summary>How many groups of writes this store has made durable.</summary>
    public long Commits => _write?.Writer.Commits ?? 0;

    /// <summary>Why nothing can be written now, in few words; <c>null</c> when the last write succeeded. Where it did not, the store tries by itself again and
    /// again.</summary>
    public string? WriteFault => _write?.Writer.Failure is not { } failure ? null : Room.IsWhatLacks(failure) ? "the disk is full" : "the disk fails";

    /// <summary>Opens the database, and makes it when it does not exist.</summary>
    /// <exception cref="InvalidDataException">The file is not a Feedback database, a newer version wrote it, or its log is damaged.</exception>
    /// <exception cref="DamagedDatabaseException">The file cannot be read as a database.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another process writes to it.</exception>
    public static SqliteDocumentStore Open(SqliteStoreOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Readers, 1, nameof(options));
        var path = Path.GetFullPath(options.Path);
        try
        {
            var isImmutable = options.ReadOnly && VerifyExisting(path, options);
            var readers = new Readers(() => OpenReader(path, options.LockTimeout, isImmutable), options.Readers);
            var memtables = new Memtables();
            if (options.ReadOnly)
                return new(path, time, new StoreView(readers, memtables, new LogFollower(path, memtables)), null);
            var write = WriteSide.Open(path, options, time);
            return new(path, time, new StoreView(readers, write.Memtables, null), write);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnauthorizedAccessException)
        {
            throw new IOException($"The database {path} cannot be opened: {e.Message}", e);
        }
    }

    public Task<Document?> GetAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        Read(static (view, a) => view.Get(a.table, a.key, a.now), (table: TableOf(container), key, now: Now()), cancellationToken);

    public Task<IReadOnlyList<Document>> GetManyAsync(string container, IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<Document>, (int table, IReadOnlyCollection<DocumentKey> keys, long now)>(
            static (view, a) => view.GetMany(a.table, a.keys, a.now), (TableOf(container), keys, Now()), cancellationToken);

    public Task<IReadOnlyList<Document>> RangeAsync(string container, string partition, IdRange range, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Read<IReadOnlyList<Document>, (int table, string partition, IdRange range, int limit, long now)>(
            static (view, a) => view.Range(a.table, a.partition, a.range, a.limit, a.now), (TableOf(container), partition, range, limit, Now()),
            cancellationToken);
    }

    public Task<ChangePage> ReadChangesAsync(string container, string cursor, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (cursor == ChangeCursor.Now)
            return Read(static (view, table) => new ChangePage([], view.Newest(table)), TableOf(container), cancellationToken);
        var after = 0L;
        if (cursor != ChangeCursor.Beginning && !TryParseSequence(cursor, out after))
            throw new ArgumentException($"'{cursor}' is not a cursor of this store.", nameof(cursor));
        return Read(static (view, a) => view.Changes(a.table, a.after, a.limit, a.now), (table: TableOf(container), after, limit, now: Now()),
            cancellationToken);
    }

    public Task<WriteResult> CreateAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        Write(WriteKind.Create, container, document, 0, cancellationToken);

    public Task<WriteResult> ReplaceAsync(string container, DocumentWrite document, string etag, CancellationToken cancellationToken = default) =>
        // What is no number of ours is the ETag of no document.
        Write(WriteKind.Replace, container, document, TryParseSequence(etag, out var sequence) ? sequence : -1, cancellationToken);

    public Task<WriteResult> UpsertAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        Write(WriteKind.Upsert, container, document, 0, cancellationToken);

    public async Task<bool> DeleteAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        (await Write(WriteKind.Delete, container, new DocumentWrite(key, default), 0, cancellationToken)).Written;

    /// <summary>
    /// Moves everything into the tables, where what is deleted or written over is overwritten with zeros in its page (<c>secure_delete</c>), and empties both
    /// logs. When pages are split and merged, SQLite can leave a copy of a row in the unused part of one: so the file is searched for the traces, and where one
    /// is found all of it is written anew.
    /// </summary>
    public async Task ScrubAsync(IReadOnlyCollection<ReadOnlyMemory<byte>>? traces, CancellationToken cancellationToken = default)
    {
        await UpkeepAsync(WriteKind.Scrub, cancellationToken);
        if (traces is null || (traces.Count > 0 && await Task.Run(() => _write!.File.Holds(traces, cancellationToken), cancellationToken)))
            await UpkeepAsync(WriteKind.Rewrite, cancellationToken);
    }

    /// <summary>
    /// Copies everything, as it stands at one moment, into a database of its own that needs no log. Others go on reading and writing meanwhile; SQLite's own
    /// log grows until it is done.
    /// </summary>
    /// <param name="path">Where to; there must be nothing yet.</param>
    /// <param name="cancellationToken">Breaks it off; what was written stays behind.</param>
    /// <exception cref="InvalidDataException">A page is damaged: the copy is worth nothing.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public Task BackUpAsync(string path, CancellationToken cancellationToken = default) => Task.Run(() => BackUp(path, cancellationToken), cancellationToken);

    /// <summary>What is wrong with the pages of the database, the first few faults in SQLite's words; empty when nothing is. Reads all of them.</summary>
    /// <remarks>While others write here, it rests for most of the time.</remarks>
    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken = default) =>
        Task.Run<IReadOnlyList<string>>(
            () => [.. _view.Check(MostFaults, new CheckPace(() => Commits, cancellationToken).GoOn), .. CheckLog()], cancellationToken);

    /// <summary>
    /// What was acknowledged and found to be gone when the store was opened, a sentence each; empty when nothing was. It is told until somebody deletes
    /// <see cref="LossesPath"/>.
    /// </summary>
    public IReadOnlyList<string> Losses()
    {
        var noted = LossReport.Read(_path);
        return FindLoss() is { } loss && !noted.Any(line => line.EndsWith(loss, StringComparison.Ordinal)) ? [.. noted, loss] : noted;
    }

    /// <summary>The file that says what was lost.</summary>
    public string LossesPath => LossReport.PathOf(_path);

    /// <summary>Moves everything that was written so far into the tables.</summary>
    internal Task IndexAsync() => UpkeepAsync(WriteKind.Index, CancellationToken.None);

    /// <summary>Writes what is queued, moves both logs into the database file and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_write is not null)
            await _write.DisposeAsync();
        // The readers go first, so that the writer is alone for its last checkpoint.
        _view.Dispose();
        _write?.Close();
    }

    /// <summary>What is wrong with the log: where a process writes, that one has looked at it when it opened.</summary>
    private IEnumerable<string> CheckLog()
    {
        if (_write is not null || WriteSide.IsHeld(_path))
            return [];
        try
        {
            LogRecovery.Read(_path, _view.Indexed(), flush: false);
            return [];
        }
        catch (InvalidDataException e)
        {
            return [e.Message];
        }
    }

    /// <summary>What is gone that nobody has noted yet: a process that writes did so when it opened.</summary>
    private string? FindLoss()
    {
        if (_write is not null || WriteSide.IsHeld(_path))
            return null;
        try
        {
            return LogMark.Read(_path) is { } mark ? mark.Missing(_path, Through()) : null;
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }

    private long Through()
    {
        try
        {
            return LogRecovery.Read(_path, _view.Indexed(), flush: false).Through;
        }
        catch (InvalidDataException)
        {
            // The check says what is wrong.
            return long.MaxValue;
        }
    }

    private void BackUp(string path, CancellationToken cancellationToken)
    {
        if (System.IO.File.Exists(path))
            throw new IOException($"{path} exists already.");
        try
        {
            using (var copy = Connection.Open(path, readOnly: false))
            {
                _view.CopyTo(copy, cancellationToken);
                // One file, whole by itself: nothing beside it to be forgotten.
                copy.Execute("PRAGMA journal_mode = DELETE");
                if (copy.Check(MostFaults) is [var fault, ..])
                    throw new InvalidDataException($"{_path} is damaged: {fault}");
            }

            using var file = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(file);
            Durability.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (StoreUnavailableException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private Task<WriteResult> UpkeepAsync(WriteKind kind, CancellationToken cancellationToken) =>
        Write(kind, Containers.Settings, default, 0, cancellationToken);

    private Task<T> Read<T, TArgument>(Func<StoreView, TArgument, T> read, TArgument argument, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(read(_view, argument));
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException or ObjectDisposedException)
        {
            return Task.FromException<T>(e);
        }
    }

    private Task<WriteResult> Write(WriteKind kind, string container, DocumentWrite document, long expectedVersion, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation(kind, TableOf(container), document, expectedVersion, cancellationToken);
        if (_write is null)
            throw new InvalidOperationException($"{_path} is open for reading only.");
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<WriteResult>(cancellationToken) : _write.Writer.AddAsync(operation);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static int TableOf(string container) => TableIndex.TryGetValue(container, out var table)
        ? table
        : throw new ArgumentException($"There is no container '{container}'.", nameof(container));

    private static bool TryParseSequence(string text, out long sequence) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);

    private static Connection OpenReader(string path, TimeSpan lockTimeout, bool isImmutable)
    {
        var connection = Connection.Open(path, readOnly: true, isImmutable);
        connection.WaitForLocks(lockTimeout);
        return connection;
    }

    /// <summary>Looks whether there is a database to be read; answers whether nobody can change it.</summary>
    private static bool VerifyExisting(string path, SqliteStoreOptions options)
    {
        if (!System.IO.File.Exists(path))
            throw new FileNotFoundException($"There is no database {path}.", path);
        // Beside a database SQLite makes a file for whoever reads it. Where it cannot, nobody can write to the database either.
        var isImmutable = !System.IO.File.Exists(path + "-shm") && !options.IsWritable(Path.GetDirectoryName(path)!);
        if (isImmutable && new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
        {
            throw new IOException($"{path} was not closed in an orderly way, and what {path}-wal holds can only be read where files can be made beside it: "
                + "copy the whole folder to where it can be written to, and read it there.");
        }

        using var connection = OpenReader(path, options.LockTimeout, isImmutable);
        if (!Schema.Verify(connection, path))
            throw new DamagedDatabaseException(path, "it is empty");
        return isImmutable;
    }
}
