namespace Feedback.Core.Tickets;

/// <summary>How long a ticket waits, and when that is too long.</summary>
public static class TicketAgeing
{
    /// <summary>How long a ticket may be open before somebody accepts it.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromDays(7);

    /// <summary>How many years ahead a due date may lie.</summary>
    public const int DueWithinYears = 5;

    /// <summary>Whether a live ticket is past its due date.</summary>
    public static bool IsOverdue(Ticket ticket, DateTimeOffset now) => TicketLifecycle.IsLive(ticket.State) && ticket.DueAt < now;

    /// <summary>Whole days since it was raised; until it was verified, closed or dismissed, when it was.</summary>
    public static int AgeInDays(Ticket ticket, DateTimeOffset now)
    {
        var done = ticket.State is TicketState.Verified or TicketState.Closed or TicketState.Dismissed;
        var until = done ? ticket.History.LastOrDefault(entry => entry.To == ticket.State)?.At ?? now : now;
        return Math.Max(0, (int)(until - ticket.RaisedAt).TotalDays);
    }

    /// <summary>The ticket as it is answered: with what can be done from here, its age, and whether it is overdue or surges.</summary>
    public static Ticket WithComputedFields(this Ticket ticket, DateTimeOffset now) => ticket with
    {
        Possible = TicketLifecycle.Possible(ticket),
        AgeDays = AgeInDays(ticket, now),
        Overdue = IsOverdue(ticket, now),
        Surging = TicketSurges.IsSurging(ticket, now),
    };

    /// <summary>Escalates what is overdue or accepted by nobody: once for each due date, and once for each time that it became open.</summary>
    /// <returns>The very same ticket when there is nothing new to escalate.</returns>
    public static Ticket Escalate(Ticket ticket, DateTimeOffset now) =>
        Reasons(ticket, now)
            .Where(reason => !ticket.History.Any(entry => entry.Action == TicketAction.Escalated && entry.At > reason.Since))
            .Aggregate(ticket, (before, reason) => before.Append(TicketAction.Escalated, TicketActor.Program, now, text: reason.Words));

    // Each with the time from which it holds: what was escalated after that time was escalated for it.
    private static IEnumerable<(DateTimeOffset Since, string Words)> Reasons(Ticket ticket, DateTimeOffset now)
    {
        if (IsOverdue(ticket, now))
            yield return (ticket.DueAt!.Value, $"Was due {TicketTime.Of(ticket.DueAt.Value)} and has not shipped.");
        var openSince = ticket.History.LastOrDefault(entry => entry.To == TicketState.Open)?.At ?? ticket.RaisedAt;
        if (ticket.State == TicketState.Open && now - openSince > OpenFor)
            yield return (openSince + OpenFor, $"Open since {TicketTime.Of(openSince)}, not accepted within {OpenFor.Days} days.");
    }
}
