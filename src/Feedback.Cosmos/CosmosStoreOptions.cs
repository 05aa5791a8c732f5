using Azure.Core;

namespace Feedback.Cosmos;

/// <summary>Which Cosmos DB account the store is, and how it is reached.</summary>
public sealed record CosmosStoreOptions
{
    /// <summary>The account's endpoint, <c>https://ACCOUNT.documents.azure.com/</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The database.</summary>
    public string Database { get; init; } = "feedback";

    /// <summary>One of the account's keys; <c>null</c> for <see cref="Credential"/>.</summary>
    public string? Key { get; init; }

    /// <summary>Who the program is, where no key is given; <c>null</c> for what <see cref="Azure.Identity.DefaultAzureCredential"/> finds.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>How the data is reached.</summary>
    public CosmosConnection Connection { get; init; } = CosmosConnection.Direct;

    /// <summary>
    /// Sends writes in groups. It serves loading much at once; a single write waits for its group (up to a tenth of a second), so a program that answers
    /// requests leaves it off. Saves no request units.
    /// </summary>
    public bool Bulk { get; init; }

    /// <summary>What the account's logs show of who asks.</summary>
    public string ApplicationName { get; init; } = "Feedback";

    /// <summary>How long a throttled request is tried again (at most nine times, each after the time that the service names) before the store counts as
    /// unavailable.</summary>
    public TimeSpan LongestThrottle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one request may take, with all that the SDK tries again, before the store counts as unavailable.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Makes the HTTP client; <c>null</c> for the SDK's own.</summary>
    public Func<HttpClient>? HttpClient { get; init; }
}

/// <summary>How the data is reached.</summary>
public enum CosmosConnection
{
    /// <summary>By TCP, from the replicas themselves: fastest, and the default on Azure.</summary>
    Direct,

    /// <summary>By HTTPS through the gateway: where a firewall lets nothing else through, and for emulators.</summary>
    Gateway,
}
