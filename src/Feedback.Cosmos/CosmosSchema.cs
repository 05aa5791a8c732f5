using System.Net;
using Feedback.Core.Storage;
using Microsoft.Azure.Cosmos;

namespace Feedback.Cosmos;

/// <summary>The containers as the store needs them: made where that is allowed, and checked.</summary>
/// <remarks>
/// Throughput is the infrastructure's business, and so are the containers themselves on Azure: an identity without a key may read and write documents but make
/// no containers.
/// </remarks>
internal static class CosmosSchema
{
    private const int EachItemItsOwn = -1;

    /// <summary>
    /// A container. Nothing of the bodies is indexed, for nothing asks for it: ranges go by id, which Cosmos DB indexes by itself, within a partition, whose
    /// key it does not index unless it is told when all else is excluded. Items expire by their own time to live.
    /// </summary>
    public static ContainerProperties Container(string name) => new(name, CosmosItem.PartitionKeyPath)
    {
        DefaultTimeToLive = EachItemItsOwn,
        IndexingPolicy = new()
        {
            IndexingMode = IndexingMode.Consistent,
            IncludedPaths = { new() { Path = $"{CosmosItem.PartitionKeyPath}/?" } },
            ExcludedPaths = { new() { Path = "/*" } },
        },
    };

    /// <summary>Makes the database and the containers that are missing, and checks those that are there.</summary>
    /// <exception cref="InvalidDataException">A container is not as the store needs it, or the account's consistency is too weak.</exception>
    public static async Task EnsureAsync(CosmosClient client, string database, CancellationToken cancellationToken)
    {
        VerifyConsistency(await client.ReadAccountAsync());
        await Task.WhenAll(Containers.All.Select(name => EnsureAsync(client, database, name, cancellationToken)));
    }

    private static async Task EnsureAsync(CosmosClient client, string database, string name, CancellationToken cancellationToken)
    {
        ContainerProperties properties;
        try
        {
            properties = await client.GetContainer(database, name).ReadContainerAsync(cancellationToken: cancellationToken);
        }
        catch (CosmosException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            Database made = await client.CreateDatabaseIfNotExistsAsync(database, cancellationToken: cancellationToken);
            properties = await made.CreateContainerIfNotExistsAsync(Container(name), cancellationToken: cancellationToken);
        }

        if (properties.PartitionKeyPath != CosmosItem.PartitionKeyPath)
            throw new InvalidDataException(
                $"The container {database}/{name} has the partition key {properties.PartitionKeyPath}; it must be {CosmosItem.PartitionKeyPath}.");
        if (properties.DefaultTimeToLive != EachItemItsOwn)
            throw new InvalidDataException(
                $"The container {database}/{name} must have the default time to live {EachItemItsOwn}: on, with no expiry unless a document sets one.");
    }

    /// <summary>A fold is written under the ETag that was read before its facts; with less than session consistency the facts could be read from an older
    /// replica than the fold.</summary>
    private static void VerifyConsistency(AccountProperties account)
    {
        var level = account.Consistency.DefaultConsistencyLevel;
        if (level is ConsistencyLevel.Eventual or ConsistencyLevel.ConsistentPrefix)
            throw new InvalidDataException($"The account's default consistency is {level}; it must be Session or stronger.");
    }
}
