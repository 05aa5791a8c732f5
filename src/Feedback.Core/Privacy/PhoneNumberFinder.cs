using System.Text.RegularExpressions;
using Feedback.Core.Records;
using PhoneNumbers;

namespace Feedback.Core.Privacy;

/// <summary>
/// Finds telephone numbers by the numbering plans of the world (libphonenumber): those with a country code wherever they are from, those without one as they
/// are written in the countries below.
/// </summary>
internal static partial class PhoneNumberFinder
{
    private const int FewestDigitsInOne = 10;

    /// <summary>How many stretches that turn out to be none are tried in one text for each country, and how many numbers are looked for, so that no text takes
    /// long. What is left is hidden as a long number.</summary>
    private const int MostTries = 10;
    private const int MostFound = 10;

    /// <summary>Nothing tells which country a text is from. With every country nearly every number would be a telephone number: Denmark's plan, which is not
    /// among these, takes any two years for one.</summary>
    private static readonly string[] Countries =
        ["US", "GB", "DE", "FR", "ES", "IT", "NL", "BE", "AT", "CH", "IE", "PT", "PL", "SE", "NO", "FI", "AU", "NZ", "IN", "JP", "BR", "MX"];

    /// <summary>Whose numbers are known without blanks or hyphens too; elsewhere nearly any digits are somebody's.</summary>
    private static readonly string[] WrittenInOne = ["US", "GB"];

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    /// <summary>Where they stand in a text; some may overlap.</summary>
    public static IReadOnlyList<TextSpan> In(string text) => !MayHoldOne().IsMatch(text) ? [] :
    [
        .. Countries.SelectMany(country => Plans.FindNumbers(text, country, PhoneNumberUtil.Leniency.STRICT_GROUPING, MostTries).Take(MostFound)
                .Where(match => IsWrittenLikeOne(match.RawString, country)))
            .Select(match => new TextSpan(match.Start, match.Length))
            .Distinct(),
    ];

    private static bool IsWrittenLikeOne(string number, string country) =>
        !number.All(char.IsDigit) || (number.Length >= FewestDigitsInOne && WrittenInOne.Contains(country));

    /// <summary>Seven digits with little between them. Most texts have none, and are done with here.</summary>
    [GeneratedRegex(@"\d(?:[^\p{L}\d]{0,4}\d){6}", RegexOptions.CultureInvariant)]
    private static partial Regex MayHoldOne();
}
