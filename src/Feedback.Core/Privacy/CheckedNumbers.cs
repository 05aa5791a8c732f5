using System.Text.RegularExpressions;
using Feedback.Core.Records;

namespace Feedback.Core.Privacy;

/// <summary>Finds the numbers of cards and of accounts (IBAN): those whose check digits are right, however they are grouped and whatever stands between the
/// groups.</summary>
internal static partial class CheckedNumbers
{
    private const int ShortestCard = 13;
    private const int LongestCard = 19;
    private const int ShortestIban = 15;
    private const int LongestIban = 34;
    private const int FewestDigitsInIban = 10;
    private const int FewestDigitsInGroup = 3;

    /// <summary>Card numbers in a folded text: some groups of digits of which each but the last has three or more. Other digits may stand before and behind,
    /// such as when the card expires.</summary>
    public static IEnumerable<TextSpan> Cards(string text)
    {
        foreach (var run in DigitGroups().Matches(text).Select(run => run.Groups["group"].Captures))
        {
            for (var first = 0; first < run.Count; first++)
            {
                if (CardFrom(run, first) is not { } last)
                    continue;
                yield return new(run[first].Index, run[last].Index + run[last].Length - run[first].Index);
                first = last;
            }
        }
    }

    /// <summary>Account numbers in a folded text.</summary>
    public static IEnumerable<TextSpan> Ibans(string text)
    {
        foreach (Match candidate in IbanShape().Matches(text))
        {
            var signs = candidate.Groups["sign"].Captures;
            for (var count = Math.Min(signs.Count, LongestIban); count >= ShortestIban; count--)
            {
                var end = signs[count - 1].Index + 1;
                if ((end < text.Length && char.IsAsciiLetterOrDigit(text[end])) || EndsInWord(text.AsSpan(candidate.Index, end - candidate.Index))
                    || !IsIban([.. signs.Take(count).Select(sign => sign.ValueSpan[0])]))
                    continue;
                yield return new(candidate.Index, end - candidate.Index);
                break;
            }
        }
    }

    /// <summary>Whether the last group has no digit: then it is the text's next word.</summary>
    private static bool EndsInWord(ReadOnlySpan<char> iban)
    {
        var group = iban.LastIndexOfAnyExceptInRange('0', 'z') + 1;
        return group > 0 && !iban[group..].ContainsAnyInRange('0', '9');
    }

    /// <summary>The last group of the card number that begins with a group; <c>null</c> when none does.</summary>
    private static int? CardFrom(CaptureCollection groups, int first)
    {
        // Of payment cards; 1, 7, 8 and 9 are other industries' (ISO/IEC 7812-1).
        if (groups[first].ValueSpan[0] is < '2' or > '6')
            return null;
        var digits = "";
        int? last = null;
        for (var n = first; n < groups.Count && digits.Length + groups[n].Length <= LongestCard; n++)
        {
            digits += groups[n].Value;
            if (digits.Length >= ShortestCard && HasCheckDigit(digits))
                last = n;
            if (groups[n].Length < FewestDigitsInGroup)
                break;
        }

        return last;
    }

    /// <summary>Whether the last digit follows from the others as it does on every card (ISO/IEC 7812-1, Luhn).</summary>
    private static bool HasCheckDigit(string number)
    {
        var sum = 0;
        for (var n = 0; n < number.Length; n++)
        {
            var digit = (number[^(n + 1)] - '0') * (1 + (n % 2));
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>Whether the check digits are right (ISO 7064, modulus 97).</summary>
    private static bool IsIban(char[] signs)
    {
        var rest = 0;
        foreach (var sign in signs.Skip(4).Concat(signs.Take(4)))
            rest = char.IsAsciiDigit(sign) ? ((rest * 10) + sign - '0') % 97 : ((rest * 100) + char.ToUpperInvariant(sign) - 'A' + 10) % 97;
        return rest == 1 && signs.Count(char.IsAsciiDigit) >= FewestDigitsInIban;
    }

    [GeneratedRegex(@"(?<group>[0-9]+)(?:[ \r\n_:.,/|*·-]{1,3}(?<group>[0-9]+))*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DigitGroups();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<sign>[A-Za-z]){2}(?:[ \r\n_:.,/·-]{0,3}(?<sign>[0-9])){2}(?:[ \r\n_:.,/·-]{0,3}(?<sign>[A-Za-z0-9])){11,30}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex IbanShape();
}
