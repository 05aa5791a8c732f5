using Feedback.Core.Language.Meaning;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Journeys;

/// <summary>Maps a feedback's opinions to every active journey.</summary>
public sealed class MapOpinions(JourneyCatalogue catalogue, SignalBuckets buckets)
{
    /// <summary>
    /// The mapping of an analysed record. Of an earlier mapping its bucket is carried along, and journeys that are no longer active
    /// with no opinions left, so that their signals become void. An erased record keeps the mapping that it has.
    /// </summary>
    public IReadOnlyList<FeedbackMapping> Map(FeedbackRecord record)
    {
        // Without its text nothing can be said of where its opinions belong; they stay where they were, whatever that place is called now.
        if (record is { ErasedAt: not null, Mapping: { } kept })
            return [.. kept.Select(Renamed)];

        var before = (record.Mapping ?? []).ToDictionary(mapping => mapping.Journey, StringComparer.Ordinal);
        var mappings = new List<FeedbackMapping>(catalogue.Active.Count);
        var meaning = record.Text is { } text && catalogue.Embedding is { } embedding ? new TextMeaning(embedding, text) : null;
        foreach (var journey in catalogue.Active)
        {
            before.Remove(journey.Id, out var earlier);
            mappings.Add(MapOn(journey, record, earlier, meaning));
        }

        foreach (var gone in before.Values.OrderBy(mapping => mapping.Journey, StringComparer.Ordinal))
            mappings.Add(gone with { Opinions = [] });
        return mappings;
    }

    private FeedbackMapping Renamed(FeedbackMapping mapping) =>
        catalogue.Find(mapping.Journey) is not { } journey ? mapping : mapping with
        {
            Opinions = [.. mapping.Opinions.Select(opinion => opinion with
            {
                Stage = journey.StageNow(opinion.Stage),
                Theme = opinion.Theme is { } theme ? journey.ThemeNow(theme) : null,
            })],
        };

    private FeedbackMapping MapOn(JourneyDefinition journey, FeedbackRecord record, FeedbackMapping? earlier, TextMeaning? meaning)
    {
        var mapper = catalogue.MapperFor(journey.Id);
        List<MappedOpinion> opinions = [.. CorrectedOpinions.Of(record).Select(opinion =>
            mapper.Correct(mapper.Map(record.Text, record.Text is null ? null : opinion.Analysed, record.Touchpoint, meaning), opinion, record.Touchpoint))];
        return new(
            journey.Id,
            journey.Version,
            earlier?.Bucket ?? buckets.Of(record.Id),
            record.Silo ?? mapper.HeardBy(record.Touchpoint),
            mapper.Map(null, null, record.Touchpoint).Stage,
            opinions)
        {
            Segments = journey.SegmentsOf(record.Attributes),
            ByTime = earlier?.ByTime ?? true,
        };
    }
}
