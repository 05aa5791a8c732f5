using Feedback.Core.Corrections;
using Feedback.Core.Language;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Pipeline;

/// <summary>
/// Moves each changed feedback one step on, whatever step it stands at: a received one is analysed and mapped, which changes its record again; a mapped one
/// has its signals projected and its corrections logged; a failed one is noted. So each step sees only what is stored, and doing one again changes nothing.
/// </summary>
public sealed class ProcessFeedback(AnalyseFeedback analyse, ProjectSignals signals, CorrectionLog corrections, FailedFeedback failures,
    ILogger<ProcessFeedback> logger)
{
    /// <summary>Handles a page of the feedback's change feed.</summary>
    /// <exception cref="LanguageUnavailableException">The language service is down; the page is to be handled again later.</exception>
    /// <exception cref="StoreUnavailableException">The store is down; the page is to be handled again later.</exception>
    public async Task HandleAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        var (received, mapped, failed) = Sort(changes);
        await Task.WhenAll(FollowAsync(mapped, failed, cancellationToken), analyse.AnalyseAsync(received, cancellationToken));
    }

    /// <summary>Handles a page where a queue stands before the analysis: projects the signals of what is mapped, and names what is to be analysed.</summary>
    /// <returns>The ids of received feedback.</returns>
    /// <exception cref="StoreUnavailableException">The store is down; the page is to be handled again later.</exception>
    public async Task<IReadOnlyList<string>> RelayAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        var (received, mapped, failed) = Sort(changes);
        await FollowAsync(mapped, failed, cancellationToken);
        return [.. received.Select(stored => stored.Record.Id)];
    }

    /// <summary>Analyses what of these is still received: what such a queue brings.</summary>
    /// <exception cref="LanguageUnavailableException">The language service is down: what was not finished is still received.</exception>
    /// <exception cref="StoreUnavailableException">The store is down, likewise.</exception>
    public Task AnalyseAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken) =>
        analyse.AnalyseAsync(Sort(documents).Received, cancellationToken);

    private Task FollowAsync(List<FeedbackRecord> mapped, List<FeedbackRecord> failed, CancellationToken cancellationToken) =>
        Task.WhenAll(signals.ProjectAsync(mapped, cancellationToken), corrections.NoteAsync(mapped, cancellationToken),
            failures.NoteAsync(failed, cancellationToken));

    private (List<StoredFeedback> Received, List<FeedbackRecord> Mapped, List<FeedbackRecord> Failed) Sort(IReadOnlyList<Document> changes)
    {
        var received = new List<StoredFeedback>();
        var mapped = new List<FeedbackRecord>();
        var failed = new List<FeedbackRecord>();
        foreach (var change in changes)
        {
            if (Json.TryRead(change, RecordsJson.Default.FeedbackRecord, logger) is not { } record)
                continue;
            if (record.State == FeedbackState.Received)
                received.Add(new(record, change.ETag));
            else if (record.State == FeedbackState.Mapped)
                mapped.Add(record);
            else
                failed.Add(record);
        }

        return (received, mapped, failed);
    }
}
