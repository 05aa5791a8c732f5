using PhoneNumbers;

namespace Feedback.Core.Privacy;

/// <summary>The countries by whose numbering plans telephone numbers without a country code are known.</summary>
public static class PhoneRegions
{
    private static readonly HashSet<string> Supported = PhoneNumberUtil.GetInstance().GetSupportedRegions();

    /// <summary>Nothing but its language tells which country a text is from. With every country nearly every number would be a telephone number: Denmark's plan
    /// takes any two years for one, so it is looked at where the language is Danish.</summary>
    private static readonly Dictionary<string, string[]> Spoken = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ar"] = ["SA", "AE", "EG", "MA"],
        ["bg"] = ["BG"],
        ["cs"] = ["CZ"],
        ["da"] = ["DK"],
        ["de"] = ["DE", "AT", "CH"],
        ["el"] = ["GR"],
        ["en"] = ["US", "GB", "IE", "AU", "NZ", "IN"],
        ["es"] = ["ES", "MX", "AR", "CO", "CL", "PE"],
        ["fi"] = ["FI"],
        ["fr"] = ["FR", "BE", "CH"],
        ["he"] = ["IL"],
        ["hi"] = ["IN"],
        ["hu"] = ["HU"],
        ["id"] = ["ID"],
        ["it"] = ["IT", "CH"],
        ["ja"] = ["JP"],
        ["ko"] = ["KR"],
        ["nb"] = ["NO"],
        ["nl"] = ["NL", "BE"],
        ["no"] = ["NO"],
        ["pl"] = ["PL"],
        ["pt"] = ["PT", "BR"],
        ["ro"] = ["RO"],
        ["ru"] = ["RU", "KZ"],
        ["sv"] = ["SE", "FI"],
        ["th"] = ["TH"],
        ["tr"] = ["TR"],
        ["uk"] = ["UA"],
        ["vi"] = ["VN"],
        ["zh"] = ["CN", "TW", "HK", "SG"],
    };

    /// <summary>Those that are looked at for every text unless others are set.</summary>
    public static IReadOnlyList<string> Usual { get; } =
        ["US", "GB", "DE", "FR", "ES", "IT", "NL", "BE", "AT", "CH", "IE", "PT", "PL", "SE", "NO", "FI", "AU", "NZ", "IN", "JP", "BR", "MX"];

    /// <summary>Whether a country has a numbering plan, by its ISO 3166 code.</summary>
    public static bool Exists(string region) => Supported.Contains(region);

    /// <summary>Those in which a language is spoken, by its BCP 47 tag: the tag's own region alone, where it has one.</summary>
    internal static IReadOnlyList<string> Of(string? language)
    {
        var parts = (language ?? "").Split('-');
        return parts.Skip(1).Select(part => part.ToUpperInvariant()).FirstOrDefault(Exists) is { } region ? [region]
            : Spoken.GetValueOrDefault(parts[0], []);
    }
}
