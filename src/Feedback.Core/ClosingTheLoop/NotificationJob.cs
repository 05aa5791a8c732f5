using Feedback.Core.Tickets;

namespace Feedback.Core.ClosingTheLoop;

/// <summary>The work of notifying the customers of one verified ticket.</summary>
/// <param name="Ticket">The ticket's id.</param>
/// <param name="Journey">Its journey.</param>
/// <param name="Verification">The number of the history's entry that verified it.</param>
/// <param name="DueAt">When to go on, UTC; <c>null</c> when it is done.</param>
public sealed record NotificationJob(string Ticket, string Journey, int Verification, DateTimeOffset? DueAt)
{
    /// <summary>
    /// The number of the entry by which a ticket stands verified; <c>null</c> when it does not. A ticket that was closed since then still does: closing says
    /// that all is done. One that came back, or was merged into another, does not.
    /// </summary>
    public static int? VerificationOf(Ticket ticket)
    {
        if (ticket.State is not (TicketState.Verified or TicketState.Closed) || ticket.MergedInto is not null)
            return null;
        var last = ticket.History.LastOrDefault(entry => entry.To is not null and not TicketState.Closed && entry.To != entry.From);
        return last?.To == TicketState.Verified ? last.Number : null;
    }
}
