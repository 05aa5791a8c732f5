using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Feedback.Core.Privacy;
using Feedback.Core.Records;
using Feedback.Core.Tickets;

namespace Feedback.Core.Subscriptions;

/// <summary>What happened to a ticket, as others are told of it: each entry of its history is one event, once and for all.</summary>
public static class TicketEvents
{
    /// <summary>All types.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Enum.GetValues<TicketAction>().Select(TypeOf)];

    /// <summary>The type of the event that an action is: <c>ticket.moved</c> and the like.</summary>
    public static string TypeOf(TicketAction action) => "ticket." + action.ToString().ToLowerInvariant();

    /// <summary>The events that a ticket holds, the oldest first. The facts are those of the ticket as it stands.</summary>
    public static IReadOnlyList<TicketEvent> Of(Ticket ticket) => [.. ticket.History.Select(entry => new TicketEvent
    {
        Id = IdOf(ticket.Id, entry.Number),
        Type = TypeOf(entry.Action),
        Timestamp = entry.At,
        Data = FactsOf(ticket, entry),
    })];

    /// <summary>The event's id, the same for good: <c>evt_</c> and 128 bits of a hash. No full stop is in it, which Standard Webhooks asks of ids.</summary>
    public static string IdOf(string ticket, int entry) =>
        "evt_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ticket}\n{entry}"))).AsSpan(0, 16));

    private static TicketFacts FactsOf(Ticket ticket, TicketEntry entry) => new()
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
        Customers = ticket.Evidence.Customers,
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

/// <summary>One event, in the form that Standard Webhooks recommends for a body.</summary>
public sealed record TicketEvent
{
    /// <summary>Its id: the header <c>webhook-id</c>, no part of the body.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>What happened: one of <see cref="TicketEvents.Types"/>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The ticket.</summary>
    public required TicketFacts Data { get; init; }
}

/// <summary>A ticket as others are told of it: figures and names of the house, never a customer's word or identity.</summary>
public sealed record TicketFacts
{
    /// <summary>The ticket's id.</summary>
    public required string Id { get; init; }

    /// <summary>The journey.</summary>
    public required string Journey { get; init; }

    /// <summary>What it is, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>How far it has come.</summary>
    public required TicketState State { get; init; }

    /// <summary>The theme of its first topic.</summary>
    public required string Theme { get; init; }

    /// <summary>The stage of its first topic.</summary>
    public required string Stage { get; init; }

    /// <summary>What it covers.</summary>
    public required IReadOnlyList<Topic> Topics { get; init; }

    /// <summary>The silo that can mend it.</summary>
    public required string OwnedBy { get; init; }

    /// <summary>Who in that silo works on it.</summary>
    public string? Assignee { get; init; }

    /// <summary>The silos that help.</summary>
    public required IReadOnlyList<string> Collaborators { get; init; }

    /// <summary>The silos that hear it.</summary>
    public required IReadOnlyList<SiloCount> HeardBy { get; init; }

    /// <summary>Whether it crosses silos.</summary>
    public required bool CrossSilo { get; init; }

    /// <summary>How much it matters, and why.</summary>
    public required TicketPriority Priority { get; init; }

    /// <summary>How many customers it hurts.</summary>
    public required long Customers { get; init; }

    /// <summary>When it was raised, UTC.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>By when it is to be shipped, UTC.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the change reached the customers, UTC.</summary>
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>What the customers' own later feedback says.</summary>
    public TicketOutcome? Outcome { get; init; }

    /// <summary>The ticket that it was merged into.</summary>
    public string? MergedInto { get; init; }

    /// <summary>What was done, by whom and when.</summary>
    public required TicketEntry Entry { get; init; }

    /// <summary>Where the ticket can be read, on the server that sends this.</summary>
    public required string Link { get; init; }
}
