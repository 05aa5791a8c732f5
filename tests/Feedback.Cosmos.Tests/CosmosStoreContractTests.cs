using Feedback.Core.Storage;
using Feedback.Cosmos.Tests.Running;
using Feedback.StoreContract;

namespace Feedback.Cosmos.Tests;

public sealed class CosmosStoreContractTests : DocumentStoreContract
{
    private readonly string _database = CosmosServer.NewDatabase();

    protected override async Task<IDocumentStore> OpenAsync(TimeProvider time) =>
        await CosmosDocumentStore.OpenAsync((await CosmosServer.Shared).Options(_database), time);

    protected override async Task CloseAsync(IDocumentStore store) => await ((CosmosDocumentStore)store).DisposeAsync();

    /// <summary>The server has no disk, and ends with this process.</summary>
    protected override Task RemoveAsync() => Task.CompletedTask;
}
