using Feedback.Core.Corrections;
using Feedback.Core.Intake;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>Writes the signals of mapped feedback. They are a function of the record alone, so writing them again changes nothing that is counted.</summary>
public sealed class LaySignals(IDocumentStore store, TimeProvider time)
{
    /// <summary>How long a void signal stays, so that every reader of the change feed has seen it.</summary>
    public static readonly TimeSpan VoidFor = TimeSpan.FromDays(7);

    /// <summary>Lays the signals of some records.</summary>
    public async Task LayAsync(IReadOnlyList<FeedbackRecord> mapped, CancellationToken cancellationToken)
    {
        var writes = mapped.SelectMany(Of).Select(signal => store.UpsertAsync(Containers.Signals, signal, cancellationToken));
        await Task.WhenAll(writes);
    }

    private IEnumerable<DocumentWrite> Of(FeedbackRecord record)
    {
        foreach (var mapping in record.Mapping ?? [])
        {
            for (var n = 0; n < mapping.Laid; n++)
            {
                var key = SignalKey.Of(mapping.Journey, record.OccurredAt, mapping.Bucket, record.Id, n);
                var signal = SignalOf(record, mapping, n);
                yield return new(key, Json.Serialize(signal, CoreJson.Default.Signal), signal.Void ? time.GetUtcNow() + VoidFor : null);
            }
        }
    }

    /// <summary>One signal of a record; a void one beyond its opinions.</summary>
    public static Signal SignalOf(FeedbackRecord record, FeedbackMapping mapping, int n)
    {
        var isVoid = n >= mapping.Opinions.Count;
        var place = isVoid ? null : mapping.Opinions[n];
        return new()
        {
            Feedback = record.Id,
            OccurredAt = record.OccurredAt,
            Touchpoint = record.Touchpoint,
            HeardBy = mapping.HeardBy,
            Stage = place?.Stage ?? Journeys.MappedOpinion.Unmapped,
            Theme = place?.Theme,
            OwnedBy = place?.Owner,
            Sentiment = isVoid ? 0 : (int)Math.Round(record.Opinions()[n].Sentiment.Score * 1000),
            Customer = record.CustomerKey,
            Ratings = n == 0 && !isVoid && record.Ratings is { } scores ? new(mapping.RatingStage, scores) : null,
            Segments = isVoid ? null : mapping.Segments,
            Void = isVoid,
        };
    }
}
