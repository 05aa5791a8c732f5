using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>Reads what the page of one stage or one theme shows.</summary>
internal sealed class TopicPageQuery(JourneyCatalogue journeys, TopicQuery topics, ChangeQuery changes, SeriesQuery series, TicketQuery tickets,
    FeedbackSearch feedback, KnownDrivers drivers, RecountProgress recount)
{
    private const int QuotesShown = 4;
    private const int MostDays = 45;

    public async Task<TopicView> RunAsync(JourneyDefinition journey, PageFilter filter, string? stage, string? theme, CancellationToken cancellationToken)
    {
        var counted = new SeriesFilter(stage, theme, filter.Map);
        var interval = filter.Period.To - filter.Period.From <= TimeSpan.FromDays(MostDays) ? SeriesInterval.Day : SeriesInterval.Week;
        var recounting = await recount.FindAsync(cancellationToken);
        var known = await tickets.OfJourneyAsync(journey.Id, cancellationToken);
        return new(
            new(journey), journeys.Active, filter, stage, theme,
            await topics.RunAsync(journey, filter.Period, counted, cancellationToken),
            await changes.RunAsync(journey, filter.Period, ComparedPeriod.Previous, counted, cancellationToken),
            await series.RunAsync(journey.Id, filter.Period, interval, counted, cancellationToken),
            new(await drivers.OfAsync(journey)),
            [.. known.Where(ticket => ticket.MergedInto is null && ticket.Topics.Any(topic => stage is not null ? topic.Stage == stage : topic.Theme == theme))
                .OrderByDescending(ticket => TicketLifecycle.HoldsItsTopics(ticket.State)).ThenByDescending(ticket => ticket.Priority.Score)
                    .ThenBy(ticket => ticket.Id, StringComparer.Ordinal)],
            await SaidAsync(journey, filter, stage, theme, SentimentLabel.Negative, cancellationToken),
            await SaidAsync(journey, filter, stage, theme, SentimentLabel.Positive, cancellationToken))
        {
            Recounting = recounting,
        };
    }

    private async Task<IReadOnlyList<FeedbackRecord>> SaidAsync(
        JourneyDefinition journey, PageFilter filter, string? stage, string? theme, SentimentLabel sentiment, CancellationToken cancellationToken) =>
        (await feedback.RunAsync(journey.Id, filter.Period, new(stage, theme, filter.Touchpoint, filter.Silo, sentiment, filter.Segment), QuotesShown, null,
            cancellationToken)).Items;
}
