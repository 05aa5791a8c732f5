namespace Feedback.Azure.Language;

/// <summary>The names that languages have with the service, and with us (BCP 47).</summary>
/// <remarks>https://learn.microsoft.com/azure/ai-services/language-service/sentiment-opinion-mining/language-support,
/// …/personally-identifiable-information/language-support and …/language-detection/language-support.</remarks>
internal static class LanguageCode
{
    public const string Undetermined = "und";

    private const string Unknown = "(Unknown)";

    /// <summary>What the analysis of sentiment and the recognition of personal data call a language: it knows no regions but where they differ in writing.
    /// <c>null</c> lets the service take the text for English.</summary>
    public static string? ForAnalysis(string language)
    {
        var subtags = language.Split('-', '_');
        return subtags[0].ToLowerInvariant() switch
        {
            Undetermined => null,
            "zh" => Has("Hant", "TW", "HK", "MO") ? "zh-hant" : "zh-hans",
            "pt" => Has("BR") ? "pt-BR" : "pt-PT",
            "nb" or "nn" => "no",
            var primary => primary,
        };

        bool Has(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (subtags.Contains(name, StringComparer.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }
    }

    /// <summary>The BCP 47 name of a detected language.</summary>
    public static string OfDetected(string name) => name switch
    {
        Unknown or "" => Undetermined,
        "zh_chs" => "zh-Hans",
        "zh_cht" => "zh-Hant",
        _ => name.Replace('_', '-'),
    };
}
