using Feedback.Core.Journeys;
using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>Tells from folds why something has changed.</summary>
public sealed class ChangeQuery(FoldCache folds)
{
    /// <summary>The change of a part of a journey from one period to another.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="compared">With which it is compared.</param>
    /// <param name="filter">Which part of the journey's opinions.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<JourneyChange> RunAsync(JourneyDefinition journey, QueryPeriod period, ComparedPeriod compared, SeriesFilter filter,
        CancellationToken cancellationToken = default)
    {
        var before = compared == ComparedPeriod.Year ? period.YearBefore() : period.Before();
        var parts = new Parts();
        await ReadAsync(filter.Map.PartitionOf(journey.Id), parts.Add);
        var segments = new Dictionary<Name, (OpinionCounts Before, OpinionCounts After)>();
        foreach (var segment in filter.Map.Segment is null ? journey.Segments : [])
        {
            var all = default((OpinionCounts Before, OpinionCounts After));
            await ReadAsync(FoldPartition.Of(journey.Id, segment.Id), (cell, isAfter) => all = Sum(all, cell, isAfter));
            segments[new(segment.Id)] = all;
        }

        if (segments.Count > 0)
        {
            var some = Contributions.Sum(segments.Values);
            segments[new(null)] = (parts.Total.Before - some.Before, parts.Total.After - some.After);
        }

        return new(
            journey.Id, filter.Stage, filter.Theme, filter.Map.Touchpoint, filter.Map.Silo, filter.Map.Segment, period.From, period.To, before.From, before.To,
            TotalOf(parts.Total), Ranked(parts.Themes), Ranked(parts.Stages), Ranked(parts.Touchpoints),
            [.. Ranked(segments).OrderBy(part => part.Id is null)]);

        async Task ReadAsync(string partition, Action<FoldCell, bool> add)
        {
            foreach (var (of, isAfter) in new[] { (before, false), (period, true) })
            {
                foreach (var cell in (await folds.CellsAsync(partition, of, cancellationToken)).Where(filter.Matches))
                    add(cell, isAfter);
            }
        }
    }

    /// <summary>Each part's contribution, the largest first, whichever way it goes.</summary>
    private static List<ChangePart> Ranked(Dictionary<Name, (OpinionCounts Before, OpinionCounts After)> parts)
    {
        List<KeyValuePair<Name, (OpinionCounts Before, OpinionCounts After)>> known =
            [.. parts.Where(part => part.Value != default).OrderBy(part => part.Key.Id is null).ThenBy(part => part.Key.Id, StringComparer.Ordinal)];
        var contributions = Contributions.Of(known.ConvertAll(part => part.Value));
        return [.. known.Select((part, index) => PartOf(part.Key.Id, part.Value.Before, part.Value.After, contributions?[index]))
            .OrderByDescending(part => Math.Abs(part.SentimentChange ?? 0)).ThenByDescending(part => Math.Abs(part.VolumeChange))];
    }

    private static ChangePart TotalOf((OpinionCounts Before, OpinionCounts After) total) =>
        PartOf(null, total.Before, total.After, Contributions.Of([total])?[0]) with { BySentiment = null, ByShare = null };

    private static ChangePart PartOf(string? id, OpinionCounts before, OpinionCounts after, (long Whole, long OfMean)? contribution) => new(
        id, after.Volume, before.Volume, after.Volume - before.Volume, after.Negative, before.Negative, after.Negative - before.Negative,
        Thousandths(after.Mean), Thousandths(before.Mean), Thousandths(contribution?.Whole), Thousandths(contribution?.OfMean),
        Thousandths(contribution?.Whole - contribution?.OfMean));

    private static decimal? Thousandths(long? count) => count is { } known ? known / 1000m : null;

    private static (OpinionCounts Before, OpinionCounts After) Sum((OpinionCounts Before, OpinionCounts After) sum, FoldCell cell, bool isAfter)
    {
        var counts = new OpinionCounts(cell.Volume(), cell.Negative, cell.Sentiment);
        return isAfter ? (sum.Before, sum.After + counts) : (sum.Before + counts, sum.After);
    }

    /// <summary>A name that may be missing, as a key.</summary>
    private readonly record struct Name(string? Id);

    private sealed class Parts
    {
        public (OpinionCounts Before, OpinionCounts After) Total { get; private set; }

        public Dictionary<Name, (OpinionCounts Before, OpinionCounts After)> Themes { get; } = [];

        public Dictionary<Name, (OpinionCounts Before, OpinionCounts After)> Stages { get; } = [];

        public Dictionary<Name, (OpinionCounts Before, OpinionCounts After)> Touchpoints { get; } = [];

        public void Add(FoldCell cell, bool isAfter)
        {
            Total = Sum(Total, cell, isAfter);
            Add(Themes, cell.Theme);
            Add(Stages, cell.Stage);
            Add(Touchpoints, cell.Touchpoint);

            void Add(Dictionary<Name, (OpinionCounts Before, OpinionCounts After)> parts, string? id) =>
                parts[new(id)] = Sum(parts.GetValueOrDefault(new(id)), cell, isAfter);
        }
    }
}
