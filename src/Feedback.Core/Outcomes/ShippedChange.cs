using Feedback.Core.Detection;
using Feedback.Core.Records;
using Feedback.Core.Tickets;

namespace Feedback.Core.Outcomes;

/// <summary>A change whose outcome is asked for.</summary>
/// <param name="Topics">The topics it was meant to improve.</param>
/// <param name="RaisedAt">When its ticket was raised, UTC.</param>
/// <param name="ShippedAt">When it reached the customers, UTC.</param>
/// <param name="Cause">Why the ticket was raised, or raised again.</param>
public sealed record ShippedChange(IReadOnlyList<Topic> Topics, DateTimeOffset RaisedAt, DateTimeOffset ShippedAt, Finding Cause)
{
    /// <summary>The change that a ticket stands for; <c>null</c> while nothing is shipped.</summary>
    public static ShippedChange? Of(Ticket ticket) =>
        ticket.ShippedAt is { } shippedAt ? new(ticket.Topics, ticket.RaisedAt, shippedAt, ticket.Cause) : null;

    /// <summary>The last time at which what was heard decided whether there is a ticket; later days are not selected. A ticket raised again has a later
    /// cause.</summary>
    internal DateTimeOffset FoundAt => Cause.To > RaisedAt ? Cause.To : RaisedAt;
}
