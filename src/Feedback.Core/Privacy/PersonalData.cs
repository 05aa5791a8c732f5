using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Feedback.Core.Records;

namespace Feedback.Core.Privacy;

/// <summary>
/// Hides what tells who a customer is or how to pay in their name, when a text is shown. By itself it knows email addresses, account numbers (IBAN), card
/// numbers by their check digit and telephone numbers by the numbering plans; and since no list of plans is whole, it hides every other long number too, such
/// as that of an order. Names and street addresses only a language service can find, whose <see cref="PersonalSpan"/>s are hidden as well.
/// </summary>
public static partial class PersonalData
{
    private const int ShortestNumber = 7;
    private const int ShortestCard = 13;
    private const int LongestCard = 19;
    private const int LeastIbanDigits = 10;

    // A page shows one text in many stretches, each masked as what it is in the whole text: found once for as long as the text lives.
    private static readonly ConditionalWeakTable<string, IReadOnlyList<PersonalSpan>> FoundByRule = [];

    /// <summary>The text with each such thing replaced by what it is, in square brackets.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="known">What a language service found in it; <c>null</c> for nothing. Stretches outside of the text are passed over.</param>
    public static string Mask(string text, IReadOnlyList<PersonalSpan>? known = null) => Mask(text, new(0, text.Length), known);

    /// <summary>A stretch of the text, masked. Hidden is what would be hidden in the whole text, so that half a number is not shown for being half.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="stretch">Which part of it; what lies outside of the text is left out.</param>
    /// <param name="known">What a language service found in the whole text; <c>null</c> for nothing.</param>
    public static string Mask(string text, TextSpan stretch, IReadOnlyList<PersonalSpan>? known = null)
    {
        var shown = new StringBuilder();
        var part = Within(text, stretch);
        var at = part.Start;
        foreach (var (secret, mask) in Find(text, known).Where(entry => entry.Span.Overlaps(part)))
        {
            if (secret.Start > at)
                shown.Append(text, at, secret.Start - at);
            shown.Append(mask);
            at = secret.End;
        }

        if (at < part.End)
            shown.Append(text, at, part.End - at);
        return shown.ToString();
    }

    /// <summary>The same as the stretches that are hidden, in order, not overlapping, each with what stands in its place.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="known">What a language service found in it; <c>null</c> for nothing.</param>
    public static IReadOnlyList<(TextSpan Span, string Mask)> Find(string text, IReadOnlyList<PersonalSpan>? known = null)
    {
        var found = (known ?? []).Select(entry => entry with { Span = Within(text, entry.Span) }).Where(entry => entry.Span.Length > 0)
            .Concat(FoundByRule.GetValue(text, FindByRule));
        return [.. Union(found.OrderBy(entry => entry.Span.Start)).Select(entry => (entry.Span, MaskOf(entry.Kind)))];
    }

    private static IReadOnlyList<PersonalSpan> FindByRule(string text)
    {
        var shapes = Shapes().Matches(text).Select(match => (Match: match, Span: new TextSpan(match.Index, match.Length))).ToList();
        var phones = PhoneNumberFinder.In(text).Where(phone => !shapes.Any(shape => IsHarmless(shape.Match) && Covers(shape.Span, phone))).ToList();
        return
        [
            .. phones.Select(phone => new PersonalSpan(phone, PersonalDataKind.PhoneNumber)),
            .. from shape in shapes
               let kind = KindOf(shape.Match, phones.Any(shape.Span.Overlaps))
               where kind is not null
               select new PersonalSpan(shape.Span, kind.Value),
        ];

        static bool Covers(TextSpan whole, TextSpan part) => whole.Start <= part.Start && part.End <= whole.End;
    }

    /// <summary>Joins what overlaps, under the kind of the longest: a name within an email address is an email address. Of two as long the first holds, which
    /// is the service's.</summary>
    private static List<PersonalSpan> Union(IEnumerable<PersonalSpan> found)
    {
        var joined = new List<PersonalSpan>();
        var longest = 0;
        foreach (var next in found)
        {
            if (joined.Count == 0 || !joined[^1].Span.Overlaps(next.Span))
            {
                joined.Add(next);
                longest = next.Span.Length;
                continue;
            }

            var (span, kind) = joined[^1];
            joined[^1] = new(new(span.Start, Math.Max(span.End, next.Span.End) - span.Start), next.Span.Length > longest ? next.Kind : kind);
            longest = Math.Max(longest, next.Span.Length);
        }

        return joined;
    }

    /// <summary>What of a stretch lies in the text. No character that takes two code units is cut in halves.</summary>
    private static TextSpan Within(string text, TextSpan span)
    {
        var start = Math.Clamp(span.Start, 0, text.Length);
        var end = (int)Math.Clamp((long)span.Start + span.Length, start, text.Length);
        if (start == end)
            return new(start, 0);
        if (IsWithinPair(text, start))
            start--;
        if (IsWithinPair(text, end))
            end++;
        return new(start, end - start);
    }

    private static bool IsWithinPair(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);

    private static string MaskOf(PersonalDataKind kind) => kind switch
    {
        PersonalDataKind.Name => "[name]",
        PersonalDataKind.Email => "[e-mail]",
        PersonalDataKind.PhoneNumber => "[phone number]",
        PersonalDataKind.Address => "[address]",
        PersonalDataKind.CardNumber => "[card number]",
        PersonalDataKind.AccountNumber => "[account number]",
        PersonalDataKind.IpAddress => "[IP address]",
        PersonalDataKind.Number => "[number]",
        _ => "[identity number]",
    };

    private static bool IsHarmless(Match shape) => shape.Groups["date"].Success || shape.Groups["amount"].Success;

    private static PersonalDataKind? KindOf(Match shape, bool holdsPhone)
    {
        if (shape.Groups["email"].Success)
            return PersonalDataKind.Email;
        var digits = shape.Value.Count(char.IsDigit);
        if (shape.Groups["iban"].Success)
            return digits >= LeastIbanDigits ? PersonalDataKind.AccountNumber : null;
        if (!shape.Groups["number"].Success || digits < ShortestNumber)
            return null;
        return digits is >= ShortestCard and <= LongestCard && HasCheckDigit(shape.Value) ? PersonalDataKind.CardNumber
            : holdsPhone ? PersonalDataKind.PhoneNumber
            : PersonalDataKind.Number;
    }

    /// <summary>Whether the last digit follows from the others as it does on every card (ISO/IEC 7812-1, Luhn).</summary>
    private static bool HasCheckDigit(string number)
    {
        var (sum, isEven) = (0, false);
        for (var i = number.Length - 1; i >= 0; i--)
        {
            if (!char.IsDigit(number[i]))
                continue;
            var digit = (int)char.GetNumericValue(number[i]) * (isEven ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
            isEven = !isEven;
        }

        return sum % 10 == 0;
    }

    /// <summary>
    /// Dates, clock times and amounts come first and are left as they are, so that no part of them is taken for a number to hide. Every repetition is bounded
    /// and starts only where a word does: the time is linear in the text.
    /// </summary>
    [GeneratedRegex(
        """
        (?<email> (?<![\w.%+-]) [\w.%+-] [\w.%+'-]{0,63} @ [\w-]{1,63} (?: \.[\w-]{1,63} ){1,8} )
        | (?<date> (?<![\w.-]) (?: \d{4}[-./]\d{1,2}[-./]\d{1,2} | \d{1,2}[-./]\d{1,2}[-./]\d{2,4} ) (?![\d-]) (?: [ T]\d{1,2}:\d{2}(?: :\d{2} )? )? )
        | (?<amount> [$€£¥] [ \u00A0\u202F]? \d{1,3} (?: [ ,.\u00A0\u202F]\d{3} ){0,5} (?: [.,]\d{1,2} )? (?!\d) )
        | (?<iban> (?<!\w) [A-Za-z]{2}\d{2} (?: [ -]?[A-Za-z0-9]{4} ){2,7} (?: [ -]?[A-Za-z0-9]{1,3} )? (?!\w) )
        | (?<number> (?<![\w]) (?: \+ | \(\+? )? \d (?: [ .()/\u00A0\u2007\u202F\u2010-\u2015-]{0,3}\d ){5,22} (?!\w) )
        | (?<number> \d{7,} )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shapes();
}
