using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>A stretch of whole hours of the company's; its ends are times of UTC.</summary>
public sealed record QueryPeriod
{
    /// <summary>How long a period is when only its end is given.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromDays(28);

    private const int Year = 52 * 7;

    private QueryPeriod(DateTimeOffset from, DateTimeOffset to) => (From, To) = (from, to);

    /// <summary>The start, a whole hour.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The end, a whole hour, exclusive.</summary>
    public DateTimeOffset To { get; }

    /// <summary>The period of the same length before this one.</summary>
    public QueryPeriod Before() => new(From - (To - From), From);

    /// <summary>The same weeks a year before: 52 weeks, so that it begins and ends on the same days of the week.</summary>
    public QueryPeriod YearBefore() => new(From.AddDays(-Year), To.AddDays(-Year));

    /// <summary>The smallest stretch of whole hours that holds all between two times; <c>null</c> when the end does not lie after the start.</summary>
    public static QueryPeriod? Between(DateTimeOffset from, DateTimeOffset to, CompanyCalendar calendar)
    {
        var start = calendar.HourOf(from).Start;
        var last = calendar.HourOf(to);
        return from < to ? new(new(start), new(last.Start < to.UtcDateTime ? calendar.EndOf(last) : last.Start)) : null;
    }

    /// <summary>The last hours up to and with the present one.</summary>
    public static QueryPeriod Last(TimeSpan length, DateTimeOffset now, CompanyCalendar calendar)
    {
        var end = new DateTimeOffset(calendar.EndOf(calendar.HourOf(now)));
        return new(new(calendar.HourOf(end - length).Start), end);
    }
}
