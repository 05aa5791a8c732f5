using Feedback.Core.Journeys;
using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>One stage or one theme over a period, and what it consists of.</summary>
/// <param name="Figures">Its figures. A theme has no scores, which nobody gives to a theme, and no count of customers.</param>
/// <param name="Themes">Its themes, those with most negative opinions first; of a theme, itself.</param>
/// <param name="Stages">The stages where it is heard of, in the customer's order; of a stage, itself.</param>
/// <param name="Touchpoints">The kinds of touchpoint where it is heard, those that hear most first.</param>
/// <param name="HeardBy">The silos that hear it, those that hear most first.</param>
public sealed record TopicSummary(
    MapFigures Figures, IReadOnlyList<TopicPart> Themes, IReadOnlyList<TopicPart> Stages, IReadOnlyList<TopicPart> Touchpoints,
        IReadOnlyList<TopicPart> HeardBy);

/// <summary>A part of what is said of a stage or a theme.</summary>
/// <param name="Id">The theme, stage, kind of touchpoint or silo; <c>null</c> for opinions without a theme.</param>
/// <param name="Volume">Opinions.</param>
/// <param name="Negative">Negative opinions.</param>
/// <param name="Sentiment">The mean sentiment, −1…1.</param>
/// <param name="VolumeBefore">Opinions in the period before.</param>
/// <param name="NegativeBefore">Negative opinions in the period before.</param>
public sealed record TopicPart(string? Id, long Volume, long Negative, double? Sentiment, long VolumeBefore, long NegativeBefore);

/// <summary>Reads one stage or one theme from folds.</summary>
public sealed class TopicQuery(FoldCache folds)
{
    /// <summary>A stage or a theme over a period, beside the period of the same length before it.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="filter">The stage or the theme, and which part of its opinions.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<TopicSummary> RunAsync(JourneyDefinition journey, QueryPeriod period, SeriesFilter filter, CancellationToken cancellationToken = default)
    {
        // A theme's customers no fold knows, nor of whom a silo hears.
        var counted = filter is { Theme: null, Stage: { } stage, Map.Silo: null } ? CountedCustomers.Of(stage) : CountedCustomers.None;
        var now = await SumAsync(journey.Id, period, filter, counted, cancellationToken);
        var before = await SumAsync(journey.Id, period.Before(), filter, CountedCustomers.None, cancellationToken);
        var figures = now.Total.ToFigures(before.Total);
        var order = journey.Stages.Select(stage => stage.Id).ToList();
        return new(
            filter.Map.Silo is null && filter.Theme is null ? figures : figures with { Customers = null, CustomersEstimated = false },
            [.. Parts(now.Themes, before.Themes).OrderBy(part => part.Id is null).ThenByDescending(part => part.Negative).ThenByDescending(part => part.Volume)
                .ThenBy(part => part.Id, StringComparer.Ordinal)],
            [.. Parts(now.Stages, before.Stages).OrderBy(part => order.IndexOf(part.Id!) is >= 0 and var place ? place : order.Count)
                .ThenBy(part => part.Id, StringComparer.Ordinal)],
            [.. Parts(now.Touchpoints, before.Touchpoints).OrderByDescending(part => part.Volume).ThenBy(part => part.Id, StringComparer.Ordinal)],
            [.. Parts(now.HeardBy, before.HeardBy).OrderByDescending(part => part.Volume).ThenBy(part => part.Id, StringComparer.Ordinal)]);
    }

    private async Task<Sums> SumAsync(string journey, QueryPeriod period, SeriesFilter filter, CountedCustomers counted, CancellationToken cancellationToken)
    {
        // A theme is not asked about as a whole: it has no scores.
        var whole = filter.Theme is null;
        var total = await folds.SumAsync(filter.Map.PartitionOf(journey), period, counted, cancellationToken);
        var sums = new Sums();
        foreach (var cell in total.Cells.Where(filter.Matches))
            sums.Add(cell);
        foreach (var scores in total.Scores.Where(scores => whole && filter.Matches(scores)))
            sums.Total.Add(scores.Sums);
        foreach (var customers in total.Customers.Where(customers => filter.Map.IsAt(customers.Touchpoint)))
            sums.Total.Add(customers);
        return sums;
    }

    private static IEnumerable<TopicPart> Parts(Dictionary<Name, ScoreAggregate> now, Dictionary<Name, ScoreAggregate> before) => now.Select(pair =>
    {
        var earlier = before.GetValueOrDefault(pair.Key);
        return new TopicPart(pair.Key.Id, pair.Value.Volume, pair.Value.Negative, pair.Value.Sentiment, earlier?.Volume ?? 0, earlier?.Negative ?? 0);
    });

    /// <summary>A name that may be missing, as a key.</summary>
    private readonly record struct Name(string? Id);

    private sealed class Sums
    {
        public ScoreAggregate Total { get; } = new();

        public Dictionary<Name, ScoreAggregate> Themes { get; } = [];

        public Dictionary<Name, ScoreAggregate> Stages { get; } = [];

        public Dictionary<Name, ScoreAggregate> Touchpoints { get; } = [];

        public Dictionary<Name, ScoreAggregate> HeardBy { get; } = [];

        public void Add(FoldCell cell)
        {
            Total.Add(cell);
            Get(Themes, cell.Theme).Add(cell);
            Get(Stages, cell.Stage).Add(cell);
            Get(Touchpoints, cell.Touchpoint).Add(cell);
            Get(HeardBy, cell.HeardBy).Add(cell);
        }

        private static ScoreAggregate Get(Dictionary<Name, ScoreAggregate> aggregates, string? id)
        {
            if (!aggregates.TryGetValue(new(id), out var aggregate))
                aggregates[new(id)] = aggregate = new();
            return aggregate;
        }
    }
}
