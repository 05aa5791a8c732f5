using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Observability;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>
/// Understands received feedback: files it with its customer, analyses the text, maps the opinions, stores the result beside the record and projects the
/// signals.
/// </summary>
/// <remarks>
/// The first analysis is created, not written over anything: whoever comes second, be it after a crash, finds it there and goes on from it. So are the signals
/// of a first analysis: where there are some already, they are the same or newer ones. What is changed later is projected when it comes by in the change feed
/// (<see cref="ProcessFeedback"/>).
/// </remarks>
public sealed class AnalyseFeedback(AnalyseTexts texts, MapOpinions map, UpdateCustomer customers, ProjectSignals signals, FailedFeedback failures,
    IDocumentStore store, PipelineMetrics metrics)
{
    private const int SliceSize = 64;

    // While the slices before wait for the store, the processors work on others.
    private static readonly int SlicesAtOnce = 4 * Environment.ProcessorCount;

    /// <summary>Analyses feedback, a few slices at a time.</summary>
    /// <exception cref="LanguageUnavailableException">The language service is down: what was not finished is still received.</exception>
    public async Task AnalyseAsync(IReadOnlyList<StoredFeedback> received, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = SlicesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(received.Chunk(SliceSize), options, async (slice, token) => await AnalyseSliceAsync(slice, token));
    }

    private async Task AnalyseSliceAsync(StoredFeedback[] slice, CancellationToken cancellationToken)
    {
        using var activity = PipelineMetrics.Activities.StartActivity("analyse");
        activity?.SetTag("feedback.count", slice.Length);

        var records = Array.ConvertAll(slice, stored => stored.Record);
        var filed = customers.FileAsync(records, cancellationToken);
        var results = await texts.AnalyseAsync(records, cancellationToken);
        var erasures = await filed;
        await Task.WhenAll(slice.Select((stored, n) => StoreAsync(stored, results[n], erasures[n], cancellationToken)));
    }

    private async Task StoreAsync(StoredFeedback stored, AnalysisResult result, Erasure? erasure, CancellationToken cancellationToken)
    {
        var understood = Understand(stored.Record, result);
        // The customer was erased while it waited: it is counted, and what is stored of it knows nothing of the person.
        if (erasure is not null)
            understood = understood.Erased(erasure.Pseudonym, erasure.At);

        // What has a mapping has signals: they are not created but changed.
        var isFirst = stored.Understood is null && stored.Record.Mapping is null;
        var written = isFirst ? await store.CreateAnalysisAsync(understood, cancellationToken)
            : await store.ChangeAnalysisAsync(stored, understood, cancellationToken) is not null;
        metrics.Analysed(!written ? "superseded" : understood.State == FeedbackState.Failed ? "failed" : "mapped");
        if (erasure is not null)
            await store.EraseFeedbackAsync(stored.Record.Id, stored.Record.CustomerKey!, erasure.Pseudonym, erasure.At, null, cancellationToken);
        if (written && isFirst)
            await FollowAsync(understood, cancellationToken);
        else if (!written && stored.Understood is null)
            await GoOnAsync(stored.Record.Id, result, cancellationToken);
    }

    /// <summary>Goes on from what is there already: what a crash broke off, or what is to be analysed again. Any other change comes by on its own.</summary>
    private async Task GoOnAsync(string id, AnalysisResult result, CancellationToken cancellationToken)
    {
        if (await store.GetStoredFeedbackAsync([id], cancellationToken) is not [{ Understood: { } understood } found])
            return;
        if (understood.Revision == 0)
            await FollowAsync(found.Record, cancellationToken);
        else if (understood.State == FeedbackState.Received)
            await store.ChangeAnalysisAsync(found, Understand(found.Record, result), cancellationToken);
    }

    private Task FollowAsync(FeedbackRecord first, CancellationToken cancellationToken) =>
        first.State == FeedbackState.Failed ? failures.NoteAsync([first], cancellationToken) : signals.CreateAsync(first, cancellationToken);

    private FeedbackRecord Understand(FeedbackRecord received, AnalysisResult result)
    {
        var record = received with { Customer = null, Reason = null };
        if (record is { ErasedAt: not null, Text: null, Ratings: null })
            return record with { State = FeedbackState.Failed, Reason = FeedbackRecord.LostReason };
        // Of a text that was erased meanwhile nothing is kept.
        var analysed = record.Text is null ? default : result;
        if (analysed.Error is { } reason)
            return record with { State = FeedbackState.Failed, Reason = reason };
        record = record with { State = FeedbackState.Mapped, Analysis = FeedbackUnderstanding.Of(record, analysed.Analysis, result.By ?? texts.Name) };
        return record with { Mapping = map.Map(record) };
    }
}
