using Feedback.Cosmos;

namespace Feedback.Web.Hosting;

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
    /// <param name="section">The configuration; takes what is wrong.</param>
    public static CosmosStoreOptions? Read(OptionSection section)
    {
        var store = section.OneOf(Store, "sqlite", "cosmos");
        if (store != "cosmos")
        {
            // An account that is named and not used would be noticed when the data is missed.
            if (store == "sqlite" && Keys.FirstOrDefault(key => key != Store && section.Text(key) is not null) is { } unused)
                section.Fault(unused, $"is set, but {OptionSection.Name(Store)} is not cosmos");
            return null;
        }

        if (section.Text(CosmosEndpoint) is null)
            section.Fault(CosmosEndpoint, $"is required when {OptionSection.Name(Store)} is cosmos: https://ACCOUNT.documents.azure.com/");
        var endpoint = section.Address(CosmosEndpoint);
        var connection = section.OneOf(CosmosConnection, "direct", "gateway");
        var bulk = section.OneOf(CosmosBulk, "false", "true");
        if (section.Text(CosmosKey) is { } key && !Convert.TryFromBase64String(key, new byte[key.Length], out _))
            section.Fault(CosmosKey, "must be a key of the account, in base64; leave it out to use the identity that the program runs as");
        var database = section.Text(CosmosDatabase) ?? "feedback";
        if (database.Length > 255 || database.IndexOfAny(['/', '\\', '?', '#']) >= 0)
            section.Fault(CosmosDatabase, "must be the name of a database: at most 255 characters, none of them / \\ ? #");
        return endpoint is null ? null : new()
        {
            Endpoint = endpoint,
            Database = database,
            Key = section.Text(CosmosKey),
            Connection = connection == "gateway" ? Feedback.Cosmos.CosmosConnection.Gateway : Feedback.Cosmos.CosmosConnection.Direct,
            Bulk = bulk == "true",
        };
    }
}
