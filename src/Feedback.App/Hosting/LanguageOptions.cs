using Feedback.Azure.Language;

namespace Feedback.App.Hosting;

/// <summary>The part of the configuration that chooses the analysis of texts: <c>Feedback:Language</c>, and the keys that say where Azure AI Language is.</summary>
/// <param name="Azure">The resource; <c>null</c> for the built-in analysis.</param>
/// <param name="FallsBack">Whether the built-in analysis stands in while the service is down; otherwise texts wait.</param>
internal sealed record LanguageOptions(AzureLanguageOptions? Azure, bool FallsBack)
{
    private const string Language = nameof(Language);
    private const string LanguageEndpoint = nameof(LanguageEndpoint);
    private const string LanguageKey = nameof(LanguageKey);
    private const string LanguageFallback = nameof(LanguageFallback);
    private const string LanguagePersonalData = nameof(LanguagePersonalData);
    private const string BuiltIn = "built-in";
    private const string OnAzure = "azure";

    private static readonly LanguageOptions Usual = new(null, false);

    public static IReadOnlyList<string> Keys { get; } = [Language, LanguageEndpoint, LanguageKey, LanguageFallback, LanguagePersonalData];

    /// <summary>Reads them.</summary>
    /// <param name="text">The value of a key; <c>null</c> when it is not set.</param>
    /// <param name="address">The http or https address under a key.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static LanguageOptions Read(Func<string, string?> text, Func<string, Uri?> address, List<string> faults)
    {
        var language = OneOf(Language, BuiltIn, OnAzure);
        if (language != OnAzure)
        {
            // A service that is named and not used would be noticed late.
            if (language is not null && Keys.FirstOrDefault(key => key != Language && text(key) is not null) is { } unused)
                Fault(unused, $"is set, but {Name(Language)} is not {OnAzure}");
            return Usual;
        }

        var fallback = OneOf(LanguageFallback, "wait", BuiltIn);
        var personal = OneOf(LanguagePersonalData, OnAzure, BuiltIn);
        var key = text(LanguageKey);
        if (key?.Any(c => c is <= ' ' or > '~') == true)
            Fault(LanguageKey, "must be a key of the resource; leave it out to sign in as the identity that the program runs as");
        if (text(LanguageEndpoint) is null)
            Fault(LanguageEndpoint, $"is required where {Name(Language)} is {OnAzure}: https://NAME.cognitiveservices.azure.com/");
        if (address(LanguageEndpoint) is not { } endpoint)
            return Usual;
        if (key is null && endpoint.Scheme != Uri.UriSchemeHttps)
            Fault(LanguageEndpoint, $"must be an https address where {Name(LanguageKey)} is not set: an identity's token is not sent for anyone to read");
        if (endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
            Fault(LanguageEndpoint, "must have neither a query nor a fragment");
        return new(new() { Endpoint = endpoint, Key = key, FindPersonalData = personal == OnAzure }, fallback == BuiltIn);

        string? OneOf(string option, string usual, string other)
        {
            var value = text(option)?.ToLowerInvariant() ?? usual;
            if (value == usual || value == other)
                return value;
            Fault(option, $"must be {usual} or {other}");
            return null;
        }

        void Fault(string option, string fault) => faults.Add($"{Name(option)} {fault}");
    }

    private static string Name(string key) => $"{FeedbackOptions.Section}:{key}";
}
