namespace Feedback.Sqlite;

/// <summary>A small pool of connections that read beside the writer, each with its prepared statements.</summary>
/// <remarks>
/// A read is short and served from memory for the most part, so a caller blocks rather than waits asynchronously when
/// all connections are busy.
/// </remarks>
internal sealed class Readers(Func<Connection> open, int size) : IDisposable
{
    private readonly Stack<Connection> _idle = new(size);
    private int _opened;
    private bool _disposed;

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
        lock (_idle)
        {
            while (true)
            {
                ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteDocumentStore));
                if (_idle.TryPop(out var connection))
                    return connection;
                if (_opened < size)
                    break;
                Monitor.Wait(_idle);
            }
            _opened++;
        }
        try
        {
            return open();
        }
        catch
        {
            lock (_idle)
            {
                _opened--;
                Monitor.PulseAll(_idle);
            }
            throw;
        }
    }

    private void Return(Connection connection)
    {
        lock (_idle)
        {
            _idle.Push(connection);
            Monitor.PulseAll(_idle);
        }
    }

    /// <summary>Waits for the reads under way and closes every connection.</summary>
    public void Dispose()
    {
        lock (_idle)
        {
            _disposed = true;
            Monitor.PulseAll(_idle);
            while (_idle.Count < _opened)
                Monitor.Wait(_idle);
            while (_idle.TryPop(out var connection))
                connection.Dispose();
            _opened = 0;
        }
    }
}
