using System.Globalization;
using Feedback.Core.Records;

namespace Feedback.Azure.Language;

/// <summary>Cuts a text that is too long for one document: where a sentence ends, else where a word ends, else between two characters as readers see
/// them.</summary>
internal static class TextParts
{
    /// <summary>The parts, which together are the text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">How many UTF-16 code units a part may have.</param>
    public static IReadOnlyList<TextSpan> Split(string text, int longest)
    {
        var parts = new List<TextSpan>();
        for (var start = 0; start < text.Length;)
        {
            var length = LengthOfPart(text.AsSpan(start), longest);
            parts.Add(new(start, length));
            start += length;
        }

        return parts;
    }

    /// <summary>How much of a text the first part takes.</summary>
    public static int LengthOfPart(ReadOnlySpan<char> text, int longest)
    {
        if (text.Length <= longest)
            return text.Length;
        var word = 0;
        // The second half: a text that has no sentence end there has none worth halving a part for.
        for (var i = longest - 1; i >= longest / 2; i--)
        {
            if (text[i] is '\n' or '。' or '！' or '？')
                return i + 1;
            if (!char.IsWhiteSpace(text[i]))
                continue;
            if (text[i - 1] is '.' or '!' or '?' or '…')
                return i + 1;
            if (word == 0)
                word = i + 1;
        }

        return word > 0 ? word : WholeCharacters(text, longest);
    }

    private static int WholeCharacters(ReadOnlySpan<char> text, int longest)
    {
        var length = 0;
        while (StringInfo.GetNextTextElementLength(text[length..]) is var next && length + next <= longest)
            length += next;
        if (length > 0)
            return length;
        return char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
    }
}
