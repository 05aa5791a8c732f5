using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Observability;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Pipeline;

/// <summary>
/// Understands received feedback: files it with its customer, analyses the text, maps the opinions and stores the result in the record.
/// </summary>
public sealed class AnalyseFeedback(
    ILanguageAnalysis language,
    MapOpinions map,
    UpdateCustomer customers,
    IDocumentStore store,
    PipelineMetrics metrics,
    TimeProvider time,
    ILogger<AnalyseFeedback> logger)
{
    private const int SliceSize = 64;
    private const int Attempts = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Analyses feedback, a few slices at a time. A record that was changed meanwhile is left alone: its newer version is in the change
    /// feed.</summary>
    /// <exception cref="LanguageUnavailableException">The language service is down: what was not finished is still received.</exception>
    public async Task AnalyseAsync(IReadOnlyList<StoredFeedback> received, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(received.Chunk(SliceSize), options, async (slice, token) => await AnalyseSliceAsync(slice, token));
    }

    private async Task AnalyseSliceAsync(StoredFeedback[] slice, CancellationToken cancellationToken)
    {
        using var activity = PipelineMetrics.Activities.StartActivity("analyse");
        activity?.SetTag("feedback.count", slice.Length);

        var filed = slice.Select(stored => customers.FileAsync(stored.Record, cancellationToken)).ToArray();
        var results = await AnalyseTextsAsync(slice, cancellationToken);
        var erasures = await Task.WhenAll(filed);

        await Task.WhenAll(slice.Zip(results, erasures).Select(entry => StoreAsync(entry.First, entry.Second, entry.Third, cancellationToken)));
    }

    /// <summary>The results in the order of the slice; feedback without a text has neither analysis nor error.</summary>
    private async Task<AnalysisResult[]> AnalyseTextsAsync(StoredFeedback[] slice, CancellationToken cancellationToken)
    {
        var withText = slice.Index().Where(entry => entry.Item.Record.Text is not null).ToArray();
        var texts = withText.Select(entry => new TextToAnalyse(entry.Item.Record.Text!, entry.Item.Record.Language)).ToArray();
        var results = new AnalysisResult[slice.Length];
        if (texts.Length == 0)
            return results;

        var analysed = await TryTogetherAsync(texts, cancellationToken);
        for (var i = 0; i < texts.Length; i++)
            results[withText[i].Index] = analysed?[i] ?? await TryAloneAsync(texts[i], withText[i].Item.Record.Id, cancellationToken);
        return results;
    }

    private async Task<IReadOnlyList<AnalysisResult>?> TryTogetherAsync(TextToAnalyse[] texts, CancellationToken cancellationToken)
    {
        try
        {
            return await language.AnalyseAsync(texts, cancellationToken);
        }
        catch (Exception exception) when (exception is not (LanguageUnavailableException or OperationCanceledException))
        {
            logger.LogWarning(exception, "{Count} texts could not be analysed together; trying each on its own", texts.Length);
            return null;
        }
    }

    private async Task<AnalysisResult> TryAloneAsync(TextToAnalyse text, string feedback, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await language.AnalyseAsync([text], cancellationToken))[0];
            }
            catch (Exception exception) when (exception is not (LanguageUnavailableException or OperationCanceledException))
            {
                if (attempt == Attempts)
                {
                    logger.LogError(exception, "Feedback {Feedback} could not be analysed after {Attempts} attempts", feedback, Attempts);
                    return new(null, $"the analysis failed {Attempts} times, the last time with {exception.GetType().Name}");
                }

                await Task.Delay(FirstPause * (1 << attempt), time, cancellationToken);
            }
        }
    }

    private async Task StoreAsync(StoredFeedback stored, AnalysisResult result, Erasure? erasure, CancellationToken cancellationToken)
    {
        var record = stored.Record with { Customer = null, Reason = null };
        if (result.Error is { } reason)
        {
            record = record with { State = FeedbackState.Failed, Reason = reason };
        }
        else
        {
            var analysis = FeedbackUnderstanding.Of(record, result.Analysis, result.By ?? language.Name);
            record = record with { State = FeedbackState.Mapped, Analysis = analysis };
            record = record with { Mapping = map.Map(record) };
        }

        // The customer was erased while it waited: it is counted, and forgotten in the same write.
        if (erasure is not null)
            record = record.Erased(erasure.Pseudonym, erasure.At);
        var key = new DocumentKey(record.Id, record.Id);
        var written = await store.ReplaceAsync(Containers.Feedback, new(key, Json.Serialize(record, RecordsJson.Default.FeedbackRecord)), stored.ETag,
            cancellationToken);
        metrics.Analysed(!written.Written ? "superseded" : result.Error is null ? "mapped" : "failed");
    }
}
