using System.Globalization;
using System.Text.Json.Nodes;
using Feedback.Core.Customers;

namespace Feedback.App.Cli.Import;

/// <summary>The words of a file on whether its customers may be contacted, as far as they are neither a yes nor a no. Each counts as a no, and follow-up mails
/// then just never go out: so somebody is to hear of it.</summary>
internal sealed class ConsentWords
{
    private const int Most = 10;
    private const int Longest = 40;

    private readonly RowCounts _counts = new(Most, StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes what a feedback says.</summary>
    public void Note(JsonObject feedback)
    {
        foreach (var (name, value) in feedback["attributes"] as JsonObject ?? [])
        {
            if (ContactRule.Speaks(name) && (value?.ToString().Trim() ?? "") is var word && !ContactRule.IsPlain(word))
                _counts.Note(word);
        }
    }

    /// <summary>A warning for each word.</summary>
    public IEnumerable<string> Warnings()
    {
        foreach (var (word, rows) in _counts.Rows)
            yield return Warning($"\"{(word.Length > Longest ? word[..Longest] + "…" : word)}\" is not understood and counts as no", rows);
        if (_counts.Others > 0)
            yield return Warning("other words are not understood either and count as no", _counts.Others);
        if (_counts.Rows.Count > 0)
            yield return "A yes is written true, yes, y, t, on or 1: see docs/import.md.";
    }

    private static string Warning(string what, long rows) => string.Create(CultureInfo.InvariantCulture,
        $"WARNING: attributes.{ContactRule.Attribute}: {what} ({rows:#,0} {(rows == 1 ? "row" : "rows")}).");
}
