using System.Globalization;

namespace Feedback.Core.Tickets;

/// <summary>Times as people read them in a ticket's history.</summary>
internal static class TicketTime
{
    private static readonly TimeSpan EndOfDay = new(23, 59, 59);

    /// <summary>"15 Dec".</summary>
    public static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>"15 Dec 2026" for the end of a day, which is how a due date is kept; "15 Dec 2026, 14:30 UTC" for any other time.</summary>
    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString(time.UtcDateTime.TimeOfDay == EndOfDay ? "d MMM yyyy" : "d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
