using System.Runtime.CompilerServices;
using System.Text.Json;
using Feedback.Core.Storage;

namespace Feedback.Core.Records;

/// <summary>Reads and writes feedback: the record and, beside it, what was understood.</summary>
public static class FeedbackRecords
{
    /// <summary>One feedback and its version; <c>null</c> when there is none, or the id is none.</summary>
    public static async Task<StoredFeedback?> FindFeedbackAsync(this IDocumentStore store, string id, CancellationToken cancellationToken = default) =>
        FeedbackId.IsValid(id) ? await store.ReadFeedbackAsync(id, cancellationToken) : null;

    /// <summary>The feedback of some ids, each with its version, in no order; without what is no longer there, or is damaged.</summary>
    public static async Task<IReadOnlyList<StoredFeedback>> GetStoredFeedbackAsync(this IDocumentStore store, IEnumerable<string> ids,
        CancellationToken cancellationToken = default)
    {
        List<DocumentKey> keys =
            [.. ids.Distinct(StringComparer.Ordinal).SelectMany(id => new[] { FeedbackKey.OfRecord(id), FeedbackKey.OfAnalysis(id) })];
        return keys.Count == 0 ? [] : Join(store, await store.GetManyAsync(Containers.Feedback, keys, cancellationToken));
    }

    /// <summary>All feedback, in the order in which it was received, page by page; without what is damaged.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<StoredFeedback>> AllFeedbackAsync(this IDocumentStore store,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in store.AllChangesAsync(Containers.Feedback, cancellationToken: cancellationToken))
        {
            List<Document> records = [.. page.Where(document => !FeedbackKey.IsAnalysis(document.Key))];
            if (records.Count == 0)
                continue;
            List<DocumentKey> keys = [.. records.Select(document => FeedbackKey.OfAnalysis(document.Key.Partition))];
            yield return Join(store, records.Concat(await store.GetManyAsync(Containers.Feedback, keys, cancellationToken)));
        }
    }

    /// <summary>One feedback whose id is known to be one.</summary>
    /// <exception cref="JsonException">It is damaged: who asks for this one, perhaps to erase it, must not take it for gone.</exception>
    internal static async Task<StoredFeedback?> ReadFeedbackAsync(this IDocumentStore store, string id, CancellationToken cancellationToken = default) =>
        await store.GetStoredFeedbackAsync([id], cancellationToken) is [var found] ? found
            : DamagedDocuments.Of(store).HasAnyOf(Containers.Feedback, id) ? throw new JsonException($"feedback {id} is damaged") : null;

    /// <summary>The feedback by id; without what is no longer there.</summary>
    internal static async Task<Dictionary<string, FeedbackRecord>> GetFeedbackAsync(this IDocumentStore store, IEnumerable<string> ids,
        CancellationToken cancellationToken) =>
        (await store.GetStoredFeedbackAsync(ids, cancellationToken)).ToDictionary(found => found.Record.Id, found => found.Record, StringComparer.Ordinal);

    /// <summary>Writes what is understood of a feedback, as a change of what was read: it comes by in the change feed, where its signals follow.</summary>
    /// <returns>The new version; <c>null</c> when somebody else has changed it meanwhile.</returns>
    internal static async Task<StoredFeedback?> ChangeAnalysisAsync(this IDocumentStore store, StoredFeedback before, FeedbackRecord after,
        CancellationToken cancellationToken = default)
    {
        var understood = AnalysisDocument.Of(after, revision: (before.Understood?.Revision ?? 0) + 1);
        var etag = before.Understood is null ? null : before.ETag;
        var written = await store.WriteIfAsync(Containers.Feedback, Write(after.Id, understood), etag, cancellationToken);
        return written.Written ? before with { Record = after, ETag = written.ETag!, Understood = understood } : null;
    }

    /// <summary>Writes what the first analysis understood of a feedback, unless something is understood already.</summary>
    internal static async Task<bool> CreateAnalysisAsync(this IDocumentStore store, FeedbackRecord record, CancellationToken cancellationToken) =>
        (await store.CreateAsync(Containers.Feedback, Write(record.Id, AnalysisDocument.Of(record, revision: 0)), cancellationToken)).Written;

    /// <summary>
    /// Takes the person out of a feedback: out of the record first, so that nobody reads it again as it was, then out of what was understood. Where nothing was
    /// understood yet, that is written down too, so that an analysis that is under way finds its place taken. Doing it again ends what was broken off.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The feedback's id.</param>
    /// <param name="customer">The customer key.</param>
    /// <param name="pseudonym">What stands in its place.</param>
    /// <param name="at">When the customer was erased, UTC.</param>
    /// <param name="seen">Told of the record as it was.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The feedback without the person; <c>null</c> when it is not the customer's.</returns>
    internal static async Task<FeedbackRecord?> EraseFeedbackAsync(this IDocumentStore store, string id, string customer, string pseudonym, DateTimeOffset at,
        Action<FeedbackRecord>? seen = null, CancellationToken cancellationToken = default)
    {
        while (await store.ReadFeedbackAsync(id, cancellationToken) is { } found)
        {
            var received = found.Received;
            if (received.CustomerKey != pseudonym)
            {
                if (received.CustomerKey != customer)
                    return null;
                seen?.Invoke(received);
                var left = received.Erased(pseudonym, at);
                if (left.Analysis is null)
                    left = left with { State = FeedbackState.Received, Reason = null };
                var write = Json.Write(FeedbackKey.OfRecord(id), left, RecordsJson.Default.FeedbackRecord);
                if (!(await store.ReplaceAsync(Containers.Feedback, write, found.ReceivedETag, cancellationToken)).Written)
                    continue;
            }

            var erased = found.Record.Erased(pseudonym, at);
            if (found.Understood?.ErasedAt is not null)
                return erased;
            if (await store.ChangeAnalysisAsync(found, erased, cancellationToken) is not null)
                return erased;
        }

        return null;
    }

    /// <summary>What was understood, as a document to write.</summary>
    public static DocumentWrite Write(string id, AnalysisDocument understood) => new(FeedbackKey.OfAnalysis(id), AnalysisEncoder.Encode(understood));

    /// <summary>Reads what was understood.</summary>
    /// <exception cref="JsonException">The document is none of that.</exception>
    public static AnalysisDocument ReadAnalysis(Document document) => AnalysisDecoder.Decode(document.Body.Span);

    private static List<StoredFeedback> Join(IDocumentStore store, IEnumerable<Document> documents)
    {
        var analyses = new Dictionary<string, Document>(StringComparer.Ordinal);
        var records = new List<Document>();
        foreach (var document in documents)
        {
            if (FeedbackKey.IsAnalysis(document.Key))
                analyses[document.Key.Partition] = document;
            else
                records.Add(document);
        }

        var damaged = DamagedDocuments.Of(store);
        var joined = new List<StoredFeedback>(records.Count);
        foreach (var document in records)
        {
            if (damaged.Read(Containers.Feedback, document, ReadRecord) is not { } received)
                continue;
            if (!analyses.TryGetValue(document.Key.Partition, out var beside))
                joined.Add(StoredFeedback.Alone(received, document.ETag));
            else if (damaged.Read(Containers.Feedback, beside, ReadAnalysis) is { } understood)
            {
                joined.Add(new(AnalysisDocument.Join(received, understood), beside.ETag)
                {
                    Understood = understood,
                    Received = received,
                    ReceivedETag = document.ETag,
                });
            }
        }

        return joined;
    }

    private static FeedbackRecord ReadRecord(Document document) => Json.Read(document, RecordsJson.Default.FeedbackRecord) is var record
        && record.Id == document.Key.Partition ? record : throw new JsonException("the id is another");
}
