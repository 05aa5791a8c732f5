using Feedback.Core.Detection;
using Feedback.Core.Signals;

namespace Feedback.Core.Outcomes;

/// <summary>
/// Which days are compared. A ticket is raised on a peak, and after a peak it goes down by itself (regression to the mean; Galton 1886), so the days that led
/// to the ticket must not stand for what it was like before. All days are whole days of the company's, and in whole weeks where there is one, so that
/// weekdays weigh the same on both sides.
/// </summary>
/// <remarks>
/// Of a jump or a drift: the days between raising and shipping, when they are two weeks or more; they are heard after the choice was made. Otherwise the days
/// since the jump began, those that led to the ticket marked as <see cref="Selected"/>: they are read in two ways, see <see cref="OutcomeAnalysis"/>. What was
/// before a jump does not count: a change that only undoes the jump has helped. Of a chronic problem: the last eight weeks without the weeks that led to the
/// ticket, as it was the same before them; should fewer than two weeks remain, all of the eight, as a peak weighs little in a window that long.
/// </remarks>
internal sealed record ComparedDays(IReadOnlyList<DateOnly> Before, IReadOnlySet<DateOnly> Selected, IReadOnlyList<DateOnly> After, int Look)
{
    private static readonly HashSet<DateOnly> None = [];

    /// <summary>The days of the present look; <c>null</c> before the first.</summary>
    public static ComparedDays? Of(ShippedChange change, DateTimeOffset now, OutcomeSettings settings, CompanyCalendar? calendar = null)
    {
        calendar ??= CompanyCalendar.Utc;
        var look = PlannedLooks.At(change.ShippedAt, now, calendar);
        if (look == 0)
            return null;
        var (before, selected) = BeforeShipping(change, settings, calendar);
        return new(before, selected, Days(PlannedLooks.FirstDay(change.ShippedAt, calendar), 7 * look), look);
    }

    private static (IReadOnlyList<DateOnly> Before, IReadOnlySet<DateOnly> Selected) BeforeShipping(ShippedChange change, OutcomeSettings settings,
        CompanyCalendar calendar)
    {
        var shipped = calendar.DateOf(change.ShippedAt);
        var found = calendar.DateOf(change.FoundAt);
        var from = calendar.DateOf(change.Cause.From);
        if (change.Cause.Kind == FindingKind.Chronic)
        {
            var weeks = Enumerable.Range(1, settings.MostWeeksBefore).Select(week => Days(shipped.AddDays(-7 * week), 7)).Reverse().ToList();
            var apart = weeks.Where(week => week[^1] < from || week[0] > found).ToList();
            return ([.. (apart.Count >= settings.LeastWeeksBefore ? apart : weeks).SelectMany(week => week)], None);
        }

        var since = shipped.DayNumber - found.DayNumber - 1;
        if (since >= 7 * settings.LeastWeeksBefore)
            return (Last(since), None);

        var first = change.Cause.From.UtcDateTime == calendar.StartOf(from) ? from : from.AddDays(1);
        var days = Last(shipped.DayNumber - first.DayNumber);
        return (days, days.Where(day => day <= found).ToHashSet());

        IReadOnlyList<DateOnly> Last(int count)
        {
            count = Math.Clamp(count, 0, 7 * settings.MostWeeksBefore);
            count -= count < 7 ? 0 : count % 7;
            return Days(shipped.AddDays(-count), count);
        }
    }

    private static DateOnly[] Days(DateOnly first, int count) => [.. Enumerable.Range(0, count).Select(first.AddDays)];
}
