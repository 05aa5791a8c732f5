using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>Has failed feedback analysed again.</summary>
public sealed class RetryFeedback(IDocumentStore store)
{
    /// <summary>Receives a failed feedback once more; the pipeline does the rest.</summary>
    public async Task<RetryResult> RunAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await store.FindFeedbackAsync(id, cancellationToken) is not { } found)
            return RetryResult.NotFound;
        if (found.Record.State != FeedbackState.Failed)
            return RetryResult.NotFailed;
        if (found.Record.ErasedAt is not null)
            return RetryResult.Erased;
        var record = found.Record with { State = FeedbackState.Received, Reason = null };
        var written = await store.ReplaceAsync(Containers.Feedback, new(new(id, id), Json.Serialize(record, RecordsJson.Default.FeedbackRecord)), found.ETag, cancellationToken);
        return written.Written ? RetryResult.Received : RetryResult.Changed;
    }
}

/// <summary>What became of a retry.</summary>
public enum RetryResult
{
    /// <summary>It is received once more.</summary>
    Received,

    /// <summary>There is no such feedback.</summary>
    NotFound,

    /// <summary>It has not failed.</summary>
    NotFailed,

    /// <summary>Its customer was erased: nothing is left that could be analysed.</summary>
    Erased,

    /// <summary>Somebody else changed it at the same moment.</summary>
    Changed,
}
