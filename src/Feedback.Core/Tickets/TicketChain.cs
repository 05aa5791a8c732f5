namespace Feedback.Core.Tickets;

/// <summary>A chain on which customers were passed from silo to silo: what went wrong at one is heard later at another.</summary>
/// <param name="Steps">The steps in time order, at least two.</param>
/// <param name="Customers">How many of the customers whose timelines were read took this path.</param>
/// <param name="Examples">Individual customers' paths, each as the ids of its feedback in the order of the steps; never customer ids, so that an erasure has
/// one place to go.</param>
public sealed record TicketChain(IReadOnlyList<ChainStep> Steps, long Customers, IReadOnlyList<IReadOnlyList<string>> Examples);

/// <summary>One step of a chain.</summary>
/// <param name="Theme">What went wrong.</param>
/// <param name="Stage">At which stage.</param>
/// <param name="HeardBy">The silo that heard it.</param>
/// <param name="OwnedBy">The silo that owns it; <c>null</c> if none does.</param>
public sealed record ChainStep(string Theme, string Stage, string HeardBy, string? OwnedBy);
