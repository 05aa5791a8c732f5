using Feedback.Core.Requests;

namespace Feedback.Core.Tickets;

/// <summary>How a ticket gets from state to state. Whether a change helped, nobody says but the customers: <see cref="Conclude"/>.</summary>
public static class TicketLifecycle
{
    /// <summary>How far back a change may have been shipped when somebody says so.</summary>
    public static readonly TimeSpan ShippedWithin = TimeSpan.FromDays(90);

    private static readonly Dictionary<TicketState, TicketState[]> ByHand = new()
    {
        [TicketState.Open] = [TicketState.Accepted, TicketState.Dismissed],
        [TicketState.Accepted] = [TicketState.InProgress, TicketState.Open, TicketState.Dismissed],
        [TicketState.InProgress] = [TicketState.Shipped, TicketState.Accepted, TicketState.Dismissed],
        [TicketState.Shipped] = [TicketState.InProgress, TicketState.Dismissed],
        [TicketState.Verified] = [TicketState.Closed, TicketState.Open],
        [TicketState.Ineffective] = [TicketState.InProgress, TicketState.Closed, TicketState.Open],
        [TicketState.Closed] = [TicketState.Open],
        [TicketState.Dismissed] = [TicketState.Open],
    };

    /// <summary>The states that a ticket can be moved to by hand; none when it was merged away.</summary>
    public static IReadOnlyList<TicketState> Possible(Ticket ticket) => ticket.MergedInto is null ? ByHand[ticket.State] : [];

    /// <summary>Whether somebody has still to do something: open, accepted or in progress.</summary>
    public static bool IsLive(TicketState state) => state is TicketState.Open or TicketState.Accepted or TicketState.InProgress;

    /// <summary>Whether it stands for its topics, so that no other may: live, shipped and waiting for its proof, or known not to have helped and waiting for a
    /// decision.</summary>
    public static bool HoldsItsTopics(TicketState state) => IsLive(state) || state is TicketState.Shipped or TicketState.Ineffective;

    /// <summary>Moves a ticket by hand.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="move">Where to, why, and since when it is shipped.</param>
    /// <param name="who">Who moves it.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="others">The other tickets of the journey: a ticket is not reopened while another stands for one of its topics.</param>
    public static TicketChange Move(Ticket ticket, TicketMove move, TicketActor who, DateTimeOffset now, IEnumerable<Ticket>? others = null)
    {
        var possible = Possible(ticket);
        if (!possible.Contains(move.To))
            return TicketChange.Conflict(WhyNot(ticket, move.To, possible), possible);
        var reopens = move.To == TicketState.Open && !IsLive(ticket.State);
        if (move.Reason is null && (reopens || move.To == TicketState.Dismissed))
            return TicketChange.Invalid("reason", reopens ? "is required to reopen a ticket" : "is required to dismiss a ticket");
        if (move.ShippedAt is { } given && WhyNotShipped(ticket, move.To, given, now) is { } fault)
            return TicketChange.Invalid("shippedAt", fault);
        if (reopens && others?.FirstOrDefault(other => other.Id != ticket.Id && HoldsItsTopics(other.State) && other.Topics.Intersect(ticket.Topics).Any())
            is { } holder)
            return TicketChange.Conflict($"The ticket {holder.Id} already covers a topic of this one.",
                [.. possible.Where(state => state != TicketState.Open)]);
        if (IsFull(ticket, TicketHistory.MostEntries) is { } full)
            return full;

        DateTimeOffset? shippedAt = move.To == TicketState.Shipped ? move.ShippedAt ?? now : null;
        var text = Join(move.Reason, shippedAt is { } since ? ShippedWords(since) : null, IsLive(move.To) ? Withdrawn(ticket) : null);
        var moved = ticket.Append(reopens ? TicketAction.Reopened : TicketAction.Moved, who, now, move.To, text);
        if (shippedAt is not null || IsLive(move.To))
            moved = moved with { ShippedAt = shippedAt, Outcome = null };
        return TicketChange.Done(moved);
    }

    /// <summary>Notes what the customers' later feedback says of a shipped change, and moves the ticket when that is a verdict. Only the program does
    /// so.</summary>
    public static TicketChange Conclude(Ticket ticket, TicketOutcome outcome, DateTimeOffset now)
    {
        if (ticket.State != TicketState.Shipped || ticket.MergedInto is not null)
            return TicketChange.Conflict("Only a shipped ticket has an outcome.", Possible(ticket));
        var looked = ticket with { Outcome = outcome, UpdatedAt = now };
        return TicketChange.Done(outcome.Verdict switch
        {
            OutcomeVerdict.Verified => looked.Append(TicketAction.Moved, TicketActor.Program, now, TicketState.Verified, outcome.Words),
            OutcomeVerdict.Ineffective => looked.Append(TicketAction.Moved, TicketActor.Program, now, TicketState.Ineffective, outcome.Words),
            _ => looked,
        });
    }

    /// <summary>The refusal of a change to a ticket whose history is full; <c>null</c> while there is room.</summary>
    internal static TicketChange? IsFull(Ticket ticket, int most) =>
        ticket.History.Count < most ? null
            : TicketChange.Conflict($"The ticket's history has {ticket.History.Count} entries; the limit for changes of this kind is {most}.");

    /// <summary>The refusal of any change to a ticket that was merged away; <c>null</c> when it was not.</summary>
    internal static TicketChange? IsMergedAway(Ticket ticket) =>
        ticket.MergedInto is { } into ? TicketChange.Conflict(MergedAway(into)) : null;

    private static string WhyNot(Ticket ticket, TicketState to, IReadOnlyList<TicketState> possible)
    {
        if (ticket.MergedInto is { } into)
            return MergedAway(into);
        var why = to == ticket.State ? $"The ticket is already {JsonWord.Of(to)}."
            : to is TicketState.Verified or TicketState.Ineffective ? $"{JsonWord.Of(to)} cannot be set by hand: customers' later feedback decides."
            : $"A ticket that is {JsonWord.Of(ticket.State)} cannot be moved to {JsonWord.Of(to)}.";
        return $"{why} Possible: {string.Join(", ", possible.Select(JsonWord.Of))}.";
    }

    private static string MergedAway(string into) => $"The ticket was merged into {into}: change that one instead.";

    private static string? WhyNotShipped(Ticket ticket, TicketState to, DateTimeOffset at, DateTimeOffset now)
    {
        if (to != TicketState.Shipped)
            return "is only allowed for a move to shipped";
        if (at > now + RequestLimits.Future)
            return "must be at most 5 minutes in the future";
        if (at < now - ShippedWithin)
            return $"must be at most {ShippedWithin.Days} days in the past";
        return at < ticket.Cause.From ? $"must not be before {Rfc3339.Format(ticket.Cause.From)}, when the ticket's cause began" : null;
    }

    /// <summary>What is cleared when work goes on, in words: the history is where it stays.</summary>
    /// <summary>The line of the history that says since when the change reaches the customers.</summary>
    internal static string ShippedWords(DateTimeOffset at) => $"Shipped on {TicketTime.Of(at)}.";

    private static string? Withdrawn(Ticket ticket) =>
        ticket.ShippedAt is { } shipped ? Join($"Had been shipped on {TicketTime.Of(shipped)}.", ticket.Outcome?.Words) : null;

    private static string? Join(params IEnumerable<string?> parts) => string.Join('\n', parts.OfType<string>()) is { Length: > 0 } text ? text : null;
}

/// <summary>A move that is asked for.</summary>
/// <param name="To">The state.</param>
/// <param name="Reason">Why; required to dismiss and to reopen.</param>
/// <param name="ShippedAt">Since when the change reaches the customers, UTC; now when it is not said.</param>
public sealed record TicketMove(TicketState To, string? Reason = null, DateTimeOffset? ShippedAt = null);
