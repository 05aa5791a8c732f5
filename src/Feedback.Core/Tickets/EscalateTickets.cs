using Feedback.Core.Journeys;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Tickets;

/// <summary>Escalates the tickets that wait too long. May run as often as it likes, and on several machines: what was escalated stays so.</summary>
public sealed class EscalateTickets(JourneyCatalogue catalogue, TicketQuery tickets, ChangeTicket change, TimeProvider time, ILogger<EscalateTickets> logger)
{
    /// <summary>Looks at the tickets of every active journey.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        foreach (var journey in catalogue.Active)
        {
            foreach (var ticket in await tickets.OfJourneyAsync(journey.Id, cancellationToken))
            {
                if (ReferenceEquals(TicketAgeing.Escalate(ticket, time.GetUtcNow()), ticket))
                    continue;
                var changed = await change.RunAsync(ticket.Id, null, static (found, now) => TicketChange.Done(TicketAgeing.Escalate(found, now)),
                    cancellationToken);
                if (changed.Ticket is { History: [.., { Action: TicketAction.Escalated, Text: var reason }] })
                    logger.LogWarning("Escalated ticket {Ticket}: {Reason}", ticket.Id, reason);
            }
        }
    }
}
