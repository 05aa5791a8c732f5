using Feedback.Core.Drivers;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>All that the overview of a journey shows.</summary>
/// <param name="Names">The journey and what its parts are called.</param>
/// <param name="Journeys">The journeys to choose from.</param>
/// <param name="Filter">What is looked at.</param>
/// <param name="Map">The figures.</param>
/// <param name="Drivers">What moves the customers' score, of the whole journey; <c>null</c> while it is being worked out.</param>
/// <param name="Open">The tickets on which somebody has still to do something, the most urgent first.</param>
/// <param name="Shipped">The tickets whose change reached the customers lately, the latest first.</param>
/// <param name="Newest">The newest feedback.</param>
/// <param name="Fresh">Whether no feedback has ever arrived.</param>
/// <param name="Now">When it was read.</param>
public sealed record Overview(
    JourneyNames Names,
    IReadOnlyList<JourneyDefinition> Journeys,
    PageFilter Filter,
    JourneyMap Map,
    JourneyDrivers? Drivers,
    IReadOnlyList<Ticket> Open,
    IReadOnlyList<Ticket> Shipped,
    IReadOnlyList<FeedbackRecord> Newest,
    bool Fresh,
    DateTimeOffset Now)
{
    /// <summary>How far everything is counted anew; <c>null</c> when all is counted.</summary>
    public Recounting? Recounting { get; init; }

    /// <summary>What detection knows beside the tickets.</summary>
    public DetectionOutlook Outlook { get; init; } = new(null, []);

    /// <summary>How far back a shipped change is told of.</summary>
    public static readonly TimeSpan ShippedWithin = TimeSpan.FromDays(90);
}
