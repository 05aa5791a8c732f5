using Feedback.Core.Storage;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>
/// The write log: a few files beside the database that are written to in turn. A segment is filled, its memtable is indexed, and then its file is free to be
/// written over.
/// </summary>
internal sealed class WriteLog(string database, long lastNumber, Action<SafeFileHandle> sync) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<LogSegment> _free = [];
    private readonly long _opening = Random.Shared.NextInt64();
    private long _number = lastNumber;
    private int _scrubs;

    /// <summary>The segment that is written to; none before the first entry.</summary>
    public LogSegment? Active { get; private set; }

    /// <summary>Takes over a file of the log that holds nothing any more.</summary>
    public void Reuse(string path) => Free(new LogSegment(path, LogFiles.Open(path), sync));

    /// <summary>Begins the next segment, and leaves the one before to the caller.</summary>
    /// <param name="after">The last entry so far.</param>
    /// <param name="first">The number of the next entry.</param>
    /// <exception cref="StoreUnavailableException">There is no room for it.</exception>
    public void Begin(long after, long first)
    {
        LogSegment? segment = null;
        try
        {
            segment = TakeFree() ?? Create();
            segment.Begin(new(_number + 1, _opening, after, first));
            _number++;
            Active = segment;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (segment is not null)
                Free(segment);
            throw new StoreUnavailableException($"{database}: a file of the log cannot be begun: {e.Message}", e);
        }
    }

    /// <summary>Writes a group to the active segment and waits until it is durable.</summary>
    /// <exception cref="StoreUnavailableException">It may not be durable; the segment takes no more.</exception>
    public void Append(ReadOnlySpan<byte> group)
    {
        try
        {
            Active!.Append(group);
        }
        catch (IOException e)
        {
            throw new StoreUnavailableException($"{Active!.Path}: {e.Message}", e);
        }
    }

    /// <summary>Leaves no active segment: the next entry begins one.</summary>
    public LogSegment? End()
    {
        var ended = Active;
        Active = null;
        return ended;
    }

    /// <summary>Gives back a segment of which the tables hold everything.</summary>
    public void Free(LogSegment segment)
    {
        if (segment.IsBroken)
        {
            Remove(segment);
            return;
        }
        lock (_gate)
        {
            if (_scrubs > 0)
                segment.Cut();
            _free.Add(segment);
        }
    }

    /// <summary>Leaves no byte of what was written so far in a file, once it is free: neither in those that are free now, which may be taken again at once, nor
    /// in those that will be before the scrub ends.</summary>
    public void BeginScrub()
    {
        lock (_gate)
        {
            _scrubs++;
            foreach (var segment in _free)
                segment.Cut();
        }
    }

    public void EndScrub()
    {
        lock (_gate)
            _scrubs--;
    }

    /// <summary>Removes the files that are free: all, where everything is in the tables.</summary>
    public void RemoveFree()
    {
        lock (_gate)
        {
            foreach (var segment in _free)
                Remove(segment);
            _free.Clear();
        }
    }

    public void Dispose()
    {
        Active?.Dispose();
        lock (_gate)
        {
            foreach (var segment in _free)
                segment.Dispose();
        }
    }

    private static void Remove(LogSegment segment)
    {
        segment.Dispose();
        File.Delete(segment.Path);
    }

    private LogSegment? TakeFree()
    {
        lock (_gate)
        {
            if (_free.Count == 0)
                return null;
            var segment = _free[^1];
            _free.RemoveAt(_free.Count - 1);
            return segment;
        }
    }

    private LogSegment Create()
    {
        var path = LogFiles.Unused(database);
        var file = LogFiles.Open(path);
        try
        {
            Durability.SyncFolder(Path.GetDirectoryName(database)!);
            return new(path, file, sync);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
