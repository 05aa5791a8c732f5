namespace Feedback.Core.Records;

/// <summary>
/// What was understood of one feedback, as it is stored beside the record, which stays as it was received. It is created by the first analysis and replaced by
/// whatever changes it later; while there is none, the feedback is received.
/// </summary>
/// <remarks>
/// Version 0.1 kept all this in the record itself. Such a record is read as it is and is never written anew for it: the first change puts a document beside it,
/// which then wins (<see cref="Join"/>).
/// </remarks>
public sealed record AnalysisDocument
{
    /// <summary>How often it was changed since the first analysis: 0 is the first analysis itself, whose signals are written together with it.</summary>
    public required int Revision { get; init; }

    /// <summary>The feedback's state; <see cref="FeedbackState.Received"/> when it is to be analysed again.</summary>
    public required FeedbackState State { get; init; }

    /// <summary>See <see cref="FeedbackRecord.Reason"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>See <see cref="FeedbackRecord.Analysis"/>.</summary>
    public FeedbackAnalysis? Analysis { get; init; }

    /// <summary>See <see cref="FeedbackRecord.Corrections"/>.</summary>
    public IReadOnlyList<Correction>? Corrections { get; init; }

    /// <summary>See <see cref="FeedbackRecord.Mapping"/>.</summary>
    public IReadOnlyList<FeedbackMapping>? Mapping { get; init; }

    /// <summary>See <see cref="FeedbackRecord.ErasedAt"/>.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>What is understood of a feedback, as a document.</summary>
    /// <param name="record">The feedback, whole.</param>
    /// <param name="revision">The document's revision.</param>
    public static AnalysisDocument Of(FeedbackRecord record, int revision) => new()
    {
        Revision = revision,
        State = record.State,
        Reason = record.Reason,
        Analysis = record.Analysis,
        Corrections = record.Corrections,
        Mapping = record.Mapping,
        ErasedAt = record.ErasedAt,
    };

    /// <summary>The whole feedback. What the source called the customer is left out: from here on the profile says it.</summary>
    /// <param name="received">The record.</param>
    /// <param name="understood">What is stored beside it; <c>null</c> for nothing.</param>
    public static FeedbackRecord Join(FeedbackRecord received, AnalysisDocument? understood)
    {
        if (understood is null)
            return received;
        var whole = received with
        {
            Customer = null,
            State = understood.State,
            Reason = understood.Reason,
            Analysis = understood.Analysis,
            Corrections = understood.Corrections,
            Mapping = understood.Mapping,
            ErasedAt = understood.ErasedAt ?? received.ErasedAt,
        };
        // Of an erasure that is between its two writes nobody sees half.
        return whole.ErasedAt is { } at && (received.ErasedAt is null || understood.ErasedAt is null) ? whole.Erased(whole.CustomerKey, at) : whole;
    }
}
