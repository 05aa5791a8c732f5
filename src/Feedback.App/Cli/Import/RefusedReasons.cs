using System.Globalization;

namespace Feedback.App.Cli.Import;

/// <summary>Why rows are rejected, and how many for each reason.</summary>
internal sealed class RefusedReasons
{
    private const int MostKept = 1_000;
    private const int Longest = 200;
    private const int MostShown = 10;

    private readonly RowCounts _counts = new(MostKept, StringComparer.Ordinal);

    public long Count { get; private set; }

    public void Note(string reason)
    {
        Count++;
        _counts.Note(reason.Length > Longest ? reason[..Longest] + "…" : reason);
    }

    /// <summary>A line for each of the most frequent reasons, and one for what is left.</summary>
    public IEnumerable<string> Lines()
    {
        var shown = _counts.Rows.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostShown).ToList();
        foreach (var (reason, rows) in shown)
            yield return Line(rows, reason);
        if (Count - shown.Sum(pair => pair.Value) is > 0 and var left)
            yield return Line(left, "other reasons");
    }

    private static string Line(long rows, string reason) => string.Create(CultureInfo.InvariantCulture, $"  {rows:#,0} × {reason}");
}
