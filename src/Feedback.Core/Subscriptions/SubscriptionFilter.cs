using Feedback.Core.Tickets;

namespace Feedback.Core.Subscriptions;

/// <summary>Which events a subscriber wants; what is <c>null</c> or 0 asks for all.</summary>
/// <param name="Silos">Tickets that one of these silos owns, helps with or hears.</param>
/// <param name="Stages">Tickets with a topic at one of these stages.</param>
/// <param name="MinPriority">Tickets of at least this priority, 0…100.</param>
/// <param name="Events">The types of events; see <see cref="TicketEvents.Types"/>.</param>
public sealed record SubscriptionFilter(
    IReadOnlyList<string>? Silos = null, IReadOnlyList<string>? Stages = null, int MinPriority = 0, IReadOnlyList<string>? Events = null)
{
    /// <summary>Everything.</summary>
    public static readonly SubscriptionFilter Everything = new();

    /// <summary>Whether an event of a ticket is wanted.</summary>
    public bool Matches(Ticket ticket, TicketAction action) =>
        (Silos is null || Silos.Any(silo => silo == ticket.OwnedBy || ticket.Collaborators.Contains(silo) || ticket.HeardBy.Any(hearer => hearer.Silo == silo)))
        && (Stages is null || Stages.Any(stage => stage == ticket.Stage || ticket.Topics.Any(topic => topic.Stage == stage)))
        && ticket.Priority.Score >= MinPriority
        && (Events is null || Events.Contains(TicketEvents.TypeOf(action)));
}
