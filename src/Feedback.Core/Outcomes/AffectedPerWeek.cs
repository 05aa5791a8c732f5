using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Core.Outcomes;

/// <summary>How many customers a shipped change's topics hurt, week by week before it and since: what <see cref="OutcomeAnalysis"/> compares, in the form that
/// can be looked at.</summary>
public sealed class AffectedPerWeek(FoldCache folds)
{
    private const int DaysAWeek = 7;

    /// <summary>The weeks, the oldest first. They are counted from shipping, whose own day is neither before nor after; the last may be shorter than a
    /// week.</summary>
    /// <param name="ticket">A ticket.</param>
    /// <param name="weeksBefore">How many weeks before shipping, from 1.</param>
    /// <param name="now">The present, UTC; days that are not over are left out.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Nothing while the ticket is not shipped.</returns>
    public async Task<IReadOnlyList<WeekOfAffected>> OfAsync(Ticket ticket, int weeksBefore, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        if (ticket.ShippedAt is not { } shippedAt)
            return [];
        var shipped = folds.Calendar.DateOf(shippedAt);
        var first = shipped.AddDays(-DaysAWeek * weeksBefore);
        var since = PlannedLooks.FirstDay(shippedAt, folds.Calendar);
        var end = Earlier(folds.Calendar.DateOf(now), since.AddDays(DaysAWeek * PlannedLooks.Most));
        var read = await folds.ReadDaysAsync(ticket.Journey, first, end > shipped ? end : shipped, cancellationToken);
        var hurt = CountPerDay(read, ticket.Topics);
        return [.. Weeks(first, shipped), .. Weeks(since, end)];

        IEnumerable<WeekOfAffected> Weeks(DateOnly from, DateOnly to)
        {
            for (var start = from; start < to; start = start.AddDays(DaysAWeek))
            {
                var next = Earlier(start.AddDays(DaysAWeek), to);
                var days = Enumerable.Range(0, next.DayNumber - start.DayNumber).Select(start.AddDays).ToList();
                yield return new(start, days.Count, days.Sum(day => hurt.GetValueOrDefault(day)));
            }
        }
    }

    private static Dictionary<DateOnly, long> CountPerDay(IEnumerable<Fold> folds, IEnumerable<Topic> topics)
    {
        var ours = topics.ToHashSet();
        return folds
            .Select(fold => (Period: FoldPeriod.Parse(fold.Period), fold.Affected))
            .Where(fold => fold.Period.Grain == FoldGrain.Day)
            .ToDictionary(
                fold => fold.Period.Date,
                fold => fold.Affected.Where(affected => ours.Contains(new(affected.Theme, affected.Stage))).Sum(affected => affected.Count()));
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}

/// <summary>A week, or what there is of it.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Days">How many days it has, 1…7.</param>
/// <param name="Customers">Customers who complained about any of the topics, each once a day and topic.</param>
public sealed record WeekOfAffected(DateOnly From, int Days, long Customers)
{
    /// <summary>Customers a day.</summary>
    public double PerDay => (double)Customers / Days;
}
