using System.Globalization;
using Feedback.Core.Journeys;

namespace Feedback.Core.Tickets;

/// <summary>Why a ticket is proposed to another silo than the one that owns its theme: what its customers complain about besides points there.</summary>
/// <param name="Silo">The silo that owns the likely cause, and is proposed as the ticket's owner.</param>
/// <param name="InsteadOf">The silo that owns the ticket's theme.</param>
/// <param name="Theme">The likely cause.</param>
/// <param name="Reason">The reason in words.</param>
public sealed record OwnerProposal(string Silo, string InsteadOf, string Theme, string Reason)
{
    /// <summary>The ticket with the owner that the evidence proposes. What a person decided stays, and so does a proposal once it is made: only its figures are
    /// renewed.</summary>
    /// <param name="ticket">The ticket, with what is said together as it was read last.</param>
    /// <param name="journey">Its journey.</param>
    /// <param name="now">The present, UTC.</param>
    internal static Ticket Of(Ticket ticket, JourneyDefinition journey, DateTimeOffset now)
    {
        // What was merged into the ticket is no cause beside it.
        if (ticket.Proposal is { } past && ticket.Topics.Any(topic => topic.Theme == past.Theme))
            ticket = ticket with { Proposal = null };
        if (IsTakenOn(ticket) || ticket.SaidTogether.FirstOrDefault(said => said.IsStrongCause) is not { } cause)
            return ticket;
        var proposed = new OwnerProposal(cause.OwnedBy, ticket.Proposal?.InsteadOf ?? ticket.OwnedBy, cause.Theme, ReasonOf(cause, ticket, journey));
        if (ticket.OwnedBy == cause.OwnedBy)
            return ticket.Proposal?.Theme == cause.Theme ? ticket with { Proposal = proposed } : ticket;
        if (ticket.Proposal is not null)
            return ticket;
        // Who is told of a ticket that is raised is told of its owner too; a later proposal is news.
        var told = ticket.RaisedAt == now ? ticket : ticket.Append(TicketAction.Assigned, TicketActor.Program, now, text: proposed.Reason);
        return told with { OwnedBy = cause.OwnedBy, Proposal = proposed };
    }

    private static bool IsTakenOn(Ticket ticket) => ticket.State != TicketState.Open || ticket.Assignee is not null || ticket.History.Any(entry =>
        entry.By != TicketEntry.System && entry.Action is not (TicketAction.Raised or TicketAction.Commented or TicketAction.Scheduled));

    private static string ReasonOf(SaidTogether cause, Ticket ticket, JourneyDefinition journey)
    {
        var of = journey.ThemeTitle(cause.Theme);
        return string.Create(CultureInfo.InvariantCulture,
            $"{100 * cause.Share:0}% of the customers who complain about “{journey.ThemeTitle(ticket.Theme)}” also complain about “{of}” "
                + $"({cause.Customers} of {cause.Of}). It comes up {cause.Lift:0.#} times as often as with other customers "
                + $"(between {cause.Low:0.#} and {cause.High:0.#}). “{of}” belongs to {journey.SiloTitle(cause.OwnedBy)}.");
    }
}
