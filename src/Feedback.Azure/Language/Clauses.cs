using System.Text.RegularExpressions;
using Feedback.Core.Records;

namespace Feedback.Azure.Language;

/// <summary>
/// Cuts a sentence so that each opinion stands in a clause of its own: the service names targets and assessments but no clauses, and a theme looked for in a
/// whole sentence would be found beside an opinion on something else.
/// </summary>
internal static partial class Clauses
{
    /// <summary>The clauses, in order. None begins or ends within one of the stretches that opinions take.</summary>
    public static IReadOnlyList<TextSpan> Of(string text, TextSpan sentence, IReadOnlyList<TextSpan> taken)
    {
        var cuts = Contrasts().Matches(text[..sentence.End], sentence.Start)
            .Select(match => new TextSpan(match.Index, match.Length))
            .Where(cut => !taken.Any(cut.Overlaps))
            .ToList();
        AddBetween(text, taken, cuts);

        var clauses = new List<TextSpan>();
        var start = sentence.Start;
        foreach (var cut in cuts.OrderBy(cut => cut.Start))
        {
            Add(start, cut.Start);
            start = cut.End;
        }

        Add(start, sentence.End);
        return clauses;

        void Add(int from, int to)
        {
            var clause = Trim(text, from, to, taken);
            if (clause.Length > 0)
                clauses.Add(clause);
        }
    }

    // A comma or an "and" parts only what two opinions stand at either side of.
    private static void AddBetween(string text, IReadOnlyList<TextSpan> taken, List<TextSpan> cuts)
    {
        var end = -1;
        foreach (var stretch in taken.OrderBy(stretch => stretch.Start))
        {
            if (end >= 0 && stretch.Start > end && !cuts.Any(cut => cut.Start >= end && cut.End <= stretch.Start)
                && Joints().Matches(text[..stretch.Start], end) is [.., var last])
                cuts.Add(new(last.Index, last.Length));
            end = Math.Max(end, stretch.End);
        }
    }

    private static TextSpan Trim(string text, int from, int to, IReadOnlyList<TextSpan> taken)
    {
        while (from < to && IsMargin(text[from]) && !taken.Any(stretch => stretch.Start == from))
            from++;
        while (to > from && IsMargin(text[to - 1]) && !taken.Any(stretch => stretch.End == to))
            to--;
        return new(from, to - from);
    }

    private static bool IsMargin(char c) => char.IsWhiteSpace(c) || c is ',' or ';' or ':' or '-' or '–' or '—' or '(' or ')';

    [GeneratedRegex(@"[;()—]|\s[-–]\s|,?\s(?=(?:but|however|although|though|yet|whereas|except)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Contrasts();

    [GeneratedRegex(@",\s?(?:(?:and|while)\s)?|\s(?:and|while|&)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joints();
}
