using Feedback.Core.Drivers;
using Feedback.Core.Journeys;
using Feedback.Core.Signals;

namespace Feedback.Core.Tickets;

/// <summary>What the customers' feedback says of a ticket at one time.</summary>
/// <param name="Evidence">The evidence for it.</param>
/// <param name="HeardBy">The silos that hear it, the loudest first.</param>
/// <param name="Chains">The ways on which single customers were led from silo to silo.</param>
/// <param name="SaidTogether">What else the same customers complain about more often than others do.</param>
/// <param name="Priority">How much it matters.</param>
public sealed record TicketFacts(
    TicketEvidence Evidence, IReadOnlyList<SiloCount> HeardBy, IReadOnlyList<TicketChain> Chains, IReadOnlyList<SaidTogether> SaidTogether,
    TicketPriority Priority);

/// <summary>What all tickets of a journey are weighed against at one time.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Days">Its day folds, at least of the last eight weeks.</param>
/// <param name="Now">The present, UTC.</param>
/// <param name="Effects">What drives its score.</param>
/// <param name="UsualValue">The mean lifetime value of the customers heard last; <c>null</c> when no value is known, or it is not to count.</param>
public sealed record JourneyPresent(JourneyDefinition Journey, IReadOnlyList<Fold> Days, DateTimeOffset Now, DriverEffects Effects, decimal? UsualValue)
{
    /// <summary>How many customers complain about each theme over the window of the evidence.</summary>
    internal ThemeVoices Complaints { get; init; } = ThemeVoices.None;
}
