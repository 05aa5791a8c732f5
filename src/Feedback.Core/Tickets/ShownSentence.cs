using Feedback.Core.Records;

namespace Feedback.Core.Tickets;

/// <summary>The sentence with which a part of it is shown, so that it can be understood by itself.</summary>
internal static class ShownSentence
{
    /// <summary>The longest that is shown whole, in UTF-16 code units.</summary>
    public const int Longest = 160;

    /// <summary>The only sentence that a part reaches into; <c>null</c> when there are more, or it is too long.</summary>
    public static TextSpan? Of(string text, TextSpan part, IReadOnlyList<Sentence> sentences)
    {
        TextSpan? found = null;
        foreach (var sentence in sentences)
        {
            if (!sentence.Span.Overlaps(part))
                continue;
            if (found is not null)
                return null;
            found = Trimmed(text, sentence.Span);
        }

        return found is { Length: <= Longest } ? found : null;
    }

    /// <summary>A stretch without what lies outside of the text, and without the white space around it.</summary>
    public static TextSpan Trimmed(string text, TextSpan span)
    {
        var start = Math.Clamp(span.Start, 0, text.Length);
        var end = Math.Clamp(span.End, start, text.Length);
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return new(start, end - start);
    }
}
