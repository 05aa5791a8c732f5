using System.Text.RegularExpressions;

namespace Feedback.Core.Language;

/// <summary>
/// Hides what tells who a customer is or how to pay in their name, when a text is shown: e-mail addresses, account numbers (IBAN), card numbers and telephone numbers.
/// It goes by their shape, so it hides a long order number too; it does not find names and street addresses.
/// </summary>
public static partial class PersonalData
{
    private const int ShortestPhone = 7;
    private const int ShortestCard = 13;
    private const int LongestCard = 19;
    private const int LeastIbanDigits = 10;

    /// <summary>The text with each such thing replaced by what it is, in square brackets.</summary>
    /// <param name="text">Any text.</param>
    public static string Mask(string text) => Shapes().Replace(text, MaskOf);

    /// <summary>The same as the stretches that are hidden, in order, not overlapping, each with what stands in its place.</summary>
    /// <param name="text">Any text.</param>
    public static IEnumerable<(TextSpan Span, string Mask)> Find(string text) =>
        Shapes().Matches(text).Select(match => (Match: match, Mask: MaskOf(match))).Where(found => found.Mask != found.Match.Value)
            .Select(found => (new TextSpan(found.Match.Index, found.Match.Length), found.Mask));

    private static string MaskOf(Match match)
    {
        if (match.Groups["email"].Success)
            return "[e-mail]";
        var digits = match.Value.Count(char.IsDigit);
        if (match.Groups["iban"].Success)
            return digits >= LeastIbanDigits ? "[account number]" : match.Value;
        if (match.Groups["number"].Success)
        {
            return digits is >= ShortestCard and <= LongestCard && !match.Value.StartsWith('+') ? "[card number]"
                : digits >= ShortestPhone ? "[phone number]"
                : match.Value;
        }

        return match.Value;
    }

    /// <summary>
    /// Dates, clock times and amounts come first and are left as they are, so that no part of them is taken for a number to hide. Every repetition is bounded and starts
    /// only where a word does: the time is linear in the text.
    /// </summary>
    [GeneratedRegex(
        """
        (?<email> (?<![\w.%+-]) [\w.%+-] [\w.%+'-]{0,63} @ [\w-]{1,63} (?: \.[\w-]{1,63} ){1,8} )
        | (?<date> (?<![\w.-]) (?: \d{4}[-./]\d{1,2}[-./]\d{1,2} | \d{1,2}[-./]\d{1,2}[-./]\d{2,4} ) (?![\d-]) (?: [ T]\d{1,2}:\d{2}(?: :\d{2} )? )? )
        | (?<amount> [$€£¥] [ ]? \d{1,3} (?: [ ,.]\d{3} ){0,5} (?: [.,]\d{1,2} )? (?!\d) )
        | (?<iban> (?<!\w) [A-Za-z]{2}\d{2} (?: [ -]?[A-Za-z0-9]{4} ){2,7} (?: [ -]?[A-Za-z0-9]{1,3} )? (?!\w) )
        | (?<number> (?<![\w]) (?: \+ | \(\+? )? \d (?: [ .()/-]{0,3}\d ){5,22} (?!\w) )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shapes();
}
