namespace Feedback.App.Cli.Import;

/// <summary>What stands before the columns of a file in the file of its rejected rows. Somebody repairs the rows and imports them, and they are to be read as
/// they would have been in their own file.</summary>
internal static class RejectedColumns
{
    private static readonly string[] Names = ["line", "reason"];

    /// <summary>Their titles, in front of those of the file.</summary>
    public static string Titles(char separator) => string.Concat(Names.Select(name => name + separator));

    /// <summary>What stands under them in a row that is none of the rejected.</summary>
    public static string Blanks(char separator) => new(separator, Names.Length);

    /// <summary>How many of a file's first columns are these. Where one is mapped, it is a column of the user's own.</summary>
    public static int CountIn(IReadOnlyList<string> header, ColumnMap map) =>
        header.Take(Names.Length).SequenceEqual(Names, StringComparer.OrdinalIgnoreCase) && !Names.Any(name => map.Names(name)) ? Names.Length : 0;
}
