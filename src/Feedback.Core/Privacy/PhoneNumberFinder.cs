using System.Text.RegularExpressions;
using Feedback.Core.Records;
using PhoneNumbers;

namespace Feedback.Core.Privacy;

/// <summary>
/// Finds telephone numbers by the numbering plans of the world (libphonenumber): those with a country code wherever they are from, those without one as they
/// are written in the countries that are looked at.
/// </summary>
internal static partial class PhoneNumberFinder
{
    private const int FewestDigitsInOne = 10;

    /// <summary>How many stretches that turn out to be none are tried in one text for each country, and how many numbers are looked for, so that no text takes
    /// long. What is left is hidden as a long number.</summary>
    private const int MostTries = 10;
    private const int MostFound = 10;

    /// <summary>Whose numbers are known without blanks or hyphens too, beside those of the text's language; elsewhere nearly any digits are
    /// somebody's.</summary>
    private static readonly string[] WrittenInOne = ["US", "GB"];

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    /// <summary>Where they stand in a folded text; some may overlap.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="usual">The countries that are looked at whatever the language is.</param>
    /// <param name="spoken">Those in which the text's language is spoken.</param>
    public static IReadOnlyList<TextSpan> In(string text, IReadOnlyList<string> usual, IReadOnlyList<string> spoken)
    {
        if (!MayHoldOne().IsMatch(text))
            return [];
        // What the library does not take for a separator.
        var plain = Between().Replace(text, "-");
        return
        [
            .. usual.Union(spoken).SelectMany(country => Plans.FindNumbers(plain, country, PhoneNumberUtil.Leniency.STRICT_GROUPING, MostTries)
                    .Take(MostFound).Where(match => IsWrittenLikeOne(match.RawString, WrittenInOne.Contains(country) || spoken.Contains(country))))
                .Select(match => new TextSpan(match.Start, match.Length))
                .Distinct(),
        ];
    }

    private static bool IsWrittenLikeOne(string number, bool mayBeInOne) => !number.All(char.IsDigit) || (number.Length >= FewestDigitsInOne && mayBeInOne);

    /// <summary>Seven digits with little between them. Most texts have none, and are done with here.</summary>
    [GeneratedRegex(@"\d(?:[^\p{L}\d]{0,4}\d){6}", RegexOptions.CultureInvariant)]
    private static partial Regex MayHoldOne();

    [GeneratedRegex(@"(?<=\d)[_·|*\r\n](?=\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
