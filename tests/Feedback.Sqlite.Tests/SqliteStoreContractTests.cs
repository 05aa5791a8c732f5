using Feedback.Core.Storage;
using Feedback.StoreContract;

namespace Feedback.Sqlite.Tests;

public class SqliteStoreContractTests : DocumentStoreContract
{
    private protected TemporaryFolder Folder { get; private set; } = new();

    private protected virtual SqliteStoreOptions Options => new() { Path = Folder.File("store.db") };

    protected override Task<IDocumentStore> OpenAsync(TimeProvider time) => Task.FromResult<IDocumentStore>(SqliteDocumentStore.Open(Options, time));

    protected override async Task CloseAsync(IDocumentStore store) => await ((SqliteDocumentStore)store).DisposeAsync();

    protected override Task RemoveAsync()
    {
        Folder.Delete();
        return Task.CompletedTask;
    }

    private protected void MoveTo(TemporaryFolder folder)
    {
        Folder.Delete();
        Folder = folder;
    }
}

/// <summary>The contract while what was written moves into the tables all the time: every read joins them with what is not there yet.</summary>
public sealed class ShortSegmentsContractTests : SqliteStoreContractTests
{
    private protected override SqliteStoreOptions Options => base.Options with { SegmentBytes = 6_000 };
}

/// <summary>The contract when no store is ever closed in order: every opening reads the log.</summary>
public sealed class ReplayContractTests : SqliteStoreContractTests
{
    protected override async Task CloseAsync(IDocumentStore store)
    {
        // The files as a power cut would leave them now.
        var left = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Folder.File("store.db"))!)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(file, left.File(Path.GetFileName(file)));
        await base.CloseAsync(store);
        MoveTo(left);
    }
}
