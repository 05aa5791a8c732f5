using System.Globalization;
using Feedback.Core.Signals;

namespace Feedback.Core.Digests;

/// <summary>When the digest of a week is sent: on a day of the following week, at a time of day where the addressee is.</summary>
/// <param name="Day">The day.</param>
/// <param name="Time">The time of day.</param>
/// <param name="Zone">The time zone of addressees who have none of their own.</param>
public sealed record DigestSchedule(DayOfWeek Day, TimeOnly Time, TimeZoneInfo Zone)
{
    /// <summary>The company's weeks.</summary>
    public CompanyCalendar Calendar { get; init; } = CompanyCalendar.Utc;

    /// <summary>Mondays at 07:00 UTC.</summary>
    public static readonly DigestSchedule Usual = new(DayOfWeek.Monday, new(7, 0), TimeZoneInfo.Utc);

    /// <summary>Reads a day and a time such as <c>Monday 07:00</c>; <c>null</c> when it is none.</summary>
    public static (DayOfWeek Day, TimeOnly Time)? TryParse(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var day, var time]
        && Enum.GetNames<DayOfWeek>().FirstOrDefault(name => name.Equals(day, StringComparison.OrdinalIgnoreCase)) is { } name
        && TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? (Enum.Parse<DayOfWeek>(name), at)
            : null;

    /// <summary>
    /// When the digest of a week is sent. East of the company a Monday begins before the company's week is over: then as soon as it is.
    /// </summary>
    /// <param name="week">The week.</param>
    /// <param name="zone">The addressee's own time zone; <c>null</c> for the usual one.</param>
    public DateTimeOffset DueAt(IsoWeek week, TimeZoneInfo? zone = null)
    {
        zone ??= Zone;
        var local = week.Next.FirstDay.ToDateTime(TimeOnly.MinValue).AddDays(((int)Day + 6) % 7).Add(Time.ToTimeSpan());
        // In spring an hour is left out: what was to happen in it happens after it.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(30);
        var due = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
        return due < week.EndIn(Calendar) ? week.EndIn(Calendar) : due;
    }

    /// <summary>The last week whose digest is due.</summary>
    public IsoWeek LastDue(DateTimeOffset now, TimeZoneInfo? zone = null)
    {
        var week = IsoWeek.Of(now, Calendar).Previous;
        return DueAt(week, zone) <= now ? week : week.Previous;
    }

    /// <summary>When the next digest is sent.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now, TimeZoneInfo? zone = null) => DueAt(LastDue(now, zone).Next, zone);
}
