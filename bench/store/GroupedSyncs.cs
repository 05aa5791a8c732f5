using Feedback.Sqlite.Log;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Bench.Store;

/// <summary>What the disk alone gives: callers that each want some bytes appended to a file, and one flush for all that have gathered.</summary>
internal sealed class GroupedSyncs : IDisposable
{
    private readonly object _gate = new();
    private readonly SafeFileHandle _file;
    private readonly byte[] _bytes;
    private readonly Thread _thread;
    private List<TaskCompletionSource<int>> _waiting = [];
    private bool _isClosed;

    /// <param name="path">The file; written over from its start again and again.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="bytes">How much each caller appends.</param>
    public GroupedSyncs(string path, int length, int bytes)
    {
        _bytes = new byte[bytes];
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        for (var at = 0; at < length; at += 4096)
            RandomAccess.Write(_file, new byte[4096], at);
        Durability.Sync(_file);
        _thread = new Thread(() => Run(length));
        _thread.Start();
    }

    public long Syncs { get; private set; }

    public Task<int> AppendAsync()
    {
        var caller = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add(caller);
            Monitor.Pulse(_gate);
        }
        return caller.Task;
    }

    private void Run(int length)
    {
        var position = 0L;
        while (Take() is { } group)
        {
            var all = new byte[group.Count * _bytes.Length];
            position = position + all.Length > length ? 0 : position;
            RandomAccess.Write(_file, all, position);
            Durability.Sync(_file);
            position += all.Length;
            Syncs++;
            foreach (var caller in group)
                caller.SetResult(1);
        }
    }

    private List<TaskCompletionSource<int>>? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_isClosed)
                    return null;
                Monitor.Wait(_gate);
            }
            var group = _waiting;
            _waiting = [];
            return group;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join();
        _file.Dispose();
    }
}
