using Azure.Core;

namespace Feedback.Azure.Language;

/// <summary>Which Azure AI Language resource analyses texts, and how it is reached.</summary>
public sealed record AzureLanguageOptions
{
    /// <summary>The resource's endpoint, <c>https://NAME.cognitiveservices.azure.com/</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>One of the resource's keys; <c>null</c> for <see cref="Credential"/>.</summary>
    public string? Key { get; init; }

    /// <summary>Who the program is, where no key is given; <c>null</c> for what DefaultAzureCredential finds. It needs the role Cognitive Services Language
    /// Reader, and https.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>Whether the service looks for personal data as well: one more billed text record a text.</summary>
    public bool FindPersonalData { get; init; } = true;

    /// <summary>How long one request may take before it is tried again.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a request that failed in passing is sent again before the service counts as unavailable.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>The pause before the first retry; each further one is twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>A service that asks to wait longer than this is not waited for: the caller is told how long it asked for.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(10);
}
