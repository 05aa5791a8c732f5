using System.Text;

namespace Feedback.App.Cli.Import;

/// <summary>What stands between the fields of a file.</summary>
internal static class CsvSeparator
{
    // In the order of trust: of two that fit equally well, the first is taken.
    private static readonly char[] Usual = [',', ';', '\t', '|'];

    /// <exception cref="CommandException">It is not one character that can separate.</exception>
    public static char? Parse(string? given) => given switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        [var one] when char.IsAscii(one) && !char.IsLetterOrDigit(one) && one is not ('"' or '\r' or '\n' or ' ') => one,
        _ => throw new CommandException("--separator must be one character, such as \";\", or the word tab."),
    };

    /// <summary>The separator that a first line <c>sep=;</c> names, as Excel writes and reads it.</summary>
    public static char? Named(ReadOnlySpan<byte> beginning)
    {
        var end = beginning.IndexOfAny("\r\n"u8);
        var line = Encoding.UTF8.GetString(end < 0 ? beginning : beginning[..end]).Trim('"');
        return line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Length == 5 ? line[4] : null;
    }

    /// <summary>The separator by which the header line makes most sense: the one that finds the columns that are to be read, then the most.</summary>
    public static char Find(byte[] beginning, ColumnMap map)
    {
        return Usual.MaxBy(separator => Fit(CsvRows.FirstOf(beginning, separator), map));

        static (int Known, int Columns) Fit(IReadOnlyList<string> header, ColumnMap map) =>
            (header.Count(name => map.Knows(name)), header.Count);
    }
}
