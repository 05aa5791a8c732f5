using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>
/// Changes a ticket. The version that callers present is the length of its history, not the store's ETag: detection rewrites the evidence every few minutes,
/// and that must not make a person's change fail. The store's ETag still guards every write; when only the evidence has changed meanwhile, the change is made
/// again.
/// </summary>
public sealed class ChangeTicket(IDocumentStore store, TicketQuery tickets, TimeProvider time)
{
    /// <summary>How many bytes of JSON a ticket may have after a change. Engines limit documents; Cosmos DB at 2 MB.</summary>
    public const int MostBytes = 1_500_000;

    /// <summary>Applies one change.</summary>
    /// <param name="id">The ticket's id.</param>
    /// <param name="isPresented">Whether a version is the one that the caller saw; <c>null</c> for any.</param>
    /// <param name="change">What is to be done, at a time; called again when the ticket was rewritten meanwhile, so it must depend on nothing else.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TicketChange> RunAsync(
        string id, Predicate<int>? isPresented, Func<Ticket, DateTimeOffset, TicketChange> change, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await tickets.FindAsync(id, cancellationToken) is not { } found)
                return TicketChange.NotFound;
            if (isPresented?.Invoke(found.Ticket.History.Count) == false)
                return TicketChange.Stale(found.Ticket.History.Count);
            var changed = change(found.Ticket, time.GetUtcNow());
            if (changed.Ticket is not { } after || ReferenceEquals(after, found.Ticket))
                return changed;
            var body = Json.Serialize(after, TicketsJson.Default.Ticket);
            if (body.Length > MostBytes)
                return TicketChange.Conflict("The ticket is full: with this text it would exceed 1.5 MB.");
            if ((await store.ReplaceAsync(Containers.Tickets, new(new(after.Journey, after.Id), body), found.ETag, cancellationToken)).Written)
                return changed;
        }
    }
}
