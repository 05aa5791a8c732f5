using Feedback.Core.Storage;
using Feedback.Sqlite.Memory;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>Keeps the mark up with what is acknowledged, once a second and beside the writer: no write waits for it.</summary>
internal sealed class MarkWriter : IDisposable
{
    /// <summary>How old a mark can be: what was acknowledged since may get lost at the end of the log without a word.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Memtables _memtables;
    private readonly WriteLog _log;
    private readonly SafeFileHandle _file;
    private readonly ITimer _timer;
    private LogMark? _written;
    private bool _isClosed;

    /// <summary>Says first that the store is open.</summary>
    /// <exception cref="StoreUnavailableException">There is no room for the mark.</exception>
    public MarkWriter(string database, Memtables memtables, WriteLog log, TimeProvider time)
    {
        (_memtables, _log) = (memtables, log);
        try
        {
            var isNew = !File.Exists(LogMark.PathOf(database));
            _file = LogFiles.Open(LogMark.PathOf(database));
            (_written = Current()).Write(_file);
            if (isNew)
                Durability.SyncFolder(Path.GetDirectoryName(database)!);
        }
        catch (IOException e)
        {
            _file?.Dispose();
            throw new StoreUnavailableException($"{LogMark.PathOf(database)}: {e.Message}", e);
        }
        _timer = time.CreateTimer(_ => Update(), null, Interval, Interval);
    }

    /// <summary>Says that the tables have everything.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            new LogMark(_memtables.Through!.Value, true, "").Write(_file);
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _isClosed = true;
        _timer.Dispose();
        _file.Dispose();
    }

    private void Update()
    {
        lock (_gate)
        {
            if (_isClosed || Current() is var current && current == _written)
                return;
            try
            {
                current.Write(_file);
                _written = current;
            }
            catch (IOException)
            {
                // An old mark only notices less; the writer will say what is wrong with the disk.
            }
        }
    }

    // The number first: a file that is begun in between cannot hold less.
    private LogMark Current() => new(_memtables.Through!.Value, false, _log.Active is { } active ? Path.GetFileName(active.Path) : _written?.File ?? "");
}
