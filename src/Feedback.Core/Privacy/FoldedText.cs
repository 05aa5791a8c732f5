using System.Globalization;
using System.Text;

namespace Feedback.Core.Privacy;

/// <summary>
/// A text in which what looks alike is alike: digits of every script are ASCII digits, full-width letters and signs are narrow, any run of blanks is one
/// blank, dashes are one dash, middle dots one middle dot, and what is not seen (joiners, soft hyphens, variation selectors) is gone. Knows where everything
/// stood before.
/// </summary>
internal sealed class FoldedText
{
    private static readonly (string Written, string Sign)[] EscapedSigns =
    [
        ("%40", "@"), ("&#64;", "@"), ("&#064;", "@"), ("&#x40;", "@"), ("&commat;", "@"), ("%2E", "."), ("&#46;", "."), ("&#x2E;", "."), ("&period;", "."),
        ("%20", " "), ("&nbsp;", " "), ("&#160;", " "), ("&#xA0;", " "), ("<br>", "\n"), ("<br/>", "\n"), ("<br />", "\n"),
    ];

    private readonly int[] _places;

    private FoldedText(string text, int[] places) => (Text, _places) = (text, places);

    /// <summary>The folded text.</summary>
    public string Text { get; }

    /// <summary>Folds a text.</summary>
    public static FoldedText Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        var places = new List<int>(text.Length + 1);
        var at = 0;
        while (at < text.Length)
        {
            var isRune = Rune.TryGetRuneAt(text, at, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            var shown = isRune ? Fold(rune) : text.AsSpan(at, 1).ToString();
            if (IsFullStop(text, at))
                shown = ".";
            else if (text[at] is '%' or '&' or '<' && Escaped(text.AsSpan(at)) is { Length: > 0 } escaped)
                (shown, length) = (escaped.Sign, escaped.Length);
            if (shown == " " && folded.Length > 0 && folded[^1] == ' ')
                shown = "";
            for (var n = 0; n < shown.Length; n++)
            {
                folded.Append(shown[n]);
                places.Add(at + (shown.Length == length ? n : 0));
            }

            at += length;
        }

        places.Add(text.Length);
        return new(folded.ToString(), [.. places]);
    }

    /// <summary>Where a stretch of the folded text stands in the text itself, with what is not seen behind it.</summary>
    public Records.TextSpan Unfold(int start, int length) => new(_places[start], _places[start + length] - _places[start]);

    /// <summary>Whether the full stop of Chinese and Japanese is the dot of an address or a number, as domain names take it (RFC 3490): between letters or
    /// digits of ASCII. Elsewhere it ends a sentence, and the next one is no part of what stands before it.</summary>
    private static bool IsFullStop(string text, int at) =>
        text[at] is '\u3002' or '\uFF61' && at > 0 && at + 1 < text.Length
        && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at + 1]);

    /// <summary>A sign of an email address or a gap between digits as links and pages write it; what is no such sign stays as it is.</summary>
    private static (string Sign, int Length) Escaped(ReadOnlySpan<char> text)
    {
        foreach (var (written, sign) in EscapedSigns)
        {
            if (text.StartsWith(written, StringComparison.OrdinalIgnoreCase))
                return (sign, written.Length);
        }

        return ("", 0);
    }

    private static string Fold(Rune rune)
    {
        // Unicode's full-width forms stand in the order of ASCII.
        if (rune.Value is >= 0xFF01 and <= 0xFF5E)
            rune = new(rune.Value - 0xFF01 + '!');
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture),
            // In circles, brackets, small and raised.
            UnicodeCategory.OtherNumber when Rune.GetNumericValue(rune) is >= 0 and <= 9 and var value && double.IsInteger(value) =>
                ((int)value).ToString(CultureInfo.InvariantCulture),
            UnicodeCategory.SpaceSeparator => " ",
            UnicodeCategory.DashPunctuation => "-",
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "\n",
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => "",
            // To Unicode neither the mathematical minus nor the long mark of Katakana is a dash, nor a tab or a feed a blank; to who types a number they are.
            _ => rune.Value switch
            {
                0x2212 or 0x30FC or 0xFF70 => "-",
                '\t' or '\v' or '\f' or 0x0085 => " ",
                0x2022 or 0x2027 or 0x2219 or 0x22C5 or 0x30FB or 0xFF65 => "·",
                0xFE6B => "@",
                0xFE52 => ".",
                _ => rune.ToString(),
            },
        };
    }
}
