using Feedback.Cosmos;

namespace Feedback.App.Hosting;

/// <summary>The part of the configuration that chooses the store: <c>Feedback:Store</c> and the keys that say where Cosmos DB is.</summary>
internal static class CosmosOptions
{
    private const string Store = nameof(Store);
    private const string CosmosEndpoint = nameof(CosmosEndpoint);
    private const string CosmosDatabase = nameof(CosmosDatabase);
    private const string CosmosKey = nameof(CosmosKey);
    private const string CosmosConnection = nameof(CosmosConnection);
    private const string CosmosBulk = nameof(CosmosBulk);

    public static IReadOnlyList<string> Keys { get; } = [Store, CosmosEndpoint, CosmosDatabase, CosmosKey, CosmosConnection, CosmosBulk];

    /// <summary>Reads them; <c>null</c> when the store is the embedded one, or something is wrong.</summary>
    /// <param name="text">The value of a key; <c>null</c> when it is not set.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static CosmosStoreOptions? Read(Func<string, string?> text, List<string> faults)
    {
        var store = OneOf(Store, "sqlite", "cosmos");
        if (store != "cosmos")
        {
            // An account that is named and not used would be noticed when the data is missed.
            if (store == "sqlite" && Keys.FirstOrDefault(key => key != Store && text(key) is not null) is { } unused)
                Fault(unused, $"is set, but {Name(Store)} is not cosmos");
            return null;
        }

        var endpoint = Endpoint();
        var connection = OneOf(CosmosConnection, "direct", "gateway");
        var bulk = OneOf(CosmosBulk, "false", "true");
        if (text(CosmosKey) is { } key && !Convert.TryFromBase64String(key, new byte[key.Length], out _))
            Fault(CosmosKey, "must be a key of the account, in base 64; leave it out to sign in as the identity that the program runs as");
        var database = text(CosmosDatabase) ?? "feedback";
        if (database.Length > 255 || database.IndexOfAny(['/', '\\', '?', '#']) >= 0)
            Fault(CosmosDatabase, "must be the name of a database: at most 255 characters, none of / \\ ? #");
        return endpoint is null ? null : new()
        {
            Endpoint = endpoint,
            Database = database,
            Key = text(CosmosKey),
            Connection = connection == "gateway" ? Feedback.Cosmos.CosmosConnection.Gateway : Feedback.Cosmos.CosmosConnection.Direct,
            Bulk = bulk == "true",
        };

        Uri? Endpoint()
        {
            if (text(CosmosEndpoint) is not { } address)
                Fault(CosmosEndpoint, $"is required where {Name(Store)} is cosmos: https://ACCOUNT.documents.azure.com/");
            else if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
                return uri;
            else
                Fault(CosmosEndpoint, "must be an http or https address");
            return null;
        }

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
