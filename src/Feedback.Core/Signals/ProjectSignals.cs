using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>Writes the signals of mapped feedback, one document a journey. They are a function of the record alone, so writing them again changes nothing that
/// is counted.</summary>
public sealed class ProjectSignals(IDocumentStore store, TimeProvider time)
{
    /// <summary>How long a void document stays, so that every reader of the change feed has seen it.</summary>
    public static readonly TimeSpan VoidFor = TimeSpan.FromDays(7);

    /// <summary>Projects the signals of a first analysis. Where there are some already, they are the same, or those of a later analysis, and stay.</summary>
    public Task CreateAsync(FeedbackRecord first, CancellationToken cancellationToken)
    {
        var mappings = first.Mapping ?? [];
        return mappings.Count == 1 ? store.CreateAsync(Containers.Signals, WriteOf(first, mappings[0]), cancellationToken)
            : Task.WhenAll(mappings.Select(mapping => store.CreateAsync(Containers.Signals, WriteOf(first, mapping), cancellationToken)));
    }

    /// <summary>Projects the signals of some records that have changed.</summary>
    public async Task ProjectAsync(IReadOnlyList<FeedbackRecord> mapped, CancellationToken cancellationToken)
    {
        var writes = mapped.SelectMany(record => record.Mapping ?? [], WriteOf);
        await Task.WhenAll(writes.Select(write => store.UpsertAsync(Containers.Signals, write, cancellationToken)));
    }

    /// <summary>The signals of a record on one journey; void without opinions there, and then without the person too.</summary>
    public static FeedbackSignals Of(FeedbackRecord record, FeedbackMapping mapping)
    {
        var signals = new FeedbackSignals
        {
            Feedback = record.Id,
            OccurredAt = record.OccurredAt,
            Touchpoint = record.Touchpoint,
            HeardBy = mapping.HeardBy,
            Opinions = [],
        };
        if (mapping.Opinions.Count == 0)
            return signals;
        var said = record.Opinions();
        return signals with
        {
            Customer = record.CustomerKey,
            Segments = mapping.Segments,
            Ratings = record.Ratings is { } scores ? new(mapping.RatingStage, scores) : null,
            // What was erased has lost its words; whether it had any nobody can say.
            Wordless = record.Text is null && record.ErasedAt is null ? true : null,
            Opinions = [.. mapping.Opinions.Select((place, n) =>
                new ProjectedOpinion(place.Stage, place.CountedTheme, place.Owner, (int)Math.Round(said[n].Sentiment.Score * 1000)))],
        };
    }

    private DocumentWrite WriteOf(FeedbackRecord record, FeedbackMapping mapping)
    {
        var signals = Of(record, mapping);
        return Json.Write(SignalKey.Of(record, mapping), signals, SignalsJson.Default.FeedbackSignals, signals.Opinions.Count == 0 ? time.GetUtcNow() + VoidFor
            : null);
    }
}
