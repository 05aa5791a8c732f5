using Feedback.Core.Requests;

namespace Feedback.Core.Tickets;

/// <summary>
/// Merges a ticket into another of its journey, which goes on with the topics and helpers of both. Two documents and no transaction: the other is written
/// first, so that no topic is ever without a ticket, and whoever repeats the merge after a crash between the two writes finishes it.
/// </summary>
public sealed class MergeTickets(TicketQuery tickets, ChangeTicket change)
{
    /// <summary>Merges.</summary>
    /// <param name="id">The ticket that ends.</param>
    /// <param name="isPresented">Whether a version of it is the one that the caller saw; <c>null</c> for any.</param>
    /// <param name="merge">Into which ticket, and why.</param>
    /// <param name="who">Who merges.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The ticket that goes on.</returns>
    public async Task<TicketChange> RunAsync(string id, Predicate<int>? isPresented, TicketMerge merge, TicketActor who,
        CancellationToken cancellationToken = default)
    {
        if (await tickets.FindAsync(id, cancellationToken) is not { Ticket: var source })
            return TicketChange.NotFound;
        if (source.MergedInto == merge.Into && await tickets.FindAsync(merge.Into, cancellationToken) is { Ticket: var survivor })
            return TicketChange.Done(survivor);
        if (isPresented?.Invoke(source.History.Count) == false)
            return TicketChange.Stale(source.History.Count);
        if (merge.Into == id)
            return TicketChange.Invalid("into", "must not be the ticket itself");
        if ((Refuse(source) ?? Crosses(source, merge.Into) ?? await IsBegunElsewhereAsync(source, merge.Into, cancellationToken)) is { } refused)
            return refused;

        var received = await change.RunAsync(merge.Into, null, (into, now) => Receive(into, source, merge.Reason, who, now), cancellationToken);
        if (received.Refusal is { } refusal)
            return refusal.Kind == RefusalKind.NotFound ? TicketChange.Invalid("into", "must be the id of a ticket") : received;
        // What is begun is finished, whatever else happened to the ticket since its version was looked at.
        var ended = await change.RunAsync(id, null, (found, now) => End(found, merge, who, now), cancellationToken);
        return ended.Ticket is null ? ended : received;
    }

    private static TicketChange? Refuse(Ticket ticket) =>
        TicketLifecycle.IsMergedAway(ticket)
        ?? (TicketLifecycle.IsLive(ticket.State) ? null
            : TicketChange.Conflict(
                $"The ticket {ticket.Id} is {JsonWord.Of(ticket.State)}. Only tickets that are open, accepted or in progress can be merged."));

    private static TicketChange Receive(Ticket into, Ticket source, string? reason, TicketActor who, DateTimeOffset now)
    {
        if (into.Journey != source.Journey)
            return TicketChange.Invalid("into", "must be a ticket of the same journey");
        if (Refuse(into) is { } refused)
            return refused;
        if (HasReceived(into, source.Id))
            return TicketChange.Done(into);
        return TicketLifecycle.IsFull(into, TicketHistory.MostEntries)
            ?? TicketChange.Done(into.Append(TicketAction.Merged, who, now, text: reason, otherTicket: source.Id) with
            {
                Topics = [.. into.Topics.Union(source.Topics)],
                Collaborators = [.. into.Collaborators.Append(source.OwnedBy).Union(source.Collaborators).Where(silo => silo != into.OwnedBy)],
            });
    }

    private static TicketChange End(Ticket found, TicketMerge merge, TicketActor who, DateTimeOffset now)
    {
        if (found.MergedInto == merge.Into)
            return TicketChange.Done(found);
        return TicketLifecycle.IsMergedAway(found)
            ?? Crosses(found, merge.Into)
            ?? TicketChange.Done(found.Append(TicketAction.Merged, who, now, TicketState.Closed, merge.Reason, merge.Into) with { MergedInto = merge.Into });
    }

    /// <summary>
    /// Two that are being merged into each other at once must not both end. Each sees the other's first write before its own second, and the one whose id comes
    /// later gives way.
    /// </summary>
    private static TicketChange? Crosses(Ticket source, string into) =>
        HasReceived(source, into) && string.CompareOrdinal(source.Id, into) > 0
            ? TicketChange.Conflict($"A merge of {into} into this ticket was started but not finished. Repeat that merge.")
            : null;

    /// <summary>Else a topic would stand in two tickets.</summary>
    private async Task<TicketChange?> IsBegunElsewhereAsync(Ticket source, string into, CancellationToken cancellationToken) =>
        (await tickets.OfJourneyAsync(source.Journey, cancellationToken))
            .FirstOrDefault(other => other.Id != into && TicketLifecycle.HoldsItsTopics(other.State) && HasReceived(other, source.Id)) is { } begun
            ? TicketChange.Conflict($"A merge into {begun.Id} was started but not finished. Repeat that merge.")
            : null;

    private static bool HasReceived(Ticket ticket, string source) =>
        ticket.History.Any(entry => entry is { Action: TicketAction.Merged, To: null } && entry.OtherTicket == source);
}

/// <summary>A merge that is asked for.</summary>
/// <param name="Into">The id of the ticket that goes on.</param>
/// <param name="Reason">Why.</param>
public sealed record TicketMerge(string Into, string? Reason = null);
