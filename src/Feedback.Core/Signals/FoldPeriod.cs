using System.Globalization;

namespace Feedback.Core.Signals;

/// <summary>An hour, a day or a month, UTC. Its text is the id of its fold: <c>yyyy-MM-ddTHH</c>, <c>yyyy-MM-dd</c> or <c>yyyy-MM</c>.</summary>
/// <param name="Grain">How long it is.</param>
/// <param name="Start">When it begins, UTC.</param>
public readonly record struct FoldPeriod(FoldGrain Grain, DateTime Start)
{
    /// <summary>When it ends, UTC, exclusive.</summary>
    public DateTime End => Grain switch
    {
        FoldGrain.Hour => Start.AddHours(1),
        FoldGrain.Day => Start.AddDays(1),
        _ => Start.AddMonths(1),
    };

    /// <summary>The period that holds this one: the day of an hour, the month of a day.</summary>
    public FoldPeriod Parent => Grain switch
    {
        FoldGrain.Hour => new(FoldGrain.Day, Start.Date),
        FoldGrain.Day => new(FoldGrain.Month, new(Start.Year, Start.Month, 1, 0, 0, 0, DateTimeKind.Utc)),
        _ => throw new InvalidOperationException("a month has no parent"),
    };

    /// <summary>The periods that this one consists of: a day's 24 hours, a month's days.</summary>
    public IEnumerable<FoldPeriod> Children()
    {
        var child = Grain switch
        {
            FoldGrain.Day => FoldGrain.Hour,
            FoldGrain.Month => FoldGrain.Day,
            _ => throw new InvalidOperationException("an hour has no smaller periods"),
        };
        for (var period = new FoldPeriod(child, Start); period.Start < End; period = new(child, period.End))
            yield return period;
    }

    /// <summary>The hour of a time.</summary>
    public static FoldPeriod HourOf(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return new(FoldGrain.Hour, new(utc.Year, utc.Month, utc.Day, utc.Hour, 0, 0, DateTimeKind.Utc));
    }

    /// <summary>Reads a fold's id.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static FoldPeriod Parse(string id)
    {
        var (grain, format) = id.Length switch
        {
            13 => (FoldGrain.Hour, "yyyy-MM-dd'T'HH"),
            10 => (FoldGrain.Day, "yyyy-MM-dd"),
            _ => (FoldGrain.Month, "yyyy-MM"),
        };
        return new(grain, DateTime.ParseExact(id, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
    }

    /// <summary>
    /// The fewest periods that cover a stretch of whole hours exactly: months where they are whole, days where they are whole, hours at the edges.
    /// </summary>
    /// <param name="from">A whole hour, UTC.</param>
    /// <param name="to">A whole hour, UTC, exclusive.</param>
    /// <param name="longest">The longest periods to use.</param>
    public static IEnumerable<FoldPeriod> Cover(DateTime from, DateTime to, FoldGrain longest = FoldGrain.Month)
    {
        while (from < to)
        {
            var month = new FoldPeriod(FoldGrain.Month, from);
            var day = new FoldPeriod(FoldGrain.Day, from);
            var period = longest >= FoldGrain.Month && from is { Day: 1, Hour: 0 } && month.End <= to ? month
                : longest >= FoldGrain.Day && from.Hour == 0 && day.End <= to ? day
                : new FoldPeriod(FoldGrain.Hour, from);
            yield return period;
            from = period.End;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Start.ToString(
        Grain switch
        {
            FoldGrain.Hour => "yyyy-MM-dd'T'HH",
            FoldGrain.Day => "yyyy-MM-dd",
            _ => "yyyy-MM",
        },
        CultureInfo.InvariantCulture);
}

/// <summary>How long a period is.</summary>
public enum FoldGrain
{
    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A month.</summary>
    Month,
}
