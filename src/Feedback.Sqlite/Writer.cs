using System.Globalization;
using System.Threading.Channels;
using Feedback.Core.Storage;

namespace Feedback.Sqlite;

/// <summary>
/// The one writer. It takes whatever has gathered while the last transaction was being committed and commits that as
/// the next one, so the disk's flush is paid once for many callers and each caller still waits for it.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    // Enough to fill a transaction while the one before is being flushed; a caller beyond that waits.
    private const int QueueLength = 1024;
    private const int MaxGroup = 1024;
    private const int MaxGroupBytes = 4 << 20;
    private const int PurgePortion = 500;
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(1);

    private readonly Connection _connection;
    private readonly Checkpointer _checkpointer;
    private readonly TimeProvider _time;
    private readonly TableStatements[] _tables;
    private readonly Statement _begin, _commit, _saveSequence;
    private readonly Channel<WriteOperation> _queue = Channel.CreateBounded<WriteOperation>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly List<WriteOperation> _group = new(MaxGroup);
    private WriteOperation? _upkeep;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _purgeTimer;
    private long _sequence, _savedSequence, _commits;

    public Writer(Connection connection, Checkpointer checkpointer, TimeProvider time)
    {
        _connection = connection;
        _checkpointer = checkpointer;
        _time = time;
        _tables = [.. Containers.All.Select(name => new TableStatements(connection, name))];
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _commit = connection.Prepare("COMMIT");
        _saveSequence = connection.Prepare("UPDATE sequence SET last = ?1");
        _sequence = _savedSequence = connection.Scalar("SELECT last FROM sequence");
        new Thread(Run) { IsBackground = true, Name = "Feedback.Sqlite writer" }.Start();
        _purgeTimer = time.CreateTimer(_ => Purge(), null, PurgeInterval, PurgeInterval);
    }

    /// <summary>How many transactions were committed.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    public Task<WriteResult> EnqueueAsync(WriteOperation operation, CancellationToken cancellationToken) =>
        _queue.Writer.TryWrite(operation) ? operation.Task : EnqueueWhenThereIsRoomAsync(operation, cancellationToken);

    private async Task<WriteResult> EnqueueWhenThereIsRoomAsync(WriteOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(operation, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new ObjectDisposedException("The store is closed.", exception);
        }
        return await operation.Task;
    }

    /// <summary>Asks for the expired documents of every container to be deleted, behind the writes already waiting. When the queue is full there is a next
    /// time.</summary>
    private void Purge()
    {
        for (var table = 0; table < _tables.Length; table++)
            _queue.Writer.TryWrite(new WriteOperation(WriteKind.Purge, table, default, 0, CancellationToken.None));
    }

    private void Run()
    {
        try
        {
            while (WaitForWork())
            {
                Gather();
                CommitGroup();
                Answer();
                _checkpointer.AfterCommit(_connection);
                KeepUp();
            }
        }
        finally
        {
            _drained.SetResult();
        }
    }

    private bool WaitForWork()
    {
        var ready = _queue.Reader.WaitToReadAsync();
        return ready.IsCompleted ? ready.Result : ready.AsTask().GetAwaiter().GetResult();
    }

    private void Gather()
    {
        _group.Clear();
        var bytes = 0;
        while (_group.Count < MaxGroup && bytes < MaxGroupBytes && _queue.Reader.TryRead(out var operation))
        {
            if (operation.DropIfCancelled())
                continue;
            if (operation.Kind >= WriteKind.EmptyLog)
            {
                _upkeep = operation;
                return;
            }
            _group.Add(operation);
            bytes += operation.Document.Body.Length;
        }
    }

    /// <summary>Tells the callers of the group, from the pool: the next group need not wait for that.</summary>
    private void Answer() => ThreadPool.UnsafeQueueUserWorkItem(static answered =>
    {
        foreach (var operation in answered)
            operation.Answer();
    }, _group.ToArray(), preferLocal: false);

    /// <summary>Does what can only be done between two transactions, behind all that was asked for before.</summary>
    private void KeepUp()
    {
        if (_upkeep is not { } operation)
            return;
        _upkeep = null;
        try
        {
            if (operation.Kind == WriteKind.Rewrite)
                _connection.Rewrite();
            _checkpointer.Empty(_connection);
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException)
        {
            operation.Fail(e);
        }
        ThreadPool.UnsafeQueueUserWorkItem(static done => done.Answer(), operation, preferLocal: false);
    }

    private void CommitGroup()
    {
        if (_group.Count == 0)
            return;
        try
        {
            _begin.Run();
            var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var operation in _group)
                Apply(operation, now);
            if (_sequence != _savedSequence)
                _saveSequence.Bind(1, _sequence).Run();
            _commit.Run();
            _savedSequence = _sequence;
            Interlocked.Increment(ref _commits);
        }
        catch (Exception e)
        {
            // Nothing of the group is on disk. The numbers it took are not given out again.
            Rollback();
            foreach (var operation in _group)
                operation.Fail(e);
        }
    }

    private void Apply(WriteOperation operation, long now)
    {
        try
        {
            operation.Succeed(Write(operation, now));
        }
        catch (Exception e) when (_connection.InTransaction)
        {
            // SQLite has undone this one statement; its neighbours stand.
            operation.Fail(e);
        }
    }

    private WriteResult Write(WriteOperation operation, long now)
    {
        var statements = _tables[operation.Table];
        if (operation.Kind == WriteKind.Purge)
        {
            statements.Purge.Bind(1, now).Bind(2, PurgePortion).Run();
            if (_connection.Changes == PurgePortion)
                _queue.Writer.TryWrite(new WriteOperation(WriteKind.Purge, operation.Table, default, 0, CancellationToken.None));
            return default;
        }
        var document = operation.Document;
        if (operation.Kind == WriteKind.Delete)
        {
            statements.Delete.Bind(1, document.Key.Partition).Bind(2, document.Key.Id).Bind(3, now).Run();
            return new WriteResult(_connection.Changes > 0, null);
        }
        var statement = operation.Kind switch
        {
            WriteKind.Create => statements.Create.Bind(6, now),
            WriteKind.Replace => statements.Replace.Bind(6, now).Bind(7, operation.ExpectedSequence),
            _ => statements.Upsert,
        };
        var next = _sequence + 1;
        statement
            .Bind(1, next)
            .Bind(2, document.Key.Partition)
            .Bind(3, document.Key.Id)
            .Bind(4, document.ExpiresAt?.ToUnixTimeMilliseconds())
            .Bind(5, document.Body.Span)
            .Run();
        if (_connection.Changes == 0)
            return WriteResult.Refused;
        _sequence = next;
        return new WriteResult(true, next.ToString(CultureInfo.InvariantCulture));
    }

    private void Rollback()
    {
        if (!_connection.InTransaction)
            return;
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException)
        {
            // The group has failed already; the next BEGIN tells whether the disk is back.
        }
    }

    /// <summary>Commits what is queued, refuses what comes later, and leaves the connection to its owner.</summary>
    public async ValueTask DisposeAsync()
    {
        await _purgeTimer.DisposeAsync();
        _queue.Writer.TryComplete();
        await _drained.Task;
    }

    private sealed class TableStatements(Connection connection, string table)
    {
        public Statement Create { get; } = connection.Prepare($"""
            INSERT INTO {table} (seq, partition, id, expires, body) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (partition, id) DO UPDATE SET seq = excluded.seq, expires = excluded.expires, body = excluded.body
            WHERE expires <= ?6
            """);

        public Statement Upsert { get; } = connection.Prepare($"""
            INSERT INTO {table} (seq, partition, id, expires, body) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (partition, id) DO UPDATE SET seq = excluded.seq, expires = excluded.expires, body = excluded.body
            """);

        public Statement Replace { get; } = connection.Prepare($"""
            UPDATE {table} SET seq = ?1, expires = ?4, body = ?5
            WHERE partition = ?2 AND id = ?3 AND seq = ?7 AND (expires IS NULL OR expires > ?6)
            """);

        public Statement Delete { get; } = connection.Prepare($"""
            DELETE FROM {table} WHERE partition = ?1 AND id = ?2 AND (expires IS NULL OR expires > ?3)
            """);

        public Statement Purge { get; } = connection.Prepare($"""
            DELETE FROM {table} WHERE seq IN (SELECT seq FROM {table} WHERE expires <= ?1 LIMIT ?2)
            """);
    }
}
