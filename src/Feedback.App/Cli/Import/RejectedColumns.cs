using System.Text.RegularExpressions;

namespace Feedback.App.Cli.Import;

/// <summary>What stands before the columns of a file in the file of its rejected rows. Somebody repairs the rows and imports them, and they are to be read as
/// they would have been in their own file, and counted as the same.</summary>
internal static partial class RejectedColumns
{
    private const int EventAt = 2;

    // Earlier versions wrote the first two.
    private static readonly string[] Names = ["line", "reason", "event"];

    /// <summary>Their titles, in front of those of the file.</summary>
    public static string Titles(char separator) => string.Concat(Names.Select(name => name + separator));

    /// <summary>What stands under them in a row that is none of the rejected.</summary>
    public static string Blanks(char separator) => new(separator, Names.Length);

    /// <summary>How many of a file's first columns are these. Where one is mapped, it is a column of the user's own.</summary>
    public static int CountIn(IReadOnlyList<string> header, ColumnMap map)
    {
        var count = header.Zip(Names).TakeWhile(pair => pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase)).Count();
        return count >= EventAt && !Names.Take(count).Any(map.Names) ? count : 0;
    }

    /// <summary>Whether rows that stand behind so many of the columns say which events they are.</summary>
    public static bool NameEvents(int count) => count > EventAt;

    /// <summary>The event of a row, as the import of its own file called it; <c>null</c> where that is not told.</summary>
    public static string? EventOf(CsvLine row) =>
        row.Aside.ElementAtOrDefault(EventAt)?.Trim() is { } name && EventName().IsMatch(name) ? name : null;

    [GeneratedRegex(@"\Aimport-[0-9a-f]{24}-[1-9][0-9]{0,18}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EventName();
}
