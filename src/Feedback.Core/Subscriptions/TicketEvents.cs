using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Feedback.Core.Privacy;
using Feedback.Core.Tickets;

namespace Feedback.Core.Subscriptions;

/// <summary>What happened to a ticket, as other systems are notified of it: each entry of its history is one event, once and for all.</summary>
public static class TicketEvents
{
    // What was done to a ticket, and the name under which webhooks, the topic and the stream say so. A name that was once published stays.
    private static readonly FrozenDictionary<TicketAction, string> Names = new Dictionary<TicketAction, string>
    {
        [TicketAction.Raised] = "ticket.raised",
        [TicketAction.Moved] = "ticket.moved",
        [TicketAction.Reopened] = "ticket.reopened",
        [TicketAction.Commented] = "ticket.commented",
        [TicketAction.Assigned] = "ticket.assigned",
        [TicketAction.Scheduled] = "ticket.scheduled",
        [TicketAction.Escalated] = "ticket.escalated",
        [TicketAction.Merged] = "ticket.merged",
        [TicketAction.Split] = "ticket.split",
        [TicketAction.Surged] = "ticket.surged",
    }.ToFrozenDictionary();

    /// <summary>All types.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Enum.GetValues<TicketAction>().Select(TypeOf)];

    /// <summary>The type of the event that an action is.</summary>
    public static string TypeOf(TicketAction action) => Names[action];

    /// <summary>The events that a ticket holds, the oldest first. Their data are those of the ticket as it stands.</summary>
    public static IReadOnlyList<TicketEvent> Of(Ticket ticket) => [.. ticket.History.Select(entry => new TicketEvent
    {
        Id = IdOf(ticket.Id, entry.Number),
        Type = TypeOf(entry.Action),
        Timestamp = entry.At,
        Data = DataOf(ticket, entry),
    })];

    /// <summary>The event's id, the same for good: <c>evt_</c> and 128 bits of a hash. No full stop is in it, which Standard Webhooks asks of ids.</summary>
    public static string IdOf(string ticket, int entry) =>
        "evt_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ticket}\n{entry}")))
            .AsSpan(0, 16));

    private static TicketEventData DataOf(Ticket ticket, TicketEntry entry) => new()
    {
        Id = ticket.Id,
        Journey = ticket.Journey,
        Title = ticket.Title,
        State = ticket.State,
        Theme = ticket.Theme,
        Stage = ticket.Stage,
        Topics = ticket.Topics,
        OwnedBy = ticket.OwnedBy,
        Assignee = ticket.Assignee,
        Collaborators = ticket.Collaborators,
        HeardBy = ticket.HeardBy,
        CrossSilo = ticket.CrossSilo,
        Priority = ticket.Priority,
        Surge = ticket.Surge,
        Customers = ticket.Evidence.Customers,
        CustomersEstimated = ticket.Evidence.CustomersEstimated,
        RaisedAt = ticket.RaisedAt,
        DueAt = ticket.DueAt,
        ShippedAt = ticket.ShippedAt,
        Outcome = ticket.Outcome,
        MergedInto = ticket.MergedInto,
        // Staff write these, and now and then they copy a customer's address into them.
        Entry = entry.Text is { } text ? entry with { Text = PersonalData.Mask(text) } : entry,
        Link = "/v1/tickets/" + ticket.Id,
    };
}
