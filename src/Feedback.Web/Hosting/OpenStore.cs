using Feedback.Core.Storage;
using Feedback.Cosmos;
using Feedback.Sqlite;

namespace Feedback.Web.Hosting;

/// <summary>The store that the configuration chooses, open.</summary>
/// <param name="Documents">The store.</param>
/// <param name="Scrub">Scrubs its files.</param>
/// <param name="Engine">What is closed at the end.</param>
internal sealed record OpenStore(IDocumentStore Documents, IScrub Scrub, IAsyncDisposable Engine) : IAsyncDisposable
{
    /// <summary>Opens it.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="readOnly">For one that only reads, beside a running server. On Cosmos DB any number of processes read and write.</param>
    /// <exception cref="IOException">It cannot be opened or reached.</exception>
    /// <exception cref="InvalidDataException">It is not as it must be.</exception>
    public static async Task<OpenStore> OpenAsync(FeedbackOptions options, bool readOnly = false)
    {
        if (options.Cosmos is { } cosmos)
        {
            var account = await CosmosDocumentStore.OpenAsync(cosmos, TimeProvider.System);
            return new(account, account, account);
        }

        // An installation that has keys had data. To begin with an empty database would look as if all were well.
        var isGone = ProtectionKeys.AreIn(options.Data)
            ? $"{options.DatabasePath} is missing or empty, but {ProtectionKeys.FolderOf(options.Data)} holds the keys of an installation: its data is gone. "
                + "Restore a backup (docs/backup.md), or delete that folder to begin anew."
            : null;
        if (!readOnly && isGone is not null && new FileInfo(options.DatabasePath) is not { Exists: true, Length: > 0 })
            throw new IOException(isGone);
        var file = SqliteDocumentStore.Open(new() { Path = options.DatabasePath, ReadOnly = readOnly, NotEmptyBecause = isGone }, TimeProvider.System);
        return new(file, file, file);
    }

    /// <summary>The database itself, where it is a file here.</summary>
    public SqliteDocumentStore? File => Engine as SqliteDocumentStore;

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
