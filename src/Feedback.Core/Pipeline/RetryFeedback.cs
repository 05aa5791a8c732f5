using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>Has failed feedback analysed again.</summary>
public sealed class RetryFeedback(IDocumentStore store)
{
    /// <summary>Receives a failed feedback once more; the pipeline does the rest.</summary>
    /// <returns>Why it is not done; <c>null</c> when it is.</returns>
    public async Task<Refusal?> RunAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await store.FindFeedbackAsync(id, cancellationToken) is not { } found)
            return Refusal.NotFound("There is no feedback with this id.");
        if (found.Record.State != FeedbackState.Failed)
            return Refusal.Conflict("Only feedback in the state failed can be retried.");
        if (found.Record.ErasedAt is not null)
            return Refusal.Conflict("The customer was erased: there is nothing left to analyse.");
        var record = found.Record with { State = FeedbackState.Received, Reason = null };
        return await store.ChangeAnalysisAsync(found, record, cancellationToken) is not null ? null
            : Refusal.Conflict("The feedback was changed at the same time.");
    }
}
