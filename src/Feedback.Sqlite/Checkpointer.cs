using Feedback.Core.Storage;
using SQLitePCL;

namespace Feedback.Sqlite;

/// <summary>
/// Moves what stands in the write-ahead log into the database file without making a writer wait for it.
/// </summary>
/// <remarks>
/// SQLite's own automatic checkpoint runs inside a COMMIT, and its callers wait while thousands of pages are copied and
/// flushed. Here a connection of its own copies beside the writer. Under steady load it never quite catches
/// up, so the log would grow for ever: once few pages are left, the writer itself copies those between two
/// transactions and starts the log anew.
///
/// The log is long on purpose. Ids are random, so each write touches another page of the index; the longer the log, the
/// more often a page is rewritten in it before it is copied once. Measured with 256 callers on two cores (the disk was
/// shared, so by tendency): wal_autocheckpoint of 1,000, 4,000 and 16,000 pages gave 14,000, 19,000 and 24,000 creates/s;
/// copying beside the writer from 4,000, 16,000 and 32,000 pages on gave 22,000, 28,000 and 43,000. At 20,000 creates/s
/// from 32 callers the 99th percentile was 16 to 18 ms with a short log of either kind, 10 ms with 16,000 pages and 4 ms with 32,000. (Taken while the
/// writer still spun shortly to gather callers; it no longer does.)
/// </remarks>
internal sealed class Checkpointer : IDisposable
{
    /// <summary>The size that the log file keeps; it is written over from its start rather than grown and cut, which makes flushing it cheaper.</summary>
    public const int LogBytes = 192 << 20;

    private const int StartPages = 32_000;
    private const int FewPages = 400;
    private const int MaxRounds = 6;

    // Readers that started before the last page was copied hold the log for as long as they read; do not wait for slow ones.
    private static readonly TimeSpan WaitForReaders = TimeSpan.FromMilliseconds(5);

    private readonly Connection _own;
    private readonly TimeSpan _lockTimeout;
    private readonly SemaphoreSlim _work = new(0);
    private readonly Thread _thread;
    private int _pages;
    private volatile bool _copying, _copied, _stopping;

    public Checkpointer(Connection own, TimeSpan lockTimeout)
    {
        _own = own;
        _lockTimeout = lockTimeout;
        _thread = new Thread(Run) { IsBackground = true, Name = "Feedback.Sqlite checkpointer" };
        _thread.Start();
    }

    /// <summary>Called by the writer between two transactions.</summary>
    public void AfterCommit(Connection writer)
    {
        _pages += writer.TakePagesWritten();
        if (_copying)
            return;
        if (_copied)
        {
            _copied = false;
            _pages = Restart(writer) ? 0 : StartPages / 2;
        }
        else if (_pages >= StartPages)
        {
            _copying = true;
            _work.Release();
        }
    }

    /// <summary>Called by the writer between two transactions: copies the whole log and cuts it to nothing, so that no old page is left in it.</summary>
    /// <exception cref="StoreUnavailableException">A reader, or another program, holds the log.</exception>
    public void Empty(Connection writer)
    {
        if (writer.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE) != 0)
            throw new StoreUnavailableException("the write-ahead log cannot be emptied while somebody reads from it");
        _pages = 0;
    }

    private bool Restart(Connection writer)
    {
        try
        {
            writer.WaitForLocks(WaitForReaders);
            return writer.Checkpoint(raw.SQLITE_CHECKPOINT_RESTART) == 0;
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException)
        {
            // The log keeps what is not copied; the next round tries again.
            return false;
        }
        finally
        {
            writer.WaitForLocks(_lockTimeout);
        }
    }

    private void Run()
    {
        while (true)
        {
            _work.Wait();
            if (_stopping)
                return;
            try
            {
                for (var round = 0; round < MaxRounds && _own.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE) > FewPages; round++)
                {
                }
            }
            catch (Exception e) when (e is StoreUnavailableException or InvalidDataException)
            {
                // As above.
            }
            _copied = true;
            _copying = false;
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _work.Release();
        _thread.Join();
        _work.Dispose();
        _own.Dispose();
    }
}
