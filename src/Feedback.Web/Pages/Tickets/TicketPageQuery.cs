using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Journeys;
using Feedback.Core.Outcomes;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>Reads what the pages of tickets show.</summary>
internal sealed class TicketPageQuery(
    JourneyCatalogue journeys, TicketQuery tickets, TicketQuotes quotes, TicketAsks asks, AffectedPerWeek hurt, OutcomeSettings outcomes, VoiceList voices,
        OutlookQuery outlook, TimeProvider time)
{
    public async Task<TicketBoard> BoardAsync(JourneyDefinition journey, TicketSelection selection, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = await tickets.OfJourneyAsync(journey.Id, cancellationToken);
        var names = new JourneyNames(journey);
        List<string> themes = [.. all.SelectMany(ticket => ticket.Topics).Select(topic => topic.Theme)
            .Concat(selection.Filter.Theme is { } chosen ? [chosen] : []).Distinct().OrderBy(names.Theme, StringComparer.Ordinal)];
        return new(names, selection, [.. selection.Of(all).Select(ticket => ticket.WithComputedFields(now))], themes, now)
        {
            Outlook = await outlook.OfAsync(journey, cancellationToken),
        };
    }

    /// <summary>One ticket; <c>null</c> when there is none.</summary>
    public async Task<TicketPageModel?> OneAsync(string id, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(id, cancellationToken) is not { Ticket: var found } || journeys.Find(found.Journey) is not { } journey)
            return null;
        var now = time.GetUtcNow();
        var seen = found.WithComputedFields(now) with
        {
            Quotes = await quotes.ReadAsync(found, cancellationToken),
            ExpectedOutcomes = await asks.ReadAsync(found, cancellationToken),
        };
        IReadOnlyList<Ticket> others = TicketLifecycle.IsLive(found.State)
            ? [.. (await tickets.OfJourneyAsync(found.Journey, cancellationToken)).Where(other =>
                other.Id != id && other.MergedInto is null && TicketLifecycle.IsLive(other.State))]
            : [];
        return new(
            new(journey), seen, await hurt.OfAsync(found, outcomes.MostWeeksBefore, now, cancellationToken), await voices.CountAsync(found, cancellationToken),
                others,
            PageFilter.Usual(journey, now, Format.Calendar), now);
    }
}
