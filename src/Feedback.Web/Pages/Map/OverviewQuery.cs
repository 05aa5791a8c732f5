using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>Reads what the overview shows.</summary>
internal sealed class OverviewQuery(
    JourneyCatalogue journeys, JourneyMapQuery maps, TicketQuery tickets, FeedbackSearch feedback, KnownDrivers drivers, IDocumentStore store,
        RecountProgress recount, OutlookQuery outlook, TimeProvider time)
{
    private const int NewestShown = 6;

    public async Task<Overview> RunAsync(JourneyDefinition journey, PageFilter filter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var recounting = await recount.FindAsync(cancellationToken);
        var map = await maps.RunAsync(journey, filter.Period, filter.Map, cancellationToken);
        var known = await tickets.OfJourneyAsync(journey.Id, cancellationToken);
        var newest = await feedback.RunAsync(
            journey.Id, filter.Period, new(Touchpoint: filter.Touchpoint, Silo: filter.Silo, Segment: filter.Segment), NewestShown, null, cancellationToken);
        return new(
            new(journey), journeys.Active, filter, map,
            await drivers.OfAsync(journey),
            [.. known.Where(ticket => TicketLifecycle.IsLive(ticket.State)).OrderByDescending(ticket => ticket.Priority.Score)
                .ThenBy(ticket => ticket.Id, StringComparer.Ordinal)],
            [.. known.Where(ticket => ticket.ShippedAt >= now - Overview.ShippedWithin && ticket.State != TicketState.Dismissed).OrderByDescending(ticket =>
                ticket.ShippedAt)],
            newest.Items,
            newest.Items.Count == 0 && await NothingEverArrivedAsync(cancellationToken),
            now)
        {
            Recounting = recounting,
            Outlook = await outlook.OfAsync(journey, cancellationToken),
        };
    }

    private async Task<bool> NothingEverArrivedAsync(CancellationToken cancellationToken) =>
        (await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 1, cancellationToken)).Documents.Count == 0;
}
