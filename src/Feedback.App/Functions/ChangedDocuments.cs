using System.Text.Json;
using Feedback.Core.Storage;
using Feedback.Cosmos;

namespace Feedback.App.Functions;

/// <summary>The documents that a Cosmos DB trigger says have changed.</summary>
/// <remarks>
/// The host reads them by a serialiser that writes times anew, and a customer's words that look like one with them, so only where they stand and their version
/// is taken from it; the documents themselves are read from the store. The host's session is not ours: a replica that has not come as far as the trigger is
/// asked again.
/// </remarks>
internal sealed class ChangedDocuments(IDocumentStore store, TimeProvider time, ILogger<ChangedDocuments> logger)
{
    private const int Attempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Where they stand and in which version, without bodies.</summary>
    public IReadOnlyList<Document> Named(IReadOnlyList<JsonElement> items) => [.. Given(items).Select(document => document with { Body = default })];

    /// <summary>The documents as the host gives them: to be trusted for words and numbers of ours, but for no time and no text.</summary>
    public IReadOnlyList<Document> Given(IReadOnlyList<JsonElement> items)
    {
        var given = new List<Document>(items.Count);
        foreach (var item in items)
        {
            try
            {
                if (CosmosItem.Read(item, time.GetUtcNow()) is { } document)
                    given.Add(document);
            }
            catch (InvalidDataException exception)
            {
                // Somebody else wrote it; it must not stop those behind it.
                logger.LogError(exception, "A changed item cannot be read and is skipped");
            }
        }

        return given;
    }

    /// <summary>Reads them, in the version that the trigger has seen or a newer one, which the trigger will bring as well.</summary>
    public Task<IReadOnlyList<Document>> ReadAsync(string container, IReadOnlyList<JsonElement> items, CancellationToken cancellationToken) =>
        ReadAsync(container, Named(items), cancellationToken);

    /// <summary>The same of some that the host gave.</summary>
    public async Task<IReadOnlyList<Document>> ReadAsync(string container, IReadOnlyList<Document> given, CancellationToken cancellationToken)
    {
        var wanted = given.GroupBy(document => document.Key).ToDictionary(versions => versions.Key, versions => versions.Last().ETag);
        var read = new Dictionary<DocumentKey, Document>();
        for (var attempt = 1; ; attempt++)
        {
            var missing = wanted.Where(entry => read.GetValueOrDefault(entry.Key)?.ETag != entry.Value).Select(entry => entry.Key).ToList();
            if (missing.Count > 0)
            {
                foreach (var document in await store.GetManyAsync(container, missing, cancellationToken))
                    read[document.Key] = document;
            }

            // A version that stays another is a newer one, or the document is gone.
            if (attempt == Attempts || wanted.All(entry => read.GetValueOrDefault(entry.Key)?.ETag == entry.Value))
                return [.. read.Values];
            await Task.Delay(FirstPause * (1 << attempt), time, cancellationToken);
        }
    }
}
