using System.Globalization;

namespace Feedback.Sqlite.Log;

/// <summary>
/// What was found to be gone, as a text file beside the database, a line each. It stays until somebody deletes it: the next start would otherwise know
/// nothing of what this one found.
/// </summary>
internal static class LossReport
{
    public static string PathOf(string database) => database + ".lost";

    /// <summary>What was found so far; empty when nothing was, or when somebody has dealt with it.</summary>
    public static IReadOnlyList<string> Read(string database) =>
        File.Exists(PathOf(database)) ? [.. File.ReadLines(PathOf(database)).Where(line => line.Length > 0)] : [];

    /// <summary>Adds a loss, durably. One that was found before a start that was broken off is not found twice.</summary>
    public static void Add(string database, string loss, DateTimeOffset now)
    {
        if (Read(database).Any(line => line.EndsWith(loss, StringComparison.Ordinal)))
            return;
        using (var file = new FileStream(PathOf(database), FileMode.Append, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {loss}\n")));
            file.Flush(flushToDisk: true);
        }

        Durability.SyncFolder(Path.GetDirectoryName(database)!);
    }
}
