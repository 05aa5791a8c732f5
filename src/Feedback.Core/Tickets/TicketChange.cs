using Feedback.Core.Requests;

namespace Feedback.Core.Tickets;

/// <summary>What becomes of a ticket that is to be changed: the ticket as it is then, or why not.</summary>
/// <param name="Ticket">The ticket; the very same when there was nothing to change. <c>null</c> when the change is refused.</param>
/// <param name="Refusal">Why it is refused.</param>
public sealed record TicketChange(Ticket? Ticket, TicketRefusal? Refusal)
{
    /// <summary>There is no such ticket.</summary>
    public static readonly TicketChange NotFound = new(null, new(TicketRefusalKind.NotFound, "There is no ticket with this id."));

    /// <summary>The ticket is so now.</summary>
    public static TicketChange Done(Ticket ticket) => new(ticket, null);

    /// <summary>What was sent is wrong.</summary>
    public static TicketChange Invalid(FieldErrors errors) => new(null, new(TicketRefusalKind.Invalid, "The request is not valid.") { Errors = errors });

    /// <summary>One field of what was sent is wrong.</summary>
    public static TicketChange Invalid(string field, string message) => Invalid(FieldErrors.Of(field, message));

    /// <summary>It cannot be done in the present state.</summary>
    /// <param name="detail">Why, and what can be done instead.</param>
    /// <param name="possible">The states that can be moved to instead, where a move was refused.</param>
    public static TicketChange Conflict(string detail, IReadOnlyList<TicketState>? possible = null) =>
        new(null, new(TicketRefusalKind.Conflict, detail) { Possible = possible });

    /// <summary>The ticket is of another version than the one that the caller saw.</summary>
    public static TicketChange Stale(int version) =>
        new(null, new(TicketRefusalKind.Stale, $"The ticket has changed meanwhile; its version is \"{version}\". Read it again.") { Version = version });
}

/// <summary>Why a change was refused.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Detail">What is wrong and what can be done, in words.</param>
public sealed record TicketRefusal(TicketRefusalKind Kind, string Detail)
{
    /// <summary>What is wrong, by field, when it is <see cref="TicketRefusalKind.Invalid"/>.</summary>
    public FieldErrors? Errors { get; init; }

    /// <summary>The states that can be moved to instead, where a move was refused.</summary>
    public IReadOnlyList<TicketState>? Possible { get; init; }

    /// <summary>The present version, when it is <see cref="TicketRefusalKind.Stale"/>.</summary>
    public int? Version { get; init; }
}

/// <summary>In which way a change was refused.</summary>
public enum TicketRefusalKind
{
    /// <summary>There is no such ticket.</summary>
    NotFound,

    /// <summary>What was sent is wrong.</summary>
    Invalid,

    /// <summary>It makes no sense in the present state.</summary>
    Conflict,

    /// <summary>The ticket is of another version than the one that the caller saw.</summary>
    Stale,
}
