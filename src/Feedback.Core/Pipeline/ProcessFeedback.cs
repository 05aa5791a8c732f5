using Feedback.Core.Corrections;
using Feedback.Core.Language;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Pipeline;

/// <summary>
/// Moves each changed feedback on. A record that came in is analysed, and its signals are projected with it, all in the handling of its own change: so the page
/// is handled again until both are written. What was understood comes by as well: of the first analysis there is nothing left to do; of a later one the signals
/// are projected, the corrections logged and a failure noted, or it is analysed again. Doing any of it again changes nothing.
/// </summary>
public sealed class ProcessFeedback(AnalyseFeedback analyse, ProjectSignals signals, CorrectionLog corrections, FailedFeedback failures, IDocumentStore store,
    ILogger<ProcessFeedback> logger)
{
    /// <summary>Handles a page of the feedback's change feed.</summary>
    /// <exception cref="LanguageUnavailableException">The language service is down; the page is to be handled again later.</exception>
    /// <exception cref="StoreUnavailableException">The store is down; the page is to be handled again later.</exception>
    public async Task HandleAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        var (received, changed) = Sort(changes);
        if (changed.Count > 0)
            received.AddRange(await FollowAsync(changed, cancellationToken));
        await analyse.AnalyseAsync(received, cancellationToken);
    }

    /// <summary>Handles a page where a queue stands before the analysis: projects the signals of what has changed, and names what is to be analysed.</summary>
    /// <returns>The ids of received feedback.</returns>
    /// <exception cref="StoreUnavailableException">The store is down; the page is to be handled again later.</exception>
    public async Task<IReadOnlyList<string>> RelayAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        var (received, changed) = Sort(changes);
        received.AddRange(await FollowAsync(changed, cancellationToken));
        return [.. received.Select(stored => stored.Record.Id).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Analyses what of these records is still received: what such a queue brings.</summary>
    /// <exception cref="LanguageUnavailableException">The language service is down: what was not finished is still received.</exception>
    /// <exception cref="StoreUnavailableException">The store is down, likewise.</exception>
    public async Task AnalyseAsync(IReadOnlyList<Document> records, CancellationToken cancellationToken)
    {
        var (received, others) = Sort(records);
        var again = await store.GetStoredFeedbackAsync(others, cancellationToken);
        received.AddRange(again.Where(stored => stored.Record.State == FeedbackState.Received));
        await analyse.AnalyseAsync(received, cancellationToken);
    }

    /// <summary>Whether a document tells of a change to what was understood before; not of a record that came in, nor of its first analysis.</summary>
    public static bool IsChange(Document document) => FeedbackKey.IsAnalysis(document.Key) ? !AnalysisDecoder.IsFirst(document.Body.Span)
        : Json.TryRead(document, RecordsJson.Default.FeedbackRecord) is not { State: FeedbackState.Received };

    /// <summary>Follows feedback that was understood before and has changed since. It is read as it is now; a later change than that still comes by.</summary>
    /// <returns>What is to be analysed again.</returns>
    private async Task<IEnumerable<StoredFeedback>> FollowAsync(HashSet<string> changed, CancellationToken cancellationToken)
    {
        var found = await store.GetStoredFeedbackAsync(changed, cancellationToken);
        List<FeedbackRecord> mapped = [.. found.Select(stored => stored.Record).Where(record => record.State == FeedbackState.Mapped)];
        var failed = found.Select(stored => stored.Record).Where(record => record.State == FeedbackState.Failed);
        await Task.WhenAll(signals.ProjectAsync(mapped, cancellationToken), corrections.NoteAsync(mapped, cancellationToken),
            failures.NoteAsync(failed, cancellationToken));
        return found.Where(stored => stored.Record.State == FeedbackState.Received);
    }

    /// <summary>The records that came in; and the ids of what was understood and has changed, be it beside the record or, from version 0.1, in it.</summary>
    private (List<StoredFeedback> Received, HashSet<string> Changed) Sort(IReadOnlyList<Document> changes)
    {
        var received = new List<StoredFeedback>(changes.Count);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (FeedbackKey.IsAnalysis(change.Key))
            {
                if (!AnalysisDecoder.IsFirst(change.Body.Span))
                    changed.Add(change.Key.Partition);
            }
            else if (Json.TryRead(change, RecordsJson.Default.FeedbackRecord, logger) is { } record)
            {
                if (record.State == FeedbackState.Received)
                    received.Add(StoredFeedback.Alone(record, change.ETag));
                else
                    changed.Add(record.Id);
            }
        }

        // Of what stands in the page twice, the later change goes on.
        received.RemoveAll(stored => changed.Contains(stored.Record.Id));
        return (received, changed);
    }
}
