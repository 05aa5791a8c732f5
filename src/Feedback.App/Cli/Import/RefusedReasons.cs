using System.Globalization;

namespace Feedback.App.Cli.Import;

/// <summary>Why rows are rejected, and how many for each reason. A file whose every row has a reason of its own fills no memory.</summary>
internal sealed class RefusedReasons
{
    private const int MostKept = 1_000;
    private const int Longest = 200;
    private const int MostShown = 10;

    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);
    private long _others;

    public long Count { get; private set; }

    public void Note(string reason)
    {
        Count++;
        reason = reason.Length > Longest ? reason[..Longest] + "…" : reason;
        if (_rows.Count < MostKept || _rows.ContainsKey(reason))
            _rows[reason] = _rows.GetValueOrDefault(reason) + 1;
        else
            _others++;
    }

    /// <summary>A line for each of the most frequent reasons, and one for what is left.</summary>
    public IEnumerable<string> Lines()
    {
        var shown = _rows.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostShown).ToList();
        foreach (var (reason, rows) in shown)
            yield return Line(rows, reason);
        if (_others + _rows.Values.Sum() - shown.Sum(pair => pair.Value) is > 0 and var left)
            yield return Line(left, "other reasons");
    }

    private static string Line(long rows, string reason) => string.Create(CultureInfo.InvariantCulture, $"  {rows:#,0} × {reason}");
}
