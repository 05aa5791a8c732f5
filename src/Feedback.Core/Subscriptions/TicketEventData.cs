using Feedback.Core.Records;
using Feedback.Core.Tickets;

namespace Feedback.Core.Subscriptions;

/// <summary>A ticket as other systems are notified of it: figures and names of the house, never a customer's word or identity.</summary>
public sealed record TicketEventData
{
    /// <summary>The ticket's id.</summary>
    public required string Id { get; init; }

    /// <summary>The journey.</summary>
    public required string Journey { get; init; }

    /// <summary>The title, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Its state.</summary>
    public required TicketState State { get; init; }

    /// <summary>The theme of its first topic.</summary>
    public required string Theme { get; init; }

    /// <summary>The stage of its first topic.</summary>
    public required string Stage { get; init; }

    /// <summary>What it covers.</summary>
    public required IReadOnlyList<Topic> Topics { get; init; }

    /// <summary>The silo that owns it.</summary>
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

    /// <summary>Its last surge.</summary>
    public TicketSurge? Surge { get; init; }

    /// <summary>How many customers it hurts.</summary>
    public required long Customers { get; init; }

    /// <summary>Whether the number of customers is an estimate (±3%).</summary>
    public bool CustomersEstimated { get; init; }

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
