using Feedback.Core.Storage;

namespace Feedback.Sqlite;

/// <summary>
/// Finds the words (<see cref="WordSet"/>) of the documents that an earlier version wrote: makes room for them, fills it a portion at a time, and makes the
/// index of keys anew when all have theirs. Until then what has none is read as before. The table <c>missing_words</c> says how far it has come; it is gone
/// when nothing is missing.
/// </summary>
/// <param name="connection">The one that writes to the tables.</param>
internal sealed class MissingWords(Connection connection)
{
    private const string Table = Containers.Signals;
    private const int Portion = 2_000;

    private bool? _any;

    /// <summary>Whether there is something left to do.</summary>
    public bool Any => _any ??= !connection.HasWords || connection.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'missing_words'") > 0;

    /// <summary>Does some of it, whole or not at all.</summary>
    /// <returns>Whether documents are written in another way from now on.</returns>
    public bool DoSome()
    {
        connection.SortBesideFile();
        connection.Prepare("BEGIN IMMEDIATE").Run();
        var makesRoom = !connection.HasWords;
        if (makesRoom)
            MakeRoom();
        else if (!Fill())
            End();
        _any = null;
        connection.Prepare("COMMIT").Run();
        return makesRoom;
    }

    /// <summary>SQLite looks at every row meanwhile, for the sake of its types.</summary>
    private void MakeRoom()
    {
        Schema.AddWords(connection);
        connection.Execute("CREATE TABLE missing_words (after INTEGER NOT NULL) STRICT; INSERT INTO missing_words VALUES (0);");
    }

    /// <summary>Notes the words of some more documents; <c>false</c> when all have theirs.</summary>
    private bool Fill()
    {
        var found = Read(connection.Scalar("SELECT after FROM missing_words"));
        foreach (var (sequence, words) in found)
            connection.Prepare($"UPDATE {Table} SET words = ?1 WHERE seq = ?2").Bind(1, words.Bits).Bind(2, sequence).Run();
        if (found.Count > 0)
            connection.Prepare("UPDATE missing_words SET after = ?1").Bind(1, found[^1].Sequence).Run();
        return found.Count == Portion;
    }

    /// <summary>The index is made last, of rows that have their words: so each comes into it once.</summary>
    private void End() => connection.Execute($"DROP INDEX {Table}_key; {Schema.KeyIndex(Table)} DROP TABLE missing_words;");

    private List<(long Sequence, WordSet Words)> Read(long after)
    {
        var found = new List<(long, WordSet)>(Portion);
        var statement = connection.Prepare($"SELECT seq, body FROM {Table} WHERE seq > ?1 ORDER BY seq LIMIT ?2");
        try
        {
            statement.Bind(1, after).Bind(2, Portion);
            while (statement.Step())
                found.Add((statement.Long(0), WordSet.In(statement.Bytes(1))));
        }
        finally
        {
            statement.Reset();
        }

        return found;
    }
}
