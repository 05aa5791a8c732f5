using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>
/// Sends round again what has stayed received too long, where a queue stands before the analysis: its message was lost, or given up while the language service
/// was down. Writing anew, as it is, what says that it is received puts it at the end of the change feed, from where it goes its usual way.
/// </summary>
/// <remarks>
/// It reads the change feed once, far enough behind the present that nearly all it sees is understood. Received is a record beside which nothing is understood,
/// and what is to be analysed again. It stops before a page that holds something received which may still come by itself, and looks at that page again in the
/// next run. So nothing that stands in the feed before its cursor is received: what was, it has put at the end, or it has changed meanwhile and stands there by
/// itself. An erasure relies on that (<see cref="Erasures.EraseCustomer"/>).
/// </remarks>
public sealed class RequeueStalled(IDocumentStore store, TimeProvider time)
{
    /// <summary>How long a feedback may stay received.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The name under which it keeps its cursor.</summary>
    public static readonly CursorName Cursor = new("requeue-stalled", FormerName: "sweep-pending");

    // Large, so that most records stand in the same page as what was understood of them and need no look-up.
    private const int PageSize = 2_000;

    // So many at most in one run: while the service is down for hours a backlog is not written anew as a whole each time.
    private const int Most = 5_000;

    /// <summary>Runs once.</summary>
    /// <returns>How many were sent round again.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var cursor = await store.FindCursorAsync(Cursor, cancellationToken) ?? ChangeCursor.Beginning;
        var latest = time.GetUtcNow() - Patience;
        var sent = new HashSet<string>(StringComparer.Ordinal);
        while (sent.Count < Most && await store.ReadChangesAsync(Containers.Feedback, cursor, PageSize, cancellationToken) is { Documents.Count: > 0 } page)
        {
            var received = await ReceivedAsync(page.Documents, cancellationToken);
            if (received.Exists(entry => entry.At > latest || sent.Contains(entry.Document.Key.Partition)))
                break;
            // One that changes meanwhile has moved on by itself.
            await Task.WhenAll(received.Select(entry =>
                store.ReplaceAsync(Containers.Feedback, new(entry.Document.Key, entry.Document.Body), entry.Document.ETag, cancellationToken)));
            sent.UnionWith(received.Select(entry => entry.Document.Key.Partition));
            cursor = page.Cursor;
            await store.KeepCursorAsync(Cursor, cursor, cancellationToken);
        }

        return sent.Count;
    }

    /// <summary>What of a page says that a feedback is received, and when it was. What is to be analysed again has waited long enough.</summary>
    private async Task<List<(Document Document, DateTimeOffset At)>> ReceivedAsync(IReadOnlyList<Document> page, CancellationToken cancellationToken)
    {
        var received = new List<(Document Document, DateTimeOffset At)>();
        var records = new Dictionary<string, (Document Document, DateTimeOffset At)>(StringComparer.Ordinal);
        foreach (var document in page.Where(document => !FeedbackKey.IsAnalysis(document.Key)))
        {
            if (Json.TryRead(document, RecordsJson.Default.FeedbackRecord) is { State: FeedbackState.Received } record)
                records[record.Id] = (document, record.ReceivedAt);
        }

        foreach (var document in page.Where(document => FeedbackKey.IsAnalysis(document.Key)))
        {
            records.Remove(document.Key.Partition);
            if (!AnalysisDecoder.IsFirst(document.Body.Span)
                && DamagedDocuments.Of(store).Read(Containers.Feedback, document, FeedbackRecords.ReadAnalysis)?.State == FeedbackState.Received)
                received.Add((document, DateTimeOffset.MinValue));
        }

        List<DocumentKey> beside = [.. records.Keys.Select(FeedbackKey.OfAnalysis)];
        if (beside.Count > 0)
        {
            foreach (var document in await store.GetManyAsync(Containers.Feedback, beside, cancellationToken))
                records.Remove(document.Key.Partition);
        }

        received.AddRange(records.Values);
        return received;
    }
}
