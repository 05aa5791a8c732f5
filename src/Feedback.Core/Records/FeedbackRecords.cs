using Feedback.Core.Storage;

namespace Feedback.Core.Records;

/// <summary>Reads feedback records by their ids.</summary>
public static class FeedbackRecords
{
    /// <summary>One record and its version; <c>null</c> when there is none, or the id is none.</summary>
    public static async Task<StoredFeedback?> FindFeedbackAsync(this IDocumentStore store, string id, CancellationToken cancellationToken = default) =>
        FeedbackId.IsValid(id) && await store.GetAsync(Containers.Feedback, new(id, id), cancellationToken) is { } document
            ? new(Json.Read(document, RecordsJson.Default.FeedbackRecord), document.ETag)
            : null;

    /// <summary>The records by id; without those that are no longer there.</summary>
    internal static async Task<Dictionary<string, FeedbackRecord>> GetFeedbackAsync(this IDocumentStore store, IEnumerable<string> ids,
        CancellationToken cancellationToken)
    {
        List<DocumentKey> keys = [.. ids.Distinct(StringComparer.Ordinal).Select(id => new DocumentKey(id, id))];
        return keys.Count == 0 ? []
            : (await store.GetManyAsync(Containers.Feedback, keys, cancellationToken))
                .ToDictionary(document => document.Key.Id, document => Json.Read(document, RecordsJson.Default.FeedbackRecord), StringComparer.Ordinal);
    }
}
