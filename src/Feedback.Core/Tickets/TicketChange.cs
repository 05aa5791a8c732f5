using Feedback.Core.Requests;

namespace Feedback.Core.Tickets;

/// <summary>What becomes of a ticket that is to be changed: the ticket as it is then, or why not.</summary>
/// <param name="Ticket">The ticket; the very same when there was nothing to change. <c>null</c> when the change is refused.</param>
/// <param name="Refusal">Why it is refused.</param>
public sealed record TicketChange(Ticket? Ticket, Refusal? Refusal)
{
    /// <summary>There is no such ticket.</summary>
    public static readonly TicketChange NotFound = new(null, Refusal.NotFound("There is no ticket with this id."));

    /// <summary>The ticket is so now.</summary>
    public static TicketChange Done(Ticket ticket) => new(ticket, null);

    /// <summary>What was sent is wrong.</summary>
    public static TicketChange Invalid(FieldErrors errors) => new(null, Refusal.Invalid(errors));

    /// <summary>One field of what was sent is wrong.</summary>
    public static TicketChange Invalid(string field, string message) => Invalid(FieldErrors.Of(field, message));

    /// <summary>It cannot be done in the present state.</summary>
    /// <param name="detail">Why, and what can be done instead.</param>
    /// <param name="possible">The states that can be moved to instead, where a move was refused.</param>
    public static TicketChange Conflict(string detail, IReadOnlyList<TicketState>? possible = null) =>
        new(null, Refusal.Conflict(detail, possible?.Select(JsonWord.Of).ToArray()));

    /// <summary>The ticket is of another version than the one that the caller saw.</summary>
    public static TicketChange Stale(int version) =>
        new(null, Refusal.Stale($"The ticket has changed since you read it; its version is now \"{version}\". Read it again.", $"{version}"));
}
