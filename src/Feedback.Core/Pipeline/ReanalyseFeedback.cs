using Feedback.Core.Language;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>
/// Has all feedback analysed again for which an analysis stood in. Only the records are changed, each under its ETag: they are received once more, and the
/// pipeline does the rest. Until then they count as the stand-in understood them.
/// </summary>
public sealed class ReanalyseFeedback(IDocumentStore store)
{
    /// <summary>Goes through all records, a page at a time.</summary>
    /// <param name="cancellationToken">Stops between two pages; what is done stays done.</param>
    /// <returns>How many records are to be analysed again.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken = default)
    {
        // While the service is still down, what is received once more comes by again with the same mark: once is enough.
        var done = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var page in store.AllChangesAsync(Containers.Feedback, cancellationToken: cancellationToken))
        {
            var received = await Task.WhenAll(page.Where(document => !done.Contains(document.Key.Id))
                .Select(async document => (document.Key.Id, Written: await ReceiveAsync(document))));
            done.UnionWith(received.Where(record => record.Written).Select(record => record.Id));
        }

        return done.Count;
    }

    private async Task<bool> ReceiveAsync(Document document)
    {
        var record = Json.Read(document, RecordsJson.Default.FeedbackRecord);
        if (record is not { State: FeedbackState.Mapped, ErasedAt: null, Analysis.By: var by } || !FallbackAnalysis.IsFallback(by))
            return false;
        var body = Json.Serialize(record with { State = FeedbackState.Received }, RecordsJson.Default.FeedbackRecord);
        return (await store.ReplaceAsync(Containers.Feedback, new(document.Key, body), document.ETag)).Written;
    }
}
