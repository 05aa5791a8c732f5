using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Testing;

/// <summary>Feedback records to begin a test with. A test says with <c>with</c> what it needs to be otherwise.</summary>
public static class AnyFeedback
{
    /// <summary>When feedback is heard unless a test says otherwise.</summary>
    public static readonly DateTimeOffset At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A feedback just received at a store's till.</summary>
    /// <param name="id">Its id; the till's event 1 unless told.</param>
    /// <param name="at">When it was said and received.</param>
    public static FeedbackRecord Received(string? id = null, DateTimeOffset? at = null) => new()
    {
        Id = id ?? FeedbackId.OfEvent("pos-42", "r-1"),
        Source = "pos-42",
        Touchpoint = "store",
        OccurredAt = at ?? At,
        ReceivedAt = at ?? At,
        State = FeedbackState.Received,
    };

    /// <summary>The record analysed, with opinions of known scores that stand nowhere in the text, and mapped.</summary>
    /// <param name="record">The record.</param>
    /// <param name="mapping">Where the opinions belong.</param>
    /// <param name="scores">The score of each opinion.</param>
    public static FeedbackRecord Mapped(this FeedbackRecord record, FeedbackMapping mapping, params IEnumerable<double> scores) => record with
    {
        State = FeedbackState.Mapped,
        Analysis = Analysis(scores),
        Mapping = [mapping],
    };

    /// <summary>An analysis that found opinions of known scores and nothing else.</summary>
    public static FeedbackAnalysis Analysis(params IEnumerable<double> scores) =>
        new("test/1", "en", Sentiment.Neutral, [], [.. scores.Select(score => new Opinion(null, null, default, Sentiment.FromScore(score)))], null);

    public static async Task PutAsync(this IDocumentStore store, params IEnumerable<FeedbackRecord> records)
    {
        foreach (var record in records)
            await store.UpsertAsync(Containers.Feedback, Json.Write(new(record.Id, record.Id), record, RecordsJson.Default.FeedbackRecord));
    }
}
