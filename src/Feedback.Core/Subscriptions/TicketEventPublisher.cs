using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Subscriptions;

/// <summary>
/// What is sent to the topic of ticket events. Whoever calls sends it afterwards and cannot say whether that succeeded, so a ticket's entries count as sent
/// only when
/// <see cref="Certain"/> has passed: until then each change of the ticket brings them again. A receiver knows by the id what it has already.
/// </summary>
public sealed class TicketEventPublisher(IDocumentStore store, TimeProvider time)
{
    /// <summary>After how long a sending that was not repeated has succeeded: far longer than a lease on the change feed lasts, at whose end a failed page
    /// comes again.</summary>
    public static readonly TimeSpan Certain = TimeSpan.FromMinutes(10);

    /// <summary>The events to send after these tickets changed, the oldest of each ticket first.</summary>
    public async Task<IReadOnlyList<TicketMessage>> OfAsync(IReadOnlyList<Ticket> changed, CancellationToken cancellationToken)
    {
        var messages = new List<TicketMessage>();
        foreach (var ticket in changed.DistinctBy(ticket => ticket.Id))
        {
            var now = time.GetUtcNow();
            var known = await store.GetAsync(Containers.Settings, new(DocumentKinds.TicketOnTopic, ticket.Id), cancellationToken);
            var mark = known is null ? new(0, 0, now) : Json.Read(known, SubscriptionsJson.Default.TicketOnTopic);
            if (mark.At + Certain <= now)
                mark = mark with { Certain = mark.Sent };
            if (ticket.History.Count <= mark.Certain)
                continue;
            messages.AddRange(TicketEvents.Of(ticket).Where(ticketEvent => ticketEvent.Data.Entry.Number >= mark.Certain).Select(TicketMessage.Of));
            if (ticket.History.Count > mark.Sent)
                mark = mark with { Sent = ticket.History.Count, At = now };
            await store.UpsertAsync(Containers.Settings, Json.Write(new(DocumentKinds.TicketOnTopic, ticket.Id), mark, SubscriptionsJson.Default.TicketOnTopic),
                cancellationToken);
        }

        return messages;
    }
}

/// <summary>How far a ticket was sent to the topic.</summary>
/// <param name="Certain">How many entries of its history have arrived there.</param>
/// <param name="Sent">How many were handed over.</param>
/// <param name="At">When the last of them first was, UTC.</param>
public sealed record TicketOnTopic(int Certain, int Sent, DateTimeOffset At);

/// <summary>One event as the topic has it: as a webhook's body, with the id, which a webhook has in a header.</summary>
/// <param name="Id">The event's id, the same for good.</param>
/// <param name="Type">What happened: one of <see cref="TicketEvents.Types"/>.</param>
/// <param name="Timestamp">When it happened, UTC.</param>
/// <param name="Data">The ticket.</param>
public sealed record TicketMessage(string Id, string Type, DateTimeOffset Timestamp, TicketEventData Data)
{
    /// <summary>The message of an event.</summary>
    public static TicketMessage Of(TicketEvent ticketEvent) => new(ticketEvent.Id, ticketEvent.Type, ticketEvent.Timestamp, ticketEvent.Data);
}
