using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.Sqlite;

/// <summary>What stands in the file, and how to tell that a file is ours.</summary>
internal static class Schema
{
    /// <summary>"FdBk" in ASCII; <c>file</c> and other tools show it.</summary>
    public const int ApplicationId = 0x4664426B;

    /// <summary>
    /// From 2 on there is a log beside the file, and <c>sequence</c> says up to which number of it the tables hold everything. The tables of 1 and 2 are the
    /// same; a program that knows 1 alone would not see what is in the log, and refuses the file. From 3 on signals have their words beside their keys.
    /// </summary>
    public const int Version = 3;

    private const int VersionWithLog = 2;
    private const int VersionWithWords = 3;

    /// <summary>Whether the documents of a container have their words (<see cref="WordSet"/>) beside their keys.</summary>
    public static bool KeepsWords(string container) => container == Containers.Signals;

    /// <summary>Whether the file has room for words. One of an earlier version gets it from <see cref="MissingWords"/>.</summary>
    public static bool HasWords(Connection connection) => connection.Scalar("PRAGMA user_version") >= VersionWithWords;

    /// <summary>Refuses a file that is damaged, that is not ours or that a newer version wrote, before anything in it is touched.</summary>
    /// <returns><c>false</c> when the database is empty and has yet to be made.</returns>
    public static bool Verify(Connection connection, string path)
    {
        long application, version, objects;
        try
        {
            application = connection.Scalar("PRAGMA application_id");
            version = connection.Scalar("PRAGMA user_version");
            objects = connection.Scalar("SELECT count(*) FROM sqlite_schema");
        }
        catch (InvalidDataException e)
        {
            throw new DamagedDatabaseException(path, e.Message, e);
        }
        if (application == 0 && version == 0 && objects == 0)
            return false;
        if (application != ApplicationId)
            throw new InvalidDataException($"{path} is not a Feedback database (its application id is {application.ToString(CultureInfo.InvariantCulture)}).");
        if (objects == 0)
            throw new DamagedDatabaseException(path, "its tables are gone");
        if (version > Version)
            throw new InvalidDataException(
                $"{path} was written by a newer version of Feedback (format {version}; this program knows {Version}). Upgrade the program.");
        return true;
    }

    /// <summary>Takes over a file of version 1. Its own log is SQLite's, which SQLite reads.</summary>
    public static void Upgrade(Connection connection)
    {
        if (connection.Scalar("PRAGMA user_version") < VersionWithLog)
            connection.Execute($"PRAGMA user_version = {VersionWithLog}");
    }

    /// <summary>Makes room for words, and so a file of version 3 of one of version 2.</summary>
    public static void AddWords(Connection connection)
    {
        foreach (var table in Containers.All.Where(KeepsWords))
            connection.Execute($"ALTER TABLE {table} ADD COLUMN words INTEGER NULL");
        connection.Execute($"PRAGMA user_version = {VersionWithWords}");
    }

    /// <summary>
    /// The index by which documents are found. With the words in it one that lacks what is asked for is passed over without its row being looked at. Each key
    /// stands once: where the index itself cannot see to that, <see cref="TableStatements"/> does.
    /// </summary>
    public static string KeyIndex(string table) => KeepsWords(table)
        ? $"CREATE INDEX {table}_key ON {table} (partition, id, words);"
        : $"CREATE UNIQUE INDEX {table}_key ON {table} (partition, id);";

    /// <summary>Makes an empty database, whole or not at all.</summary>
    public static void Create(Connection connection)
    {
        // The sequence stands on its own, not in the newest row: deleting that row must not let its number be used again,
        // for cursors and ETags are such numbers.
        var tables = Containers.All.Select(name => $"""
            CREATE TABLE {name} (
              seq INTEGER PRIMARY KEY,
              partition TEXT NOT NULL COLLATE BINARY,
              id TEXT NOT NULL COLLATE BINARY,
              expires INTEGER NULL,
              body BLOB NOT NULL{(KeepsWords(name) ? ",\n  words INTEGER NULL" : "")}
            ) STRICT;
            {KeyIndex(name)}
            CREATE INDEX {name}_expires ON {name} (expires) WHERE expires IS NOT NULL;
            """);
        connection.Execute($"""
            BEGIN IMMEDIATE;
            CREATE TABLE sequence (last INTEGER NOT NULL) STRICT;
            INSERT INTO sequence VALUES (0);
            {string.Join('\n', tables)}
            PRAGMA application_id = {ApplicationId};
            PRAGMA user_version = {Version};
            COMMIT;
            """);
    }
}
