namespace Feedback.Core.Tickets;

/// <summary>Moves a ticket by hand, with an eye on the other tickets of its journey: one that comes back must not stand for a topic that another stands
/// for.</summary>
public sealed class MoveTicket(TicketQuery tickets, ChangeTicket change)
{
    /// <summary>Moves.</summary>
    /// <param name="id">The ticket's id.</param>
    /// <param name="isPresented">Whether a version is the one that the caller saw; <c>null</c> for any.</param>
    /// <param name="move">Where to, why, and since when it is shipped.</param>
    /// <param name="who">Who moves it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TicketChange> RunAsync(string id, Predicate<int>? isPresented, TicketMove move, TicketActor who,
        CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Ticket> others = move.To == TicketState.Open && await tickets.FindAsync(id, cancellationToken) is { Ticket.Journey: var journey }
            ? await tickets.OfJourneyAsync(journey, cancellationToken)
            : [];
        return await change.RunAsync(id, isPresented, (ticket, now) => TicketLifecycle.Move(ticket, move, who, now, others), cancellationToken);
    }
}
