using Feedback.Core.Tickets;

namespace Feedback.Core.Digests;

/// <summary>What became of tickets in a week, as their histories say.</summary>
internal static class TicketsOfWeek
{
    /// <summary>The facts.</summary>
    /// <param name="tickets">The tickets that concern the audience.</param>
    /// <param name="from">The start of the week, UTC.</param>
    /// <param name="to">Its end, UTC, exclusive.</param>
    /// <param name="silo">The silo that is told; only what it owns can be late by its doing. <c>null</c> for everyone.</param>
    public static DigestTickets Of(IReadOnlyList<Ticket> tickets, DateTimeOffset from, DateTimeOffset to, string? silo)
    {
        List<(Ticket Ticket, TicketState State)> known = [.. tickets
            .Where(ticket => ticket.MergedInto is null && ticket.RaisedAt < to)
            .Select(ticket => (ticket, StateAt(ticket, to)))
            .OrderByDescending(pair => pair.ticket.Priority.Score).ThenBy(pair => pair.ticket.Id, StringComparer.Ordinal)];
        List<Ticket> live = [.. known.Where(pair => TicketLifecycle.IsLive(pair.State) && (silo is null || pair.Ticket.OwnedBy == silo)).Select(pair =>
            pair.Ticket)];
        return new(
            [.. known.Where(pair => pair.State != TicketState.Dismissed && CameIn(pair.Ticket, from, to)).Select(pair => pair.Ticket.Id)],
            [.. live.Select(ticket => AgeingOf(ticket, to)).OfType<DigestAgeing>().OrderByDescending(late => late.OpenDays)
                .ThenBy(late => late.Ticket, StringComparer.Ordinal)],
            [.. known.Where(pair => pair.State == TicketState.Shipped && MovedIn(pair.Ticket, TicketState.Shipped, from, to) && !Measured(pair.Ticket, from))
                .Select(pair => pair.Ticket.Id)],
            [.. known.Where(pair => Concluded(pair.Ticket, from, to) || (pair.State == TicketState.Shipped && Measured(pair.Ticket, from)))
                .Select(pair => OutcomeOf(pair.Ticket)).OrderBy(outcome => outcome.Verdict == OutcomeVerdict.NotEnoughYet)],
            live.Count,
            live.Count(ticket => ticket.Assignee is null))
        {
            Surged = [.. known.Where(pair => TicketLifecycle.HoldsItsTopics(pair.State)).Select(pair => SurgeIn(pair.Ticket, from, to)).OfType<DigestSurge>()
                .OrderByDescending(surge => surge.At)],
        };
    }

    private static DigestSurge? SurgeIn(Ticket ticket, DateTimeOffset from, DateTimeOffset to) =>
        ticket.History.LastOrDefault(entry => entry.Action == TicketAction.Surged && entry.At >= from && entry.At < to) is { } surge
            ? new(ticket.Id, surge.At, surge.Text) : null;

    private static TicketState StateAt(Ticket ticket, DateTimeOffset time) =>
        ticket.History.LastOrDefault(entry => entry.To is not null && entry.At < time)?.To ?? TicketState.Open;

    private static bool CameIn(Ticket ticket, DateTimeOffset from, DateTimeOffset to) =>
        (ticket.RaisedAt >= from && ticket.RaisedAt < to)
        || ticket.History.Any(entry => entry.Action is TicketAction.Reopened && entry.At >= from && entry.At < to);

    private static bool MovedIn(Ticket ticket, TicketState state, DateTimeOffset from, DateTimeOffset to) =>
        ticket.History.Any(entry => entry.To == state && entry.From != state && entry.At >= from && entry.At < to);

    private static bool Concluded(Ticket ticket, DateTimeOffset from, DateTimeOffset to) =>
        ticket.Outcome is not null && (MovedIn(ticket, TicketState.Verified, from, to) || MovedIn(ticket, TicketState.Ineffective, from, to));

    private static bool Measured(Ticket ticket, DateTimeOffset from) => ticket.Outcome is { Effect: not null } outcome && outcome.MeasuredAt >= from;

    private static DigestAgeing? AgeingOf(Ticket ticket, DateTimeOffset at)
    {
        var openDays = Math.Max(0, (int)(at - ticket.RaisedAt).TotalDays);
        if (ticket.DueAt is { } due && due < at)
            return new(ticket.Id, due, openDays);
        var openSince = ticket.History.LastOrDefault(entry => entry.To == TicketState.Open && entry.At < at)?.At ?? ticket.RaisedAt;
        return StateAt(ticket, at) == TicketState.Open && at - openSince > TicketAgeing.OpenFor ? new(ticket.Id, null, openDays) : null;
    }

    private static DigestOutcome OutcomeOf(Ticket ticket) =>
        new(ticket.Id, ticket.Outcome!.Verdict, ticket.Outcome.Effect, ticket.Outcome.Low, ticket.Outcome.High, ticket.Outcome.WeeksMore);
}
