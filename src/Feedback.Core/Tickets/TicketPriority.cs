namespace Feedback.Core.Tickets;

/// <summary>How much a ticket matters to the customers.</summary>
/// <param name="Score">0…100: the points of its parts relative to their maximum.</param>
/// <param name="Parts">What it is made of.</param>
public sealed record TicketPriority(double Score, IReadOnlyList<PriorityPart> Parts);

/// <summary>One part of a priority.</summary>
/// <param name="Name"><c>reach</c>, <c>severity</c>, <c>drive</c>, <c>lifetime-value</c> or <c>surge</c>.</param>
/// <param name="Points">What it adds.</param>
/// <param name="Most">The maximum it can add.</param>
/// <param name="Why">The reason, in one sentence with its figures.</param>
public sealed record PriorityPart(string Name, double Points, double Most, string Why);
