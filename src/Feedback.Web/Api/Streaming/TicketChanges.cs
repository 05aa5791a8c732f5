using System.Net.ServerSentEvents;
using System.Text.Json;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;

namespace Feedback.Web.Api;

/// <summary>
/// The events of changed tickets. The feed shows a ticket as it is, not what is new of it, so a stream remembers how far it has told of each.
/// Of a ticket that it has not seen, it tells what was done since the place at which it begins, or in the ticket's last change.
/// </summary>
internal sealed class TicketChanges(DateTimeOffset from)
{
    private readonly Dictionary<string, int> _told = new(StringComparer.Ordinal);

    public IEnumerable<SseItem<string>> Of(Document document)
    {
        var ticket = Json.Read(document, TicketsJson.Default.Ticket);
        var seen = _told.TryGetValue(ticket.Id, out var told);
        _told[ticket.Id] = ticket.History.Count;
        var isNew = ticket.RaisedAt == ticket.UpdatedAt && ticket.History.Count <= 1;
        if (!isNew)
            yield return Event("ticket.changed", ticket, ticket.History.Count > 0 ? ticket.History[^1].Action : TicketAction.Raised, ticket.History.Count);
        else if (ticket.History.Count == 0)
            yield return Event(TicketEvents.TypeOf(TicketAction.Raised), ticket, TicketAction.Raised, 0);
        foreach (var entry in ticket.History.Where(entry => isNew || (seen ? entry.Number >= told : entry.At >= from || entry.At == ticket.UpdatedAt)))
            yield return Event(TicketEvents.TypeOf(entry.Action), ticket, entry.Action, entry.Number + 1);
    }

    private static SseItem<string> Event(string type, Ticket ticket, TicketAction action, int version)
    {
        var changed = new TicketChangedEvent(ticket.Id, ticket.Journey, ticket.Theme, ticket.Stage, ticket.State, ticket.Title, ticket.OwnedBy,
            ticket.Evidence.Customers, ticket.UpdatedAt, action, version, ticket.Evidence.CustomersEstimated);
        return new(JsonSerializer.Serialize(changed, AppJson.Default.TicketChangedEvent), type);
    }
}
