namespace Feedback.Sqlite;

/// <summary>A small pool of connections that read beside the writer, each with its prepared statements.</summary>
/// <remarks>
/// A read is short and served from memory for the most part, so a caller blocks rather than waits asynchronously when
/// all connections are busy.
/// </remarks>
internal sealed class Readers(Func<Connection> open, int size) : IDisposable
{
    private readonly Stack<Connection> idle = new(size);
    private int opened;
    private bool disposed;

    public T Read<T, TArgument>(Func<Connection, TArgument, T> read, TArgument argument)
    {
        var connection = Rent();
        try
        {
            return read(connection, argument);
        }
        finally
        {
            Return(connection);
        }
    }

    private Connection Rent()
    {
        lock (idle)
        {
            while (true)
            {
                ObjectDisposedException.ThrowIf(disposed, typeof(SqliteDocumentStore));
                if (idle.TryPop(out var connection))
                    return connection;
                if (opened < size)
                    break;
                Monitor.Wait(idle);
            }
            opened++;
        }
        try
        {
            return open();
        }
        catch
        {
            lock (idle)
            {
                opened--;
                Monitor.PulseAll(idle);
            }
            throw;
        }
    }

    private void Return(Connection connection)
    {
        lock (idle)
        {
            idle.Push(connection);
            Monitor.PulseAll(idle);
        }
    }

    /// <summary>Waits for the reads under way and closes every connection.</summary>
    public void Dispose()
    {
        lock (idle)
        {
            disposed = true;
            Monitor.PulseAll(idle);
            while (idle.Count < opened)
                Monitor.Wait(idle);
            while (idle.TryPop(out var connection))
                connection.Dispose();
            opened = 0;
        }
    }
}
