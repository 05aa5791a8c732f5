namespace Feedback.Sqlite;

/// <summary>What stands where the database should be cannot be opened as one: its first page is damaged, it was cut, or its tables are gone. Or it never was
/// one; nobody can tell.</summary>
/// <param name="path">The file.</param>
/// <param name="fault">What is wrong with it.</param>
/// <param name="inner">What SQLite said.</param>
public sealed class DamagedDatabaseException(string path, string fault, Exception? inner = null)
    : IOException($"{path} is damaged, or is not a Feedback database: {fault}", inner)
{
    /// <summary>What is wrong with it.</summary>
    public string Fault => fault;
}
