using Feedback.Core.Language;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>
/// Has all feedback analysed again for which an analysis stood in. Only what was understood is changed, each under its ETag: it is received once more, and the
/// pipeline does the rest. Until then it counts as the stand-in understood it.
/// </summary>
public sealed class ReanalyseFeedback(IDocumentStore store)
{
    /// <summary>Goes through all records, a page at a time.</summary>
    /// <param name="cancellationToken">Stops between two pages; what is done stays done.</param>
    /// <returns>How many records are to be analysed again.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken = default)
    {
        var count = 0L;
        await foreach (var page in store.AllFeedbackAsync(cancellationToken))
        {
            var received = await Task.WhenAll(page.Select(ReceiveAsync));
            count += received.Count(written => written);
        }

        return count;
    }

    private async Task<bool> ReceiveAsync(StoredFeedback stored) =>
        stored.Record is { State: FeedbackState.Mapped, ErasedAt: null, Analysis.By: var by } record && FallbackAnalysis.IsFallback(by)
        && await store.ChangeAnalysisAsync(stored, record with { State = FeedbackState.Received }) is not null;
}
