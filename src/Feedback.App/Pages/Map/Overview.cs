using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Tickets;

namespace Feedback.App.Pages;

/// <summary>All that the overview of a journey shows.</summary>
/// <param name="Names">The journey and what its parts are called.</param>
/// <param name="Journeys">The journeys to choose from.</param>
/// <param name="Filter">What is looked at.</param>
/// <param name="Map">The figures.</param>
/// <param name="Tickets">The open tickets, the latest raised first.</param>
/// <param name="Newest">The newest feedback.</param>
/// <param name="Fresh">Whether no feedback has ever arrived.</param>
public sealed record Overview(
    JourneyNames Names,
    IReadOnlyList<JourneyDefinition> Journeys,
    PageFilter Filter,
    JourneyMap Map,
    IReadOnlyList<Ticket> Tickets,
    IReadOnlyList<FeedbackRecord> Newest,
    bool Fresh);
