using Feedback.Core.Storage;
using Feedback.Sqlite.Log;
using Feedback.Sqlite.Memory;

namespace Feedback.Sqlite;

/// <summary>
/// The one writer. It takes whatever has gathered while the last group was being flushed, decides what of it may be written, appends that to the log as one
/// group and flushes it: the flush is paid once for many callers, and each caller still waits for it.
/// </summary>
/// <remarks>
/// The next group is not begun while one is being flushed: on a machine where processors, not the disk, are what is short, all that wait then are in one
/// group, and a second flush under way would only make smaller ones.
/// </remarks>
internal sealed class Writer : IAsyncDisposable
{
    private const int MaxGroup = 1024;
    private const int MaxGroupBytes = 4 << 20;
    private const int ChunkBytes = 1 << 20;

    // How many callers one item of the pool answers.
    private const int AnsweredTogether = 8;
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(1), ProbeInterval = TimeSpan.FromSeconds(2);

    private readonly Connection _tables;
    private readonly Memtables _memtables;
    private readonly WriteLog _log;
    private readonly Indexer _indexer;
    private readonly TimeProvider _time;
    private readonly long _segmentBytes;
    private readonly WriteQueue _queue = new();
    private readonly List<WriteOperation> _group = new(MaxGroup);
    private readonly List<Entry> _written = new(MaxGroup);
    private readonly Dictionary<(int, DocumentKey), Entry> _pending = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _purgeTimer, _probeTimer;
    private volatile Exception? _failure;
    private Memory<byte> _chunk;
    private bool _isReading;
    private long _sequence, _commits;

    /// <param name="tables">A connection of its own, to read by.</param>
    /// <param name="memtables">Where what is durable becomes visible.</param>
    /// <param name="log">The log.</param>
    /// <param name="indexer">Takes segments that are full.</param>
    /// <param name="time">The clock.</param>
    /// <param name="segmentBytes">How long a segment becomes.</param>
    /// <param name="sequence">The highest number given so far.</param>
    public Writer(Connection tables, Memtables memtables, WriteLog log, Indexer indexer, TimeProvider time, long segmentBytes, long sequence)
    {
        (_tables, _memtables, _log, _indexer, _time, _segmentBytes, _sequence) = (tables, memtables, log, indexer, time, segmentBytes, sequence);
        new Thread(Run) { IsBackground = true, Name = "Feedback.Sqlite writer" }.Start();
        _purgeTimer = time.CreateTimer(
            _ => _queue.TryAdd(new WriteOperation(WriteKind.Purge, 0, default, 0, CancellationToken.None)), null, PurgeInterval, PurgeInterval);
        _probeTimer = time.CreateTimer(_ => Probe(), null, ProbeInterval, ProbeInterval);
    }

    /// <summary>How many groups were written.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Why the last group was not written; <c>null</c> when it was.</summary>
    public Exception? Failure => _failure;

    public Task<WriteResult> AddAsync(WriteOperation operation) => _queue.TryAdd(operation)
        ? operation.Task
        : Task.FromException<WriteResult>(new ObjectDisposedException(nameof(SqliteDocumentStore)));

    private void Run()
    {
        try
        {
            while (_queue.Take(_group, MaxGroup, MaxGroupBytes, out var upkeep) is { } bytes)
            {
                WriteGroup(bytes);
                Answer();
                if (upkeep is not null)
                    HandOver(upkeep);
            }
            EndSegment();
        }
        finally
        {
            _drained.SetResult();
        }
    }

    /// <summary>Finds out whether writing goes again, where it did not: whoever waits to hear so does not write.</summary>
    private void Probe()
    {
        if (_failure is not null)
            _queue.TryAdd(new WriteOperation(WriteKind.Probe, 0, new(new("probe", "probe"), default), 0, CancellationToken.None));
    }

    /// <summary>Tells the callers of the group, from the pool: the next group need not wait for that.</summary>
    private void Answer()
    {
        for (var at = 0; at < _group.Count; at += AnsweredTogether)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static answered =>
            {
                foreach (var operation in answered)
                    operation.Answer();
            }, _group.GetRange(at, Math.Min(AnsweredTogether, _group.Count - at)), preferLocal: false);
        }
        _group.Clear();
    }

    private void WriteGroup(int bytes)
    {
        if (_group.Count == 0)
            return;
        try
        {
            MakeRoom(bytes);
            Decide();
            if (_written.Count == 0)
                return;
            var frames = Frames(bytes);
            // From here on its numbers are not given out again, whatever happens: they may be in the file.
            _sequence = _written[^1].Sequence;
            _log.Append(frames.Span);
            _memtables.Apply(_written);
            Interlocked.Increment(ref _commits);
            _failure = null;
        }
        catch (Exception e)
        {
            _failure = e;
            // Nothing of the group is acknowledged.
            foreach (var operation in _group)
                operation.Fail(e);
        }
        finally
        {
            StopReading();
            _written.Clear();
            _pending.Clear();
        }
    }

    /// <summary>Sees to it that there is a segment with room for a group.</summary>
    private void MakeRoom(int bytes)
    {
        if (_log.Active is { IsBroken: false } active && (active.Position + bytes <= _segmentBytes || active.Position == SegmentHeader.Bytes))
            return;
        EndSegment();
        _indexer.WaitForRoom();
        _log.Begin(_memtables.Capture()[^1].Through, _sequence + 1);
    }

    /// <summary>Hands what was written to the indexer; the next entry begins a segment.</summary>
    private void EndSegment()
    {
        if (_log.End() is not { } ended)
            return;
        var memtable = _memtables.Capture()[^1];
        if (memtable.IsEmpty)
        {
            _log.Free(ended);
            return;
        }
        _memtables.Begin(new Memtable(memtable.Through));
        _indexer.Index(memtable, () => _log.Free(ended));
    }

    /// <summary>Decides what may be written, each after the ones before it, and gives it numbers.</summary>
    private void Decide()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        // Taken before the snapshot of the tables: what is dropped after this is in both.
        var memtables = _memtables.Capture();
        foreach (var operation in _group)
        {
            if (operation.DropIfCancelled())
                continue;
            var (version, isThere) = operation.IsConditional ? Find(operation, memtables, now) : (0, true);
            if (!operation.IsAllowedOver(version))
                continue;
            var entry = operation.ToEntry(_sequence + _written.Count + 1);
            entry.IsNew = !isThere;
            _written.Add(entry);
            _pending[(entry.Table, entry.Key)] = entry;
        }
    }

    /// <summary>The version that a document has for whoever reads it after the writes before, 0 when there is none; and whether anything of it is there, be
    /// it that it was deleted or has expired.</summary>
    private (long Version, bool IsThere) Find(WriteOperation operation, Memtable[] memtables, long now)
    {
        var key = operation.Document.Key;
        var entry = _pending.GetValueOrDefault((operation.Table, key)) ?? Memtables.Find(memtables, operation.Table, key);
        if (entry is not null)
            return (entry.IsVisible(now) ? entry.Sequence : 0, true);
        if (!_isReading)
        {
            _tables.Prepare("BEGIN").Run();
            _isReading = true;
        }
        return Queries.Version(_tables, operation.Table, key, now);
    }

    private void StopReading()
    {
        if (_isReading)
            _tables.Prepare("COMMIT").Run();
        _isReading = false;
    }

    /// <summary>The group as bytes, which stay: the entries' bodies lie in them.</summary>
    private Memory<byte> Frames(int bytesAtMost)
    {
        if (_chunk.Length < bytesAtMost)
            _chunk = GC.AllocateUninitializedArray<byte>(Math.Max(ChunkBytes, bytesAtMost));
        var length = 0;
        foreach (var entry in _written)
            length += LogFrame.Write(_chunk[length..], entry, _log.Active!.Number, _written[0].Sequence);
        var frames = _chunk[..length];
        _chunk = _chunk[length..];
        return frames;
    }

    /// <summary>Hands over what is to be done when all that was asked for before is in the tables.</summary>
    private void HandOver(WriteOperation operation)
    {
        EndSegment();
        try
        {
            if (operation.IsScrub)
                _log.BeginScrub();
        }
        catch (IOException e)
        {
            operation.Fail(new StoreUnavailableException($"The log cannot be emptied: {e.Message}", e));
        }
        _indexer.Do(operation);
    }

    /// <summary>Writes what is queued, hands it to the indexer and refuses what comes later.</summary>
    public async ValueTask DisposeAsync()
    {
        await _purgeTimer.DisposeAsync();
        await _probeTimer.DisposeAsync();
        _queue.Close();
        await _drained.Task;
    }
}
