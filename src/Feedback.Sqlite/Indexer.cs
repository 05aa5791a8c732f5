using System.Diagnostics;
using Feedback.Core.Storage;
using Feedback.Sqlite.Log;
using Feedback.Sqlite.Memory;
using SQLitePCL;

namespace Feedback.Sqlite;

/// <summary>
/// Moves sealed memtables into the tables, each in one transaction, beside the writer and behind it. A segment of the log is free when what it holds is
/// durable there.
/// </summary>
/// <remarks>
/// Rows go in by their numbers, which appends them; what was written over before it got here is left out. Where it cannot write it tries again and again:
/// nothing is lost, for the log has it, and the writer goes on until the log is as long as it may be.
/// </remarks>
internal sealed class Indexer : IDisposable
{
    /// <summary>How many memtables wait at most before the writer does.</summary>
    public const int MaxWaiting = 3;

    private const int PurgePortion = 500;

    // What can wait takes at most a quarter of the time.
    private const int Rest = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Connection _connection;
    private readonly Memtables _memtables;
    private readonly WriteLog _log;
    private readonly TimeProvider _time;
    private readonly Statement _saveIndexed;
    private readonly MissingWords _missing;
    private TableStatements[] _tables;
    private readonly Queue<Task> _tasks = [];
    private readonly object _gate = new();
    private readonly Thread _thread;
    private int _waiting;
    private bool _stopping;
    private TimeSpan _rest = FirstPause;
    private Exception? _failure;

    public Indexer(Connection connection, Memtables memtables, WriteLog log, TimeProvider time)
    {
        (_connection, _memtables, _log, _time) = (connection, memtables, log, time);
        _tables = Statements();
        _saveIndexed = connection.Prepare("UPDATE sequence SET last = ?1");
        _missing = new(connection);
        _thread = new Thread(Run) { IsBackground = true, Name = "Feedback.Sqlite indexer" };
        _thread.Start();
    }

    /// <summary>Whether the tables hold everything, known when it has stopped.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Indexes a memtable that grows no more.</summary>
    /// <param name="memtable">The memtable.</param>
    /// <param name="free">Told when the tables hold all of it.</param>
    public void Index(Memtable memtable, Action free) => Add(new(memtable, free, null));

    /// <summary>Does what is to be done when everything handed over before is in the tables, and answers.</summary>
    public void Do(WriteOperation operation) => Add(new(null, null, operation));

    /// <summary>Waits until few enough memtables wait.</summary>
    /// <exception cref="StoreUnavailableException">None can be written to the tables.</exception>
    public void WaitForRoom()
    {
        lock (_gate)
        {
            while (_waiting >= MaxWaiting)
            {
                if (_failure is not null)
                    throw new StoreUnavailableException($"The log is full, and cannot be moved into the tables: {_failure.Message}", _failure);
                Monitor.Wait(_gate);
            }
        }
    }

    private void Add(Task task)
    {
        lock (_gate)
        {
            _tasks.Enqueue(task);
            _waiting += task.Memtable is null ? 0 : 1;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        while (Next() is { } task)
        {
            if (task == Task.None)
                FindMissing();
            else if (task.Operation is { } operation)
                Do(operation, () => Upkeep(operation));
            else if (!Move(task.Memtable!, task.Free!))
                return;
        }
        IsDone = true;
    }

    private Task? Next()
    {
        lock (_gate)
        {
            while (_tasks.Count == 0 && !_stopping)
            {
                if (!_missing.Any)
                    Monitor.Wait(_gate);
                else if (!Monitor.Wait(_gate, _rest))
                    return Task.None;
            }
            return _tasks.Count > 0 ? _tasks.Dequeue() : null;
        }
    }

    /// <summary>Nobody waits: does some of what an earlier version left to do.</summary>
    private void FindMissing()
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            if (_missing.DoSome())
                _tables = Statements();
            _rest = Stopwatch.GetElapsedTime(begun) * Rest;
            Copy();
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException)
        {
            // Nothing depends on it: a later try may succeed, in the worst case after the next start.
            Rollback();
            _rest = LongestPause;
        }
    }

    /// <summary>Indexes a memtable, however long it takes; <c>false</c> when it was told to stop and cannot.</summary>
    private bool Move(Memtable memtable, Action free)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                Write(memtable);
                _memtables.Drop(memtable.Through);
                free();
                Report(null);
                Copy();
                return true;
            }
            catch (Exception e)
            {
                Rollback();
                if (Report(e, pause))
                    return false;
            }
        }
    }

    /// <summary>Says how it went, and after a failure waits a while; answers whether it is to stop.</summary>
    private bool Report(Exception? failure, TimeSpan pause = default)
    {
        List<WriteOperation> behind = [];
        lock (_gate)
        {
            _failure = failure;
            if (failure is null)
                _waiting--;
            else
                behind = TakeUpkeep();
            Monitor.PulseAll(_gate);
        }
        // What was to come when everything is in the tables cannot come now.
        foreach (var operation in behind)
            Do(operation, () => throw failure!);
        if (failure is null)
            return false;
        lock (_gate)
            return _stopping || (Monitor.Wait(_gate, pause) && _stopping);
    }

    private List<WriteOperation> TakeUpkeep()
    {
        Task[] all = [.. _tasks];
        _tasks.Clear();
        foreach (var task in all.Where(task => task.Operation is null))
            _tasks.Enqueue(task);
        return [.. all.Where(task => task.Operation is not null).Select(task => task.Operation!)];
    }

    private void Do(WriteOperation operation, Action upkeep)
    {
        try
        {
            upkeep();
        }
        catch (Exception e)
        {
            operation.Fail(e);
        }
        if (operation.IsScrub)
            _log.EndScrub();
        ThreadPool.UnsafeQueueUserWorkItem(static done => done.Answer(), operation, preferLocal: false);
    }

    private TableStatements[] Statements() => [.. Containers.All.Select(name => new TableStatements(_connection, name))];

    private void Write(Memtable memtable)
    {
        _connection.Prepare("BEGIN IMMEDIATE").Run();
        for (var table = 0; table < _tables.Length; table++)
        {
            var statements = _tables[table];
            foreach (var entry in memtable.Entries(table))
            {
                if (!entry.IsSuperseded)
                    statements.Write(entry);
            }
        }
        _saveIndexed.Bind(1, memtable.Through).Run();
        _connection.Prepare("COMMIT").Run();
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
            // The next BEGIN tells whether the disk is back.
        }
    }

    /// <summary>Copies SQLite's own log into the database file, so that it begins anew. Where a reader is in the way there is a next time.</summary>
    private void Copy()
    {
        try
        {
            _connection.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException)
        {
            // What is not copied is durable where it is.
        }
    }

    private void Upkeep(WriteOperation operation)
    {
        switch (operation.Kind)
        {
            case WriteKind.Purge:
                Purge();
                return;
            case WriteKind.Rewrite:
                _connection.Rewrite();
                goto case WriteKind.Scrub;
            case WriteKind.Scrub:
                if (_connection.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE) != 0)
                    throw new StoreUnavailableException("SQLite's write-ahead log cannot be emptied while somebody reads from it");
                return;
        }
    }

    /// <summary>Deletes what has expired, a portion at a time.</summary>
    private void Purge()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var table in _tables)
        {
            do
            {
                table.Purge(now, PurgePortion);
            }
            while (_connection.Changes == PurgePortion);
        }
    }

    /// <summary>Indexes what was handed over and stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }
        _thread.Join();
    }

    private sealed record Task(Memtable? Memtable, Action? Free, WriteOperation? Operation)
    {
        public static readonly Task None = new(null, null, null);
    }
}
