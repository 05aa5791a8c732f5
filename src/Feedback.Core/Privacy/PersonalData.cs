using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Feedback.Core.Records;

namespace Feedback.Core.Privacy;

/// <summary>
/// Hides what tells who a customer is or how to pay in their name, when a text is shown. By itself it knows email addresses, account numbers (IBAN) and card
/// numbers by their check digits and telephone numbers by the numbering plans; and since no list of plans is whole, it hides every other long number too, such
/// as that of a parcel, unless it plainly is something else (<see cref="HarmlessNumbers"/>). Names and street addresses only a language service can find, whose
/// <see cref="PersonalSpan"/>s are hidden as well.
/// </summary>
public static partial class PersonalData
{
    private const int ShortestNumber = 7;

    // A page shows one text in many stretches, each masked as what it is in the whole text: found once for as long as the text lives.
    private static readonly ConditionalWeakTable<string, Finding> FoundByRule = [];

    /// <summary>The countries by whose plans telephone numbers are known whatever a text's language is; set once, at the start.</summary>
    public static IReadOnlyList<string> Regions { get; set; } = PhoneRegions.Usual;

    /// <summary>The text with each such thing replaced by what it is, in square brackets.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="known">What a language service found in it; <c>null</c> for nothing. Stretches outside of the text are passed over.</param>
    /// <param name="language">The text's language, a BCP 47 tag; <c>null</c> when nobody knows.</param>
    public static string Mask(string text, IReadOnlyList<PersonalSpan>? known = null, string? language = null) =>
        Mask(text, new(0, text.Length), known, language);

    /// <summary>A stretch of the text, masked. Hidden is what would be hidden in the whole text, so that half a number is not shown for being half.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="stretch">Which part of it; what lies outside of the text is left out.</param>
    /// <param name="known">What a language service found in the whole text; <c>null</c> for nothing.</param>
    /// <param name="language">The text's language, a BCP 47 tag; <c>null</c> when nobody knows.</param>
    public static string Mask(string text, TextSpan stretch, IReadOnlyList<PersonalSpan>? known = null, string? language = null)
    {
        var shown = new StringBuilder();
        var part = Within(text, stretch);
        var at = part.Start;
        foreach (var (secret, mask) in Find(text, known, language).Where(entry => entry.Span.Overlaps(part)))
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
    /// <param name="language">The text's language, a BCP 47 tag; <c>null</c> when nobody knows.</param>
    public static IReadOnlyList<(TextSpan Span, string Mask)> Find(string text, IReadOnlyList<PersonalSpan>? known = null, string? language = null)
    {
        var found = (known ?? []).Select(entry => entry with { Span = Within(text, entry.Span) }).Where(entry => entry.Span.Length > 0)
            .Concat(FindByRule(text, language));
        return [.. Union(found.OrderBy(entry => entry.Span.Start)).Select(entry => (entry.Span, MaskOf(entry.Kind)))];
    }

    private static IReadOnlyList<PersonalSpan> FindByRule(string text, string? language)
    {
        if (FoundByRule.TryGetValue(text, out var known) && known.Language == language)
            return known.Spans;
        var folded = FoldedText.Of(text);
        PersonalSpan[] found = [.. FindIn(folded.Text, language).Select(entry => entry with { Span = folded.Unfold(entry.Span.Start, entry.Span.Length) })];
        FoundByRule.AddOrUpdate(text, new(language, found));
        return found;
    }

    private static List<PersonalSpan> FindIn(string text, string? language)
    {
        var harmless = HarmlessNumbers.In(text);
        var phones = PhoneNumberFinder.In(text, Regions, PhoneRegions.Of(language)).Where(phone => !harmless.Exists(other => Covers(other, phone))).ToList();
        var rest = text.ToCharArray();
        foreach (var span in harmless)
            rest.AsSpan(span.Start, span.Length).Clear();
        return
        [
            .. Of(Emails().Matches(text).Select(SpanOf), PersonalDataKind.Email),
            .. Of(CheckedNumbers.Ibans(text), PersonalDataKind.AccountNumber),
            // By chance a part of a long order number has the check digit of a card, one time in ten.
            .. Of(CheckedNumbers.Cards(text).Where(card => !harmless.Exists(other => HarmlessNumbers.IsLongOrder(text, other) && Covers(other, card))),
                PersonalDataKind.CardNumber),
            .. Of(phones, PersonalDataKind.PhoneNumber),
            .. LongNumbers().Matches(new string(rest)).Where(number => number.Value.Count(char.IsAsciiDigit) >= ShortestNumber).Select(SpanOf)
                .Select(span => new PersonalSpan(span, phones.Exists(span.Overlaps) ? PersonalDataKind.PhoneNumber : PersonalDataKind.Number)),
        ];

        static bool Covers(TextSpan whole, TextSpan part) => whole.Start <= part.Start && part.End <= whole.End;

        static TextSpan SpanOf(Match match) => new(match.Index, match.Length);

        static IEnumerable<PersonalSpan> Of(IEnumerable<TextSpan> spans, PersonalDataKind kind) => spans.Select(span => new PersonalSpan(span, kind));
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

    // Every repetition is bounded and starts only where a word does: the time is linear in the text. Where blanks or words stand for the signs, the last part
    // must look like a top-level domain.
    [GeneratedRegex(
        """
        (?<![\w.%+-]) (?: [\w.%+-] [\w.%+'-]{0,63} | " [^"\r\n]{1,64} " ) (?:
            @ [\w-]{1,63} (?: \.[\w-]{1,63} ){1,8}
            | [ \r\n]{0,3} (?: @ | [([{<] [ ]? (?: at | ät | @ ) [ ]? [)\]}>] ) [ \r\n]{0,3}
                (?: [\w-]{1,63} (?: [.] | [ ]?[([{<] [ ]? (?: dot | \. ) [ ]? [)\]}>][ ]? | [ ]dot[ ] | [ ][.][ ]? ) ){1,8} \p{L}{2,24}
            | [ \r\n]{0,3} @ [ \r\n]{0,3} [\w-]{1,63} [.][ ] (?: com | net | org ) \b
            | [ ]at[ ] [\w-]{1,63} (?: \.[\w-]{1,63} ){0,8} [ ] dot [ ] \p{L}{2,24}
        )
        | (?<![\w.%+-]) [\w.%+-]{1,64} _at_ (?: [\p{L}\d-]{1,63} (?: [.] | _dot_ ) ){1,8}
            (?: com | net | org | edu | gov | info | biz | io | me | co | eu | uk | us | de | at | ch | fr | be | nl | es | pt | it | pl | cz | se | no | dk | fi
                | ie | ru | ua | br | mx | in | jp | kr | cn | tw | au | nz | ca | tr ) (?![\p{L}\d])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Emails();

    [GeneratedRegex(@"(?: \+ | \(\+? )? \d (?: [ .()/_:·|*~-]{0,3}\d ){5,40} | \d{7,}",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex LongNumbers();

    private sealed record Finding(string? Language, IReadOnlyList<PersonalSpan> Spans);
}
