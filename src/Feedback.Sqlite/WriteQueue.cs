using Feedback.Sqlite.Log;

namespace Feedback.Sqlite;

/// <summary>What waits for the writer.</summary>
/// <remarks>
/// It has no bound: whoever waits here holds all that they would hold if they waited for a place. A channel would take two wake-ups for each group, one of a
/// thread of the pool and then one of the writer.
/// </remarks>
internal sealed class WriteQueue
{
    private readonly object _gate = new();
    private readonly Queue<WriteOperation> _operations = new();
    private bool _isClosed, _isAwaited;

    /// <summary>Adds a write, or upkeep; <c>false</c> when it is closed.</summary>
    public bool TryAdd(WriteOperation operation)
    {
        lock (_gate)
        {
            if (_isClosed)
                return false;
            _operations.Enqueue(operation);
            if (_isAwaited)
                Monitor.Pulse(_gate);
            _isAwaited = false;
            return true;
        }
    }

    /// <summary>Refuses what comes from now on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for work and takes what makes one group, up to where upkeep is asked for.</summary>
    /// <param name="group">Takes the writes.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="mostBytes">How many bytes end a group.</param>
    /// <param name="upkeep">What is to be done behind the group.</param>
    /// <returns>How many bytes the group takes at most; <c>null</c> when nothing is left and nothing will come.</returns>
    public int? Take(List<WriteOperation> group, int most, int mostBytes, out WriteOperation? upkeep)
    {
        upkeep = null;
        var bytes = 0;
        lock (_gate)
        {
            while (_operations.Count == 0)
            {
                if (_isClosed)
                    return null;
                _isAwaited = true;
                Monitor.Wait(_gate);
            }
            while (group.Count < most && bytes < mostBytes && _operations.TryDequeue(out var operation))
            {
                if (operation.IsUpkeep)
                {
                    upkeep = operation;
                    break;
                }
                group.Add(operation);
                bytes += LogFrame.BytesAtMost(operation.Document);
            }
        }
        return bytes;
    }
}
