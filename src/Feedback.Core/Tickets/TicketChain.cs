namespace Feedback.Core.Tickets;

/// <summary>A way on which customers were led from silo to silo: what went wrong at one is heard, later, at another.</summary>
/// <param name="Steps">The steps in the order of time, at least two.</param>
/// <param name="Customers">Of the customers whose timelines were read, how many went this way.</param>
/// <param name="Examples">Single customers' ways, each the ids of its feedback in the order of the steps. Ids of feedback, not of customers: an erasure then
/// has one place to go.</param>
public sealed record TicketChain(IReadOnlyList<ChainStep> Steps, long Customers, IReadOnlyList<IReadOnlyList<string>> Examples);

/// <summary>A step of a chain.</summary>
/// <param name="Theme">What went wrong.</param>
/// <param name="Stage">At which stage.</param>
/// <param name="HeardBy">The silo that heard it.</param>
/// <param name="OwnedBy">The silo that can mend it; <c>null</c> for nobody.</param>
public sealed record ChainStep(string Theme, string Stage, string HeardBy, string? OwnedBy);
