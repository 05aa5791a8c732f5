using Feedback.Azure.Language;

namespace Feedback.Web.Hosting;

/// <summary>The part of the configuration that chooses the analysis of texts: <c>Feedback:Language</c>, and the keys that say where Azure AI Language
/// is.</summary>
/// <param name="Azure">The resource; <c>null</c> for the built-in analysis.</param>
/// <param name="Embedding">What compares the meaning of opinions with that of themes.</param>
/// <param name="FallsBack">Whether the built-in analysis stands in while the service is down; otherwise texts wait.</param>
internal sealed record LanguageOptions(AzureLanguageOptions? Azure, bool FallsBack, EmbeddingChoice Embedding)
{
    private const string Language = nameof(Language);
    private const string LanguageEndpoint = nameof(LanguageEndpoint);
    private const string LanguageKey = nameof(LanguageKey);
    private const string LanguageFallback = nameof(LanguageFallback);
    private const string LanguagePiiDetection = nameof(LanguagePiiDetection);
    private const string LanguageModel = nameof(LanguageModel);
    private const string BuiltIn = "built-in";
    private const string OnAzure = "azure";

    public static IReadOnlyList<string> Keys { get; } = [Language, LanguageEndpoint, LanguageKey, LanguageFallback, LanguagePiiDetection, LanguageModel];

    /// <summary>Reads them.</summary>
    /// <param name="section">The configuration; takes what is wrong.</param>
    public static LanguageOptions Read(OptionSection section)
    {
        var embedding = section.OneOf(LanguageModel, "static", "minilm") == "minilm" ? EmbeddingChoice.MiniLm : EmbeddingChoice.Static;
        if (embedding == EmbeddingChoice.MiniLm && !TextEmbeddings.HasMiniLm)
            section.Fault(LanguageModel, "is minilm, but this program was built without the model: build it with -p:LanguageModel=minilm");
        var usual = new LanguageOptions(null, false, embedding);
        var language = section.OneOf(Language, BuiltIn, OnAzure);
        if (language != OnAzure)
        {
            // A service that is named and not used would be noticed late.
            if (language is not null && Keys.FirstOrDefault(key => key is not (Language or LanguageModel) && section.Text(key) is not null) is { } unused)
                section.Fault(unused, $"is set, but {OptionSection.Name(Language)} is not {OnAzure}");
            return usual;
        }

        var fallback = section.OneOf(LanguageFallback, "wait", BuiltIn);
        var personal = section.OneOf(LanguagePiiDetection, OnAzure, BuiltIn);
        var key = section.Text(LanguageKey);
        if (key?.Any(c => c is <= ' ' or > '~') == true)
            section.Fault(LanguageKey, "must be a key of the resource; leave it out to use the identity that the program runs as");
        if (section.Text(LanguageEndpoint) is null)
            section.Fault(LanguageEndpoint, $"is required when {OptionSection.Name(Language)} is {OnAzure}: https://NAME.cognitiveservices.azure.com/");
        if (section.Address(LanguageEndpoint) is not { } endpoint)
            return usual;
        if (key is null && endpoint.Scheme != Uri.UriSchemeHttps)
            section.Fault(LanguageEndpoint,
                $"must be an https address when {OptionSection.Name(LanguageKey)} is not set: a token must not be sent unencrypted");
        if (endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
            section.Fault(LanguageEndpoint, "must not have a query or a fragment");
        return new(new() { Endpoint = endpoint, Key = key, FindPersonalData = personal == OnAzure }, fallback == BuiltIn, embedding);
    }
}
