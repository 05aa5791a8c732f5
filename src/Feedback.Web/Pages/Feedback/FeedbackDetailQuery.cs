using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Web.Api;

namespace Feedback.Web.Pages;

/// <summary>Reads what the page of one feedback shows.</summary>
internal sealed class FeedbackDetailQuery(IDocumentStore store, JourneyCatalogue journeys, CustomerPath path, TicketQuery tickets)
{
    private const int EachWay = 3;

    /// <summary>The feedback; <c>null</c> when there is none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="journey">The journey that is asked for; the first active one that it lies on when it is none.</param>
    /// <param name="isManager">Whether a manager asks: only managers see a single customer's path, and correct.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<FeedbackDetail?> RunAsync(string id, string? journey, bool isManager, CancellationToken cancellationToken)
    {
        if (await store.FindFeedbackAsync(id, cancellationToken) is not { } found)
            return null;
        var record = found.Record;
        var on = journeys.Active.FirstOrDefault(active => active.Id == journey)
            ?? journeys.Active.FirstOrDefault(active => MappingOn(record, active) is not null) ?? journeys.Active[0];
        var isUnderstood = record is { State: FeedbackState.Mapped, Analysis: not null };
        var mapping = isUnderstood ? MappingOn(record, on) : null;
        var around = isManager ? await path.AroundAsync(record, EachWay, cancellationToken) : [];
        return new(
            record, IfMatch.ETag(found.ETag), new(on),
            isUnderstood ? CorrectedOpinions.Of(record) : [],
            mapping,
            around.Count == 0 ? [] : [.. around.Append(record).OrderBy(said => said.OccurredAt).ThenBy(said => said.Id, StringComparer.Ordinal)],
            mapping is null ? [] : await TicketsOnAsync(on.Id, mapping, record.Id, cancellationToken),
            isManager);
    }

    private async Task<IReadOnlyList<Ticket>> TicketsOnAsync(string journey, FeedbackMapping mapping, string feedback, CancellationToken cancellationToken)
    {
        HashSet<Topic> topics = [.. mapping.Opinions.Where(opinion => opinion.Theme is not null).Select(opinion => new Topic(opinion.Theme!, opinion.Stage))];
        return [.. (await tickets.OfJourneyAsync(journey, cancellationToken))
            .Where(ticket => ticket.Evidence.Feedback.Contains(feedback)
                || (TicketLifecycle.HoldsItsTopics(ticket.State) && ticket.Topics.Any(topics.Contains)))
            .OrderByDescending(ticket => ticket.UpdatedAt)];
    }

    private static FeedbackMapping? MappingOn(FeedbackRecord record, JourneyDefinition journey) =>
        record.Mapping?.FirstOrDefault(mapping => mapping.Journey == journey.Id && mapping.Opinions.Count > 0);
}
