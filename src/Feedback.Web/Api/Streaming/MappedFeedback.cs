using System.Net.ServerSentEvents;
using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Web.Api;

/// <summary>
/// The events of feedback that was mapped. What was understood comes by in the feed without the record that it stands beside; the record came by a moment
/// before, so a stream remembers what it saw, and looks up only what it did not.
/// </summary>
internal sealed class MappedFeedback(IDocumentStore store)
{
    private const int MostRemembered = 2_000;
    private readonly DamagedDocuments _damaged = DamagedDocuments.Of(store);
    private readonly Dictionary<string, FeedbackRecord> _records = new(StringComparer.Ordinal);

    public async Task<List<SseItem<string>>> OfAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        // Forgetting everything now and then keeps the bound without the bookkeeping of who was used last.
        if (_records.Count > MostRemembered)
            _records.Clear();
        var understood = new List<Document>();
        var events = new List<SseItem<string>>();
        foreach (var document in documents)
        {
            if (FeedbackKey.IsAnalysis(document.Key))
            {
                understood.Add(document);
                continue;
            }

            if (_damaged.Read(Containers.Feedback, document, one => Json.Read(one, RecordsJson.Default.FeedbackRecord)) is not { } record)
                continue;
            if (record.State == FeedbackState.Received)
                _records[record.Id] = record with { Text = null };
            else if (EventOf(record) is { } ofVersion01)
                events.Add(ofVersion01);
        }

        var unknown = understood.Select(document => document.Key.Partition).Where(id => !_records.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var found in await store.GetStoredFeedbackAsync(unknown, cancellationToken))
            _records[found.Record.Id] = found.Received with { Text = null };
        events.AddRange(understood
            .Where(document => _records.ContainsKey(document.Key.Partition))
            .Select(document => _damaged.Read(Containers.Feedback, document, FeedbackRecords.ReadAnalysis) is { } analysis
                ? EventOf(AnalysisDocument.Join(_records[document.Key.Partition], analysis)) : null)
            .OfType<SseItem<string>>());
        return events;
    }

    private static SseItem<string>? EventOf(FeedbackRecord record)
    {
        if (record is not { State: FeedbackState.Mapped, Analysis: not null })
            return null;
        var opinions = record.Opinions();
        var mapped = new FeedbackMappedEvent(record.Id, record.Source, record.Touchpoint, record.OccurredAt, record.Sentiment()!.Value,
            [.. (record.Mapping ?? []).SelectMany(mapping => mapping.Opinions.Select((opinion, index) =>
                new FeedbackMappedOpinion(
                    mapping.Journey, opinion.Stage, opinion.Theme, mapping.HeardBy, opinion.Owner, mapping.Segments ?? [], opinions[index].Sentiment)))]);
        return new(JsonSerializer.Serialize(mapped, AppJson.Default.FeedbackMappedEvent), "feedback.mapped");
    }
}
