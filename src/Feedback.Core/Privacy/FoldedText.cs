using System.Globalization;
using System.Text;

namespace Feedback.Core.Privacy;

/// <summary>
/// A text in which what looks alike is alike: digits of every script are ASCII digits, full-width letters and signs are narrow, blanks are one blank, dashes
/// one dash, and what is not seen (joiners, soft hyphens, variation selectors) is gone. Knows where everything stood before.
/// </summary>
internal sealed class FoldedText
{
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

    private static string Fold(Rune rune)
    {
        // Unicode's full-width forms stand in the order of ASCII.
        if (rune.Value is >= 0xFF01 and <= 0xFF5E)
            rune = new(rune.Value - 0xFF01 + '!');
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture),
            UnicodeCategory.SpaceSeparator => " ",
            UnicodeCategory.DashPunctuation => "-",
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "\n",
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => "",
            // To Unicode neither the mathematical minus nor the long mark of Katakana is a dash, nor a tab a blank; to who types a number they are.
            _ => rune.Value switch { 0x2212 or 0x30FC or 0xFF70 => "-", '\t' => " ", _ => rune.ToString() },
        };
    }
}
