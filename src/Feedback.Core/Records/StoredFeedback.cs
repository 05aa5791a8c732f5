namespace Feedback.Core.Records;

/// <summary>A feedback, whole, and the version in which it was read.</summary>
/// <param name="Record">The feedback: the record with what was understood of it.</param>
/// <param name="ETag">The version of what changes: of the <see cref="AnalysisDocument"/> when there is one, else of the record.</param>
public readonly record struct StoredFeedback(FeedbackRecord Record, string ETag)
{
    /// <summary>What is stored beside the record; <c>null</c> for nothing.</summary>
    public AnalysisDocument? Understood { get; init; }

    /// <summary>The record alone, as it is stored.</summary>
    public required FeedbackRecord Received { get; init; }

    /// <summary>The version of the record.</summary>
    public required string ReceivedETag { get; init; }

    /// <summary>A record beside which nothing stands, as far as is known.</summary>
    public static StoredFeedback Alone(FeedbackRecord record, string etag) => new(record, etag) { Received = record, ReceivedETag = etag };
}
