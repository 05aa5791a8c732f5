using Feedback.Core.Storage;
using SQLitePCL;

namespace Feedback.Sqlite;

/// <summary>One connection and the statements prepared on it. Used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly string _path;
    private readonly Dictionary<string, Statement> _statements = [];
    private bool _hasWords;

    static Connection() => Batteries_V2.Init();

    private Connection(sqlite3 handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    /// <summary>Opens a database.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="readOnly">Whether it is only read.</param>
    /// <param name="immutable">Whether nobody can change it meanwhile: then nothing beside it is looked at or made.</param>
    public static Connection Open(string path, bool readOnly, bool immutable = false)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = immutable
            ? raw.sqlite3_open_v2($"{new Uri(path).AbsoluteUri}?immutable=1", out var handle, flags | raw.SQLITE_OPEN_URI, null)
            : raw.sqlite3_open_v2(path, out handle, flags, null);
        var connection = new Connection(handle, path);
        if (code == raw.SQLITE_OK)
            return connection;
        var failure = connection.Failure(code);
        connection.Dispose();
        throw failure;
    }

    /// <summary>Whether a transaction is open: SQLite rolls back by itself after some errors.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Whether the file has room for words. No file loses it.</summary>
    public bool HasWords => _hasWords = _hasWords || Schema.HasWords(this);

    /// <summary>How many rows the last write changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>The statement for this SQL, prepared once.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
            return statement;
        var code = raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared);
        if (code != raw.SQLITE_OK)
            throw Failure(code);
        return _statements[sql] = new Statement(this, prepared);
    }

    /// <summary>Runs SQL that is not worth keeping prepared; several statements if need be.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    public long Scalar(string sql)
    {
        var statement = Prepare(sql);
        try
        {
            return statement.Step() ? statement.Long(0) : 0;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>How long to wait for another connection's lock.</summary>
    public void WaitForLocks(TimeSpan time) => raw.sqlite3_busy_timeout(_handle, (int)time.TotalMilliseconds);

    /// <summary>Copies the log into the database; answers how many pages of the log are not copied, or -1 when it could not start.</summary>
    public int Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, "main", mode, out var pages, out var copied);
        return code switch
        {
            raw.SQLITE_OK => Math.Max(0, pages - copied),
            raw.SQLITE_BUSY => -1,
            _ => throw Failure(code),
        };
    }

    /// <summary>Writes the whole database anew. The copy that is made on the way stands beside it, not in the system's folder for such files.</summary>
    public void Rewrite()
    {
        SortBesideFile();
        Execute("VACUUM");
    }

    /// <summary>What SQLite needs files for on the way stands beside the database from now on.</summary>
    public void SortBesideFile() =>
        Execute($"PRAGMA temp_store_directory = '{Path.GetDirectoryName(_path)!.Replace("'", "''", StringComparison.Ordinal)}'");

    /// <summary>Copies the whole database into another, which is empty, as it stands in the transaction that is open here.</summary>
    public void CopyTo(Connection other, CancellationToken cancellationToken)
    {
        const int pagesAtOnce = 2_000;
        using var copying = raw.sqlite3_backup_init(other._handle, "main", _handle, "main");
        if (copying.IsInvalid)
            throw other.Failure(raw.sqlite3_errcode(other._handle));
        int code;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(copying, pagesAtOnce);
        }
        while (code == raw.SQLITE_OK);
        if (code != raw.SQLITE_DONE)
            throw (code & 0xff) is raw.SQLITE_CORRUPT or raw.SQLITE_IOERR ? Failure(code) : other.Failure(code);
    }

    /// <summary>What is wrong with the pages of the database, as far as SQLite can tell without reading every value; empty when nothing is.</summary>
    /// <param name="most">How many faults are named at most.</param>
    /// <param name="goOn">Asked again and again meanwhile, and may take its time; <c>false</c> breaks it off.</param>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public IReadOnlyList<string> Check(int most, Func<bool>? goOn = null)
    {
        const int steps = 500;
        var isBrokenOff = false;
        if (goOn is not null)
            raw.sqlite3_progress_handler(_handle, steps, _ => (isBrokenOff = !goOn()) ? 1 : 0, null);
        var statement = Prepare($"PRAGMA quick_check({most})");
        var found = new List<string>();
        try
        {
            while (statement.Step())
                found.Add(statement.Text(0));
        }
        catch (InvalidDataException e)
        {
            // So damaged that the check could not go on.
            found.Add(e.Message);
        }
        catch (StoreUnavailableException) when (isBrokenOff)
        {
            throw new OperationCanceledException();
        }
        finally
        {
            raw.sqlite3_progress_handler(_handle, 0, (delegate_progress?)null, null);
            statement.Reset();
        }

        return found is ["ok"] ? [] : found;
    }

    /// <summary>The exception for a result code. Trying again does not help against damage; it may against all else.</summary>
    public Exception Failure(int code)
    {
        var message = $"{_path}: {raw.sqlite3_errmsg(_handle).utf8_to_string()} (SQLite error {raw.sqlite3_extended_errcode(_handle)})";
        return (code & 0xff) switch
        {
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new InvalidDataException(message),
            raw.SQLITE_FULL => new StoreUnavailableException(message, Room.None(message)),
            _ => new StoreUnavailableException(message),
        };
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
        _handle.Dispose();
    }
}
