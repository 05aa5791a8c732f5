namespace Feedback.Core.Tickets;

/// <summary>How much a ticket matters to the customers.</summary>
/// <param name="Score">0…100: the points of its parts against the most that they could be.</param>
/// <param name="Parts">What it is made of.</param>
public sealed record TicketPriority(double Score, IReadOnlyList<PriorityPart> Parts);

/// <summary>One part of a priority.</summary>
/// <param name="Name"><c>reach</c>, <c>severity</c>, <c>drive</c> or <c>lifetime-value</c>.</param>
/// <param name="Points">What it adds.</param>
/// <param name="Most">The most that it could add.</param>
/// <param name="Why">Why, in one sentence with its figures.</param>
public sealed record PriorityPart(string Name, double Points, double Most, string Why);
