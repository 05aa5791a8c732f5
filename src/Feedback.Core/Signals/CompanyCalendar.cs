using System.Collections.Concurrent;

namespace Feedback.Core.Signals;

/// <summary>
/// The hours, days and months of the company, in its time zone. An hour is named by the instant at which it begins; a day and a month by their date, whatever
/// number of hours the clocks make them have.
/// </summary>
/// <remarks>
/// An hour begins where the company's clock shows no minutes: at :30 or :15 UTC in some zones. Where a clock change is one of half an hour, as on Lord Howe
/// Island, the hour that it breaks off is as short as that.
/// </remarks>
public sealed class CompanyCalendar(TimeZoneInfo zone)
{
    /// <summary>The calendar of a company that reckons in UTC.</summary>
    public static readonly CompanyCalendar Utc = new(TimeZoneInfo.Utc);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<DateOnly, DateTime> _starts = new();

    /// <summary>The time zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>Whether it reckons in UTC.</summary>
    public bool IsUtc { get; } = zone.HasSameRules(TimeZoneInfo.Utc);

    /// <summary>The time zone's IANA name, as it stands in folds; <c>null</c> for UTC, whose folds say nothing of it.</summary>
    public string? ZoneName => IsUtc ? null : zone.Id;

    /// <summary>The time zone of that IANA name; <c>null</c> when there is none.</summary>
    public static TimeZoneInfo? FindZone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) && found.HasIanaId && found.Id == name ? found : null;

    /// <summary>What the company's clock shows.</summary>
    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone);

    /// <summary>The date on which a time falls.</summary>
    public DateOnly DateOf(DateTimeOffset time) => DateOf(time.UtcDateTime);

    /// <summary>When a day begins, UTC: at midnight, or where the clocks leave midnight out, with the first moment after it.</summary>
    public DateTime StartOf(DateOnly day)
    {
        if (IsUtc)
            return day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        if (_starts.TryGetValue(day, out var known))
            return known;
        // Whoever asks for any day of the calendar shall not fill the memory with them.
        if (_starts.Count > 20_000)
            _starts.Clear();
        return _starts[day] = ToUtc(day.ToDateTime(TimeOnly.MinValue));
    }

    /// <summary>When a period begins, UTC.</summary>
    public DateTime StartOf(FoldPeriod period) => period.Grain == FoldGrain.Hour ? period.Start : StartOf(period.Date);

    /// <summary>When a period ends, UTC, exclusive.</summary>
    public DateTime EndOf(FoldPeriod period) => period.Grain switch
    {
        FoldGrain.Hour => HourOf(period.Start + Hour).Start is var next && next > period.Start ? next : period.Start + Hour,
        FoldGrain.Day => StartOf(period.Date.AddDays(1)),
        _ => StartOf(period.Date.AddMonths(1)),
    };

    /// <summary>The hour of a time.</summary>
    public FoldPeriod HourOf(DateTimeOffset time) => HourOf(time.UtcDateTime);

    /// <summary>The day of an hour, the month of a day.</summary>
    public FoldPeriod ParentOf(FoldPeriod period) => period.Grain switch
    {
        FoldGrain.Hour => FoldPeriod.OfDay(DateOf(period.Start)),
        FoldGrain.Day => FoldPeriod.OfMonth(period.Date),
        _ => throw new InvalidOperationException("a month has no parent"),
    };

    /// <summary>The periods that one consists of: a day's hours, of which a clock change makes 23 or 25, a month's days.</summary>
    public IEnumerable<FoldPeriod> ChildrenOf(FoldPeriod period) => period.Grain switch
    {
        FoldGrain.Day => Cover(StartOf(period), EndOf(period), FoldGrain.Hour),
        FoldGrain.Month => Enumerable.Range(0, DateTime.DaysInMonth(period.Date.Year, period.Date.Month)).Select(day =>
            FoldPeriod.OfDay(period.Date.AddDays(day))),
        _ => throw new InvalidOperationException("an hour has no smaller periods"),
    };

    /// <summary>
    /// The fewest periods that cover a stretch of whole hours exactly: months where they are whole, days where they are whole, hours at the edges.
    /// </summary>
    /// <param name="from">A whole hour, UTC.</param>
    /// <param name="to">A whole hour, UTC, exclusive.</param>
    /// <param name="longest">The longest periods to use.</param>
    public IEnumerable<FoldPeriod> Cover(DateTime from, DateTime to, FoldGrain longest = FoldGrain.Month)
    {
        while (from < to)
        {
            var period = HourOf(from);
            if (longest >= FoldGrain.Day && DateOf(from) is var date && StartOf(date) == from)
            {
                if (longest >= FoldGrain.Month && date.Day == 1 && FoldPeriod.OfMonth(date) is var month && EndOf(month) <= to)
                    period = month;
                else if (FoldPeriod.OfDay(date) is var day && EndOf(day) <= to)
                    period = day;
            }

            yield return period;
            from = EndOf(period);
        }
    }

    /// <summary>The date on which a time of UTC falls.</summary>
    public DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(IsUtc ? utc : TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    /// <summary>The hour of a time of UTC.</summary>
    public FoldPeriod HourOf(DateTime utc)
    {
        var start = utc - MinutesOf(utc);
        // Between the two the clocks may have changed by a part of an hour: then the hour begins where they did.
        if (!IsUtc && (zone.GetUtcOffset(start) - zone.GetUtcOffset(utc)).Ticks % Hour.Ticks != 0)
        {
            var (before, after) = (start, new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc));
            while (after - before > TimeSpan.FromMinutes(1))
            {
                var middle = before + TimeSpan.FromMinutes(Math.Floor((after - before).TotalMinutes / 2));
                if (zone.GetUtcOffset(middle) == zone.GetUtcOffset(utc))
                    after = middle;
                else
                    before = middle;
            }

            start = after;
        }

        return new(FoldGrain.Hour, start);
    }

    /// <summary>The same time of day some days later, or earlier.</summary>
    public DateTimeOffset AddDays(DateTimeOffset time, int days) =>
        IsUtc ? time.AddDays(days) : new(ToUtc(Local(time).DateTime.AddDays(days)), TimeSpan.Zero);

    private TimeSpan MinutesOf(DateTime utc)
    {
        // Offsets of whole minutes: those with seconds are older than anything that is counted here.
        var local = IsUtc ? utc.Ticks : utc.Ticks + TimeSpan.FromMinutes(Math.Round(zone.GetUtcOffset(utc).TotalMinutes)).Ticks;
        return TimeSpan.FromTicks(local % Hour.Ticks);
    }

    private DateTime ToUtc(DateTime local)
    {
        // Where clocks are put forward over it, what was to happen then happens when they are; where they are put back, it is the first of two.
        if (zone.IsInvalidTime(local))
            return DateTime.SpecifyKind(local - zone.GetUtcOffset(DateTime.SpecifyKind(local - zone.BaseUtcOffset - TimeSpan.FromHours(3), DateTimeKind.Utc)),
                DateTimeKind.Utc);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }
}
