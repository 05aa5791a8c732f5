using Feedback.Core.Serialization;
using Feedback.Core.Storage;

namespace Feedback.Core.Intake;

/// <summary>Reads feedback records by their ids.</summary>
internal static class FeedbackRecords
{
    /// <summary>The records by id; without those that are no longer there.</summary>
    public static async Task<Dictionary<string, FeedbackRecord>> GetFeedbackAsync(this IDocumentStore store, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        List<DocumentKey> keys = [.. ids.Distinct(StringComparer.Ordinal).Select(id => new DocumentKey(id, id))];
        return keys.Count == 0 ? []
            : (await store.GetManyAsync(Containers.Feedback, keys, cancellationToken))
                .ToDictionary(document => document.Key.Id, document => Json.Read(document, CoreJson.Default.FeedbackRecord), StringComparer.Ordinal);
    }
}
