using System.Collections.Concurrent;
using Feedback.Core.Journeys;
using Feedback.Core.Records;

namespace Feedback.Core.Maps;

/// <summary>Draws the journey map from folds. A map that was drawn is drawn again only when a fold has changed since.</summary>
public sealed class JourneyMapQuery(FoldCache folds)
{
    private const int MostThemes = 5;
    private const int MostDrawn = 200;

    private readonly ConcurrentDictionary<(string Journey, QueryPeriod Period, MapFilter Filter), (string Position, JourneyMap Map)> _drawn = new();

    /// <summary>The map of a journey over a period, beside the period of the same length before it.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="filter">Which part of its opinions.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<JourneyMap> RunAsync(JourneyDefinition journey, QueryPeriod period, MapFilter filter, CancellationToken cancellationToken = default)
    {
        var position = await folds.PositionAsync(cancellationToken);
        if (_drawn.TryGetValue((journey.Id, period, filter), out var drawn) && drawn.Position == position)
            return drawn.Map;

        var map = await DrawAsync(journey, period, filter, cancellationToken);
        if (_drawn.Count >= MostDrawn)
            _drawn.Clear();
        // A fold that changed while this was drawn moves the position on, so the next look draws again.
        _drawn[(journey.Id, period, filter)] = (position, map);
        return map;
    }

    private async Task<JourneyMap> DrawAsync(JourneyDefinition journey, QueryPeriod period, MapFilter filter, CancellationToken cancellationToken)
    {
        var partition = filter.PartitionOf(journey.Id);
        var counted = filter.Silo is null ? CountedCustomers.All : CountedCustomers.None;
        var now = MapAggregates.Of(await folds.SumAsync(partition, period, counted, cancellationToken), filter);
        var before = MapAggregates.Of(await folds.SumAsync(partition, period.Before(), CountedCustomers.None, cancellationToken), filter);
        var themes = journey.Themes.ToDictionary(theme => theme.Id, StringComparer.Ordinal);

        return new(
            journey.Id, journey.Title, journey.Version, period.From, period.To, filter.Touchpoint, filter.Silo, filter.Segment,
            Figures(now.Total, before.Total, filter),
            [.. StagesOf(journey, now).Select(stage => ToStage(stage, now, before, themes, filter))],
            [.. now.Touchpoints
                .OrderBy(pair => pair.Key.Stage, StringComparer.Ordinal).ThenBy(pair => pair.Key.Touchpoint, StringComparer.Ordinal)
                .Select(pair => new MapTouchpoint(pair.Key.Stage, pair.Key.Touchpoint, pair.Value.Volume, pair.Value.Negative, pair.Value.Sentiment))],
            [.. now.Matrix
                .OrderBy(pair => pair.Key.HeardBy, StringComparer.Ordinal).ThenBy(pair => pair.Key.OwnedBy, StringComparer.Ordinal)
                .Select(pair => new MapHeardOwned(pair.Key.HeardBy, pair.Key.OwnedBy, pair.Value.Volume, pair.Value.Negative, pair.Value.Sentiment))]);
    }

    /// <summary>The definition's stages, then whatever else was heard of: stages that an older version had, and <c>unmapped</c>.</summary>
    private static IEnumerable<StageDefinition> StagesOf(JourneyDefinition journey, MapAggregates now)
    {
        var defined = journey.Stages.Select(stage => stage.Id).ToHashSet(StringComparer.Ordinal);
        var others = now.Stages.Keys.Where(stage => !defined.Contains(stage))
            .OrderBy(stage => stage == MappedOpinion.Unmapped).ThenBy(stage => stage, StringComparer.Ordinal);
        return journey.Stages.Concat(others.Select(stage => new StageDefinition(stage, stage == MappedOpinion.Unmapped ? "Unmapped" : stage, null!)));
    }

    private static MapStage ToStage(StageDefinition stage, MapAggregates now, MapAggregates before, Dictionary<string, ThemeDefinition> themes,
        MapFilter filter)
    {
        var top = now.Themes
            .Where(pair => pair.Key.Stage == stage.Id)
            .OrderByDescending(pair => pair.Value.Volume).ThenBy(pair => pair.Key.Theme, StringComparer.Ordinal)
            .Take(MostThemes)
            .Select(pair =>
            {
                var theme = themes.GetValueOrDefault(pair.Key.Theme);
                return new MapTheme(pair.Key.Theme, theme?.Title ?? pair.Key.Theme, theme?.Silo, pair.Value.Volume, pair.Value.Negative, pair.Value.Sentiment,
                    before.Themes.GetValueOrDefault(pair.Key)?.Volume ?? 0);
            });
        return new(stage.Id, stage.Title, stage.Silo, Figures(now.Stages.GetValueOrDefault(stage.Id, new()), before.Stages.GetValueOrDefault(stage.Id, new()),
            filter), [.. top], Themed(stage.Id, now))
        {
            Wordless = now.Stages.GetValueOrDefault(stage.Id)?.Wordless ?? 0,
        };
    }

    private static MapThemed Themed(string stage, MapAggregates now)
    {
        var (positive, neutral, negative) = (0L, 0L, 0L);
        foreach (var (topic, counts) in now.Themes)
        {
            if (topic.Stage == stage)
                (positive, neutral, negative) = (positive + counts.Positive, neutral + counts.Neutral, negative + counts.Negative);
        }

        return new(positive, neutral, negative);
    }

    /// <summary>A fold knows who was heard at a touchpoint, but not of whom each silo hears or owns something: with a silo chosen nobody can say how many
    /// customers there are.</summary>
    private static MapFigures Figures(ScoreAggregate now, ScoreAggregate before, MapFilter filter)
    {
        var figures = now.ToFigures(before);
        return filter.Silo is null ? figures : figures with { Customers = null, CustomersEstimated = false };
    }
}
