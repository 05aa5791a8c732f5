using System.Globalization;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>
/// Finds failed feedback. The pipeline notes each that fails; nothing is written for the others. A note is only a hint: the record says whether it still holds,
/// and one that does not is taken away when somebody looks.
/// </summary>
public sealed class FailedFeedback(IDocumentStore store)
{
    /// <summary>Notes failed records.</summary>
    public Task NoteAsync(IEnumerable<FeedbackRecord> failed, CancellationToken cancellationToken) =>
        Task.WhenAll(failed.Select(record => store.UpsertAsync(
            Containers.Settings, Json.Write(new(DocumentKinds.Failed, NameOf(record.ReceivedAt, record.Id)), new FailedNote(record.Id),
                PipelineJson.Default.FailedNote), cancellationToken)));

    /// <summary>A page of failed feedback, the latest received first. The cursor tells when it was received.</summary>
    /// <param name="limit">How many at most, from 1.</param>
    /// <param name="after">Where the page before ended; <c>null</c> to start.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<FeedbackPage> ListAsync(int limit, FeedbackCursor? after, CancellationToken cancellationToken = default)
    {
        var items = new List<FeedbackRecord>();
        var range = new IdRange(null, null, Descending: true, After: after is null ? null : NameOf(after.OccurredAt, after.Feedback));
        while (true)
        {
            var notes = await store.RangeAsync(Containers.Settings, DocumentKinds.Failed, range, limit + 1, cancellationToken);
            var records = await store.GetFeedbackAsync(notes.Select(FeedbackOf), cancellationToken);
            foreach (var note in notes)
            {
                var record = records.GetValueOrDefault(FeedbackOf(note));
                if (record?.State == FeedbackState.Failed)
                    items.Add(record);
                else if (record?.State != FeedbackState.Received)
                    await store.DeleteAsync(Containers.Settings, note.Key, cancellationToken);
                if (items.Count > limit)
                    return new(items[..limit], new(items[limit - 1].ReceivedAt, items[limit - 1].Id));
            }

            if (notes.Count <= limit)
                return new(items, null);
            range = range with { After = notes[^1].Key.Id };
        }
    }

    private static string FeedbackOf(Document note) => Json.Read(note, PipelineJson.Default.FailedNote).Feedback;

    private static string NameOf(DateTimeOffset receivedAt, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{receivedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}|{id}");
}

/// <summary>Names a feedback that failed.</summary>
/// <param name="Feedback">The feedback's id.</param>
public sealed record FailedNote(string Feedback);
