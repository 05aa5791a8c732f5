using Feedback.Core.Storage;
using Feedback.StoreContract;

namespace Feedback.Core.Tests.Storage;

public sealed class DictionaryStoreContractTests : DocumentStoreContract
{
    private IDocumentStore? _store;

    protected override Task<IDocumentStore> OpenAsync(TimeProvider time) => Task.FromResult(_store ??= new DictionaryStore(time));

    protected override Task CloseAsync(IDocumentStore store) => Task.CompletedTask;

    protected override Task RemoveAsync() => Task.CompletedTask;
}
