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
/// </remarks>
internal sealed class Checkpointer : IDisposable
{
    private const int StartPages = 4000;
    private const int FewPages = 400;
    private const int MaxRounds = 6;

    // Readers that started before the last page was copied hold the log for as long as they read; do not wait for slow ones.
    private static readonly TimeSpan WaitForReaders = TimeSpan.FromMilliseconds(5);

    private readonly Connection own;
    private readonly SemaphoreSlim work = new(0);
    private readonly Thread thread;
    private int pages;
    private volatile bool copying, copied, stopping;

    public Checkpointer(Connection own)
    {
        this.own = own;
        thread = new Thread(Run) { IsBackground = true, Name = "Feedback.Sqlite checkpointer" };
        thread.Start();
    }

    /// <summary>Called by the writer between two transactions.</summary>
    public void AfterCommit(Connection writer)
    {
        pages += writer.TakePagesWritten();
        if (copying)
            return;
        if (copied)
        {
            copied = false;
            pages = Restart(writer) ? 0 : StartPages / 2;
        }
        else if (pages >= StartPages)
        {
            copying = true;
            work.Release();
        }
    }

    private static bool Restart(Connection writer)
    {
        try
        {
            writer.WaitForLocks(WaitForReaders);
            return writer.Checkpoint(raw.SQLITE_CHECKPOINT_RESTART) == 0;
        }
        catch (Core.Storage.StoreUnavailableException)
        {
            // The log keeps what is not copied; the next round tries again.
            return false;
        }
        finally
        {
            writer.WaitForLocks(SqliteDocumentStore.LockTimeout);
        }
    }

    private void Run()
    {
        while (true)
        {
            work.Wait();
            if (stopping)
                return;
            try
            {
                for (var round = 0; round < MaxRounds && own.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE) > FewPages; round++)
                {
                }
            }
            catch (Core.Storage.StoreUnavailableException)
            {
                // As above.
            }
            copied = true;
            copying = false;
        }
    }

    public void Dispose()
    {
        stopping = true;
        work.Release();
        thread.Join();
        work.Dispose();
        own.Dispose();
    }
}
