using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Outcomes;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>The tickets of a journey that are asked for.</summary>
/// <param name="Names">The journey and what its parts are called.</param>
/// <param name="Selection">Which, in what order and form.</param>
/// <param name="Tickets">The tickets, in order.</param>
/// <param name="Themes">The themes that there are tickets of.</param>
/// <param name="Now">The present, UTC.</param>
public sealed record TicketBoard(JourneyNames Names, TicketSelection Selection, IReadOnlyList<Ticket> Tickets, IReadOnlyList<string> Themes,
    DateTimeOffset Now)
{
    /// <summary>What detection knows beside the tickets.</summary>
    public DetectionOutlook Outlook { get; init; } = new(null, []);
}

/// <summary>All that the page of one ticket shows.</summary>
/// <param name="Names">Its journey and what the parts are called.</param>
/// <param name="Ticket">The ticket, with its quotes and what can be done from here.</param>
/// <param name="Weeks">How many customers it hurt before it was shipped and since; empty while it is not.</param>
/// <param name="Voices">Whose feedback stands behind it, and who was told.</param>
/// <param name="Others">The tickets that it can be merged into.</param>
/// <param name="Filter">The usual view of its journey, for links.</param>
/// <param name="Now">The present, UTC.</param>
public sealed record TicketPageModel(
    JourneyNames Names, Ticket Ticket, IReadOnlyList<WeekOfAffected> Weeks, VoiceCounts Voices, IReadOnlyList<Ticket> Others, PageFilter Filter,
        DateTimeOffset Now);
