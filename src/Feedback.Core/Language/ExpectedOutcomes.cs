using Feedback.Core.Records;

namespace Feedback.Core.Language;

/// <summary>What a customer wants instead.</summary>
/// <param name="Span">The clause that says so.</param>
/// <param name="Kind">In which form.</param>
public readonly record struct ExpectedOutcome(TextSpan Span, ExpectedOutcomeKind Kind);

/// <summary>In which form a customer says what they want instead.</summary>
public enum ExpectedOutcomeKind
{
    /// <summary>"I just want …", "all I wanted was …", "I need …".</summary>
    Want,

    /// <summary>"Please …", "I am asking …", "refund me …", "could you …".</summary>
    Request,

    /// <summary>"I expected …", "I was hoping …".</summary>
    Expectation,

    /// <summary>"You should …", "it needs to be …".</summary>
    Advice,

    /// <summary>"I wish …", "it would be nice if …".</summary>
    Wish,

    /// <summary>"Why can't you …".</summary>
    Question,
}

/// <summary>
/// Finds in an English text what the customer wants instead, by the forms in which people ask (<c>Lexicon/asks.tsv</c>), and leaves out what only looks like it
/// ("I just want to say", "should be fine").
/// </summary>
/// <remarks>
/// Goes by words alone, so it is precise rather than complete: an ask in other words is missed.
/// No unbounded repetition of its patterns stands within another, so the time is linear in the text.
/// </remarks>
public static class ExpectedOutcomes
{
    /// <summary>No clause is longer than this many UTF-16 code units: it is cut where a word ends.</summary>
    public const int LongestClause = 160;

    /// <summary>The asks of a text, in its order, not overlapping.</summary>
    /// <param name="text">An English text; another language gives nothing or nonsense.</param>
    /// <param name="sentences">Its sentences, as the analysis found them. No clause reaches out of one.</param>
    public static IReadOnlyList<ExpectedOutcome> Find(string text, IReadOnlyList<Sentence> sentences)
    {
        var found = new List<ExpectedOutcome>();
        foreach (var sentence in sentences)
        {
            var span = sentence.Span;
            if (span.Start < 0 || span.Length <= 0 || span.End > text.Length)
                continue;
            foreach (var form in AskForms.Instance.Forms)
            {
                if (text.AsSpan(span.Start, span.Length).ContainsAny(form.Cues))
                    Add(text, span, form, found);
            }
        }

        found.Sort(static (a, b) => a.Span.Start.CompareTo(b.Span.Start));
        for (var i = found.Count - 1; i > 0; i--)
        {
            if (found[i].Span.Start < found[i - 1].Span.End)
                found.RemoveAt(i);
        }

        return found;
    }

    private static void Add(string text, TextSpan sentence, AskForm form, List<ExpectedOutcome> found)
    {
        // Cut from the text, so that ^ is the sentence's start.
        for (var match = form.Pattern.Match(text, sentence.Start, sentence.Length); match.Success; match = match.NextMatch())
        {
            if (IsQuoted(text.AsSpan(sentence.Start, match.Index - sentence.Start)))
                continue;
            var end = EndOfClause(text, match.Index, match.Index + match.Length, sentence.End);
            if (HasWord(text.AsSpan(match.Index + match.Length, end - match.Index - match.Length)))
                found.Add(new(new(match.Index, end - match.Index), form.Kind));
        }
    }

    // What stands behind an opening quotation mark within a sentence is what somebody else said. One that stands at the start may be left from the sentence
    // before.
    private static bool IsQuoted(ReadOnlySpan<char> before)
    {
        var quoted = false;
        var words = false;
        for (var i = 0; i < before.Length; i++)
        {
            words |= char.IsLetter(before[i]);
            // 36" is a length.
            if (words && (before[i] is '“' or '”' || (before[i] == '"' && !char.IsAsciiDigit(before[i - 1]))))
                quoted = !quoted;
        }

        return quoted;
    }

    private static int EndOfClause(string text, int start, int head, int limit)
    {
        var cut = Math.Min(limit, start + LongestClause);
        if (cut < limit)
        {
            // Half a number would not be known for what it is when it is to be masked, so it goes with the word that was cut.
            var word = cut;
            while (word > head && (!char.IsWhiteSpace(text[word]) || HasDigit(LastWord(text, head, word))))
                word--;
            cut = Math.Max(word, head);
        }

        var next = AskForms.Instance.ClauseEnd.Match(text, head, cut - head);
        if (next.Success)
            cut = next.Index;
        while (cut > head && !char.IsLetterOrDigit(text[cut - 1]) && text[cut - 1] is not (')' or '%' or '}' or '?'))
            cut--;
        return cut;
    }

    private static ReadOnlySpan<char> LastWord(string text, int from, int to)
    {
        var before = text.AsSpan(from, to - from).TrimEnd();
        return before[(before.LastIndexOf(' ') + 1)..];
    }

    private static bool HasDigit(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('0', '9') >= 0;

    private static bool HasWord(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetter(c))
                return true;
        }

        return false;
    }
}
