using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Outcomes;

/// <summary>
/// Measures what became of shipped tickets and moves those with a verdict on. Nothing else makes a ticket verified or ineffective. It can run at any time and
/// as often as one likes: the answer stays the same for a week, and a ticket is written under its ETag and only when its look or its verdict is another.
/// </summary>
public sealed class MeasureOutcomes(
    IDocumentStore store, JourneyCatalogue catalogue, FoldCache folds, OutcomeAnalysis analysis, TimeProvider time, ILogger<MeasureOutcomes> logger)
{
    /// <summary>Measures the shipped tickets of every active journey.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        foreach (var journey in catalogue.Active)
            await RunAsync(journey.Id, cancellationToken);
    }

    private async Task RunAsync(string journey, CancellationToken cancellationToken)
    {
        var found = await store.TicketsOfAsync(journey, cancellationToken).ToListAsync(cancellationToken);
        List<Ticket> tickets = [.. found.Select(stored => stored.Ticket)];
        foreach (var stored in found.Where(stored => stored.Ticket.State == TicketState.Shipped))
            await MeasureAsync(stored, tickets, cancellationToken);
    }

    private async Task MeasureAsync(StoredTicket stored, IReadOnlyList<Ticket> tickets, CancellationToken cancellationToken)
    {
        var key = new DocumentKey(stored.Ticket.Journey, stored.Ticket.Id);
        while (true)
        {
            if (await OutcomeAsync(stored.Ticket, tickets, cancellationToken) is not { } outcome
                || TicketLifecycle.Conclude(stored.Ticket, outcome, outcome.MeasuredAt).Ticket is not { } concluded)
                return;
            if ((await store.ReplaceAsync(Containers.Tickets, Json.Write(key, concluded, TicketsJson.Default.Ticket), stored.ETag, cancellationToken)).Written)
            {
                logger.LogInformation("Measured ticket {Ticket} at look {Look}: {Verdict}", key.Id, outcome.Look, outcome.Verdict);
                return;
            }

            if (await store.GetAsync(Containers.Tickets, key, cancellationToken) is not { } newer)
                return;
            stored = StoredTicket.Of(newer);
        }
    }

    /// <summary>The outcome of a ticket; <c>null</c> when it has none or the ticket bears it already.</summary>
    private async Task<TicketOutcome?> OutcomeAsync(Ticket ticket, IReadOnlyList<Ticket> tickets, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (ticket.State != TicketState.Shipped || ShippedChange.Of(ticket) is not { } change || analysis.Needs(change, now) is not { } period)
            return null;
        if (ticket.Outcome is { } before && before.ShippedAt == change.ShippedAt && before.Look == PlannedLooks.At(change.ShippedAt, now, analysis.Calendar))
            return null;
        var days = await folds.ReadAsync(ticket.Journey, period.From.UtcDateTime, period.To.UtcDateTime, FoldGrain.Day, cancellationToken);
        var excluded = tickets.Where(other => other.Id != ticket.Id && Changes(other, change)).SelectMany(other => other.Topics).ToHashSet();
        return analysis.Of(days, change, excluded, now);
    }

    /// <summary>Whether a ticket's topics change for a reason of their own: they are in trouble, are worked on, or a change of theirs was shipped in or after
    /// the days that are compared.</summary>
    private bool Changes(Ticket other, ShippedChange change) =>
        other.State is TicketState.Open or TicketState.Accepted or TicketState.InProgress or TicketState.Shipped
        || other.ShippedAt > change.ShippedAt - analysis.Reach;
}
