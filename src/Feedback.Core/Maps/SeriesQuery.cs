using System.Text.Json.Serialization;
using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>The length of a step of a series.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SeriesInterval>))]
public enum SeriesInterval
{
    /// <summary>Hours.</summary>
    [JsonStringEnumMemberName("hour")] Hour,

    /// <summary>Days.</summary>
    [JsonStringEnumMemberName("day")] Day,

    /// <summary>ISO 8601 weeks, from Monday.</summary>
    [JsonStringEnumMemberName("week")] Week,
}

/// <summary>A time series.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Interval">The length of a step.</param>
/// <param name="From">The start, UTC.</param>
/// <param name="To">The end, UTC, exclusive.</param>
/// <param name="Points">One per step, including steps without feedback; the first and the last are cut off at the ends of the period.</param>
public sealed record Series(string Journey, SeriesInterval Interval, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<SeriesPoint> Points)
{
    /// <summary>How far everything is counted anew; <c>null</c> when all is counted. Until then figures can be incomplete.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Recounting? Recounting { get; init; }
}

/// <summary>One step of a series.</summary>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="Volume">Opinions.</param>
/// <param name="Positive">Positive opinions.</param>
/// <param name="Neutral">Neutral opinions.</param>
/// <param name="Negative">Negative opinions.</param>
/// <param name="Sentiment">The mean sentiment; <c>null</c> without an opinion.</param>
/// <param name="Nps">Net promoter score of the stage, touchpoint and hearing silo (ratings have no theme); <c>null</c> without an answer.</param>
/// <param name="Csat">Satisfaction, likewise.</param>
/// <param name="Ces">Effort, likewise.</param>
public sealed record SeriesPoint(
    DateTimeOffset Start, long Volume, long Positive, long Neutral, long Negative, double? Sentiment, NpsScore? Nps, CsatScore? Csat, CesScore? Ces);

/// <summary>What a series counts; <c>null</c> is all.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Theme">The theme; <see cref="MappedOpinion.Unmapped"/> for what names none.</param>
/// <param name="Map">Which part of the journey's opinions.</param>
public sealed record SeriesFilter(string? Stage, string? Theme, MapFilter Map)
{
    /// <summary>Whether the opinions of a cell are counted.</summary>
    public bool Matches(FoldCell cell) =>
        (Stage ?? cell.Stage) == cell.Stage && MappedOpinion.IsAsked(Theme, cell.Theme) && Map.Matches(cell);

    /// <summary>Whether ratings are counted.</summary>
    public bool Matches(FoldScores scores) => (Stage ?? scores.Stage) == scores.Stage && Map.Matches(scores);
}

/// <summary>Draws a time series from folds.</summary>
public sealed class SeriesQuery(FoldCache folds)
{
    /// <summary>How many steps a series may have.</summary>
    public const int MostPoints = 2_000;

    /// <summary>How many steps a series over a period has.</summary>
    public static int CountPoints(QueryPeriod period, SeriesInterval interval, CompanyCalendar? calendar = null) =>
        Steps(period, interval, calendar ?? CompanyCalendar.Utc).Take(MostPoints + 1).Count();

    /// <summary>A journey's series over a period.</summary>
    public async Task<Series> RunAsync(string journey, QueryPeriod period, SeriesInterval interval, SeriesFilter filter,
        CancellationToken cancellationToken = default)
    {
        var found = await folds.ReadAsync(filter.Map.PartitionOf(journey), period.From.UtcDateTime, period.To.UtcDateTime, interval == SeriesInterval.Hour
            ? FoldGrain.Hour : FoldGrain.Day, cancellationToken);
        var byStart = found.ToLookup(fold => StepOf(folds.Calendar.StartOf(FoldPeriod.Parse(fold.Period)), interval, folds.Calendar));
        List<SeriesPoint> points = [.. Steps(period, interval, folds.Calendar).Select(step => ToPoint(step.Start, byStart[step.Step], filter))];
        return new(journey, interval, period.From, period.To, points);
    }

    private static SeriesPoint ToPoint(DateTime start, IEnumerable<Fold> folds, SeriesFilter filter)
    {
        var aggregate = new ScoreAggregate();
        foreach (var fold in folds)
        {
            foreach (var cell in fold.Cells.Where(filter.Matches))
                aggregate.Add(cell);
            foreach (var scores in fold.Scores.Where(filter.Matches))
                aggregate.Add(scores.Sums);
        }

        return new(new(start, TimeSpan.Zero), aggregate.Volume, aggregate.Positive, aggregate.Neutral, aggregate.Negative, aggregate.Sentiment, aggregate.Nps,
            aggregate.Csat, aggregate.Ces);
    }

    private static IEnumerable<(DateTime Step, DateTime Start)> Steps(QueryPeriod period, SeriesInterval interval, CompanyCalendar calendar)
    {
        for (var start = period.From.UtcDateTime; start < period.To.UtcDateTime;)
        {
            var step = StepOf(start, interval, calendar);
            yield return (step, start);
            start = interval switch
            {
                SeriesInterval.Hour => calendar.EndOf(new(FoldGrain.Hour, step)),
                SeriesInterval.Day => calendar.StartOf(calendar.DateOf(step).AddDays(1)),
                _ => calendar.StartOf(calendar.DateOf(step).AddDays(7)),
            };
        }
    }

    private static DateTime StepOf(DateTime start, SeriesInterval interval, CompanyCalendar calendar)
    {
        if (interval == SeriesInterval.Hour)
            return start;
        var day = calendar.DateOf(start);
        return calendar.StartOf(interval == SeriesInterval.Day ? day : day.AddDays(-(((int)day.DayOfWeek + 6) % 7)));
    }
}
