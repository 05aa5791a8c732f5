using Feedback.Core.Storage;
using Feedback.StoreContract;

namespace Feedback.Sqlite.Tests;

public sealed class SqliteStoreContractTests : DocumentStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<IDocumentStore> OpenAsync(TimeProvider time) =>
        Task.FromResult<IDocumentStore>(SqliteDocumentStore.Open(new SqliteStoreOptions { Path = _folder.File("store.db") }, time));

    protected override async Task CloseAsync(IDocumentStore store) => await ((SqliteDocumentStore)store).DisposeAsync();

    protected override Task RemoveAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }
}
