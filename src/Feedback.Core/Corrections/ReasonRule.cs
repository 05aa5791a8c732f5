using Feedback.Core.Privacy;

namespace Feedback.Core.Corrections;

/// <summary>
/// A reason outlives what the customer said: it must not repeat it, so that an erasure has one place to go. A run of words of the text in a row counts as a
/// quotation; single words do not, for a reason has to name what it is about.
/// </summary>
public static class ReasonRule
{
    private const int QuotedWords = 5;
    private const int FewestQuotedWords = 3;

    /// <summary>What is wrong with a reason; <c>null</c> when nothing is.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="text">What the customer said.</param>
    public static string? FaultOf(string reason, string? text)
    {
        if (PersonalData.Mask(reason) != reason)
            return "must not contain email addresses or telephone, card or account numbers";
        return text is not null && Quotes(WordsOf(reason), WordsOf(text)) ? "must not quote the customer: use your own words" : null;
    }

    private static bool Quotes(List<string> reason, List<string> text)
    {
        var run = Math.Max(FewestQuotedWords, Math.Min(QuotedWords, text.Count));
        if (text.Count < run || reason.Count < run)
            return false;
        HashSet<string> runs = new(RunsOf(text, run), StringComparer.OrdinalIgnoreCase);
        return RunsOf(reason, run).Any(runs.Contains);
    }

    private static IEnumerable<string> RunsOf(List<string> words, int length) =>
        Enumerable.Range(0, words.Count - length + 1).Select(start => string.Join(' ', words.GetRange(start, length)));

    private static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
                i++;
            if (i > start)
                words.Add(text[start..i]);
        }

        return words;
    }
}
