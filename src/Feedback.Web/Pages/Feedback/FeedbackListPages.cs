using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Tickets;
using Feedback.Web.Api;

namespace Feedback.Web.Pages;

/// <summary>What the list of feedback shows.</summary>
/// <param name="Names">The journey.</param>
/// <param name="Journeys">The journeys to choose from.</param>
/// <param name="Filter">What is looked at.</param>
/// <param name="Wanted">Which opinions, with stage, theme and sentiment.</param>
/// <param name="Page">A page of feedback.</param>
/// <param name="Opinions">How many opinions match in all.</param>
/// <param name="IsOlder">Whether newer feedback was left out: a page before this one was shown.</param>
/// <param name="HasFailed">Whether there is feedback that could not be analysed.</param>
public sealed record FeedbackList(
    JourneyNames Names, IReadOnlyList<JourneyDefinition> Journeys, PageFilter Filter, SignalFilter Wanted, FeedbackPage Page, long Opinions, bool IsOlder,
        bool HasFailed)
{
    /// <summary>The page's own parameters.</summary>
    public IReadOnlyList<(string Name, string? Value)> Own =>
        [("stage", Wanted.Stage), ("theme", Wanted.Theme), ("sentiment", Wanted.Sentiment is { } label ? FeedbackWords.Word(label) : null)];
}

/// <summary>Answers with the list of feedback.</summary>
internal static class FeedbackListPages
{
    private const int PageSize = 25;

    public static async Task<IResult> GetAsync(
        HttpRequest request, JourneyCatalogue journeys, FeedbackSearch search, FoldCache folds, FailedFeedback failed, TicketQuery tickets,
            TimeProvider time, CancellationToken cancellationToken)
    {
        var asked = request.Query["journey"].ToString();
        if ((asked.Length == 0 ? journeys.Active[0] : journeys.Active.FirstOrDefault(journey => journey.Id == asked)) is not { } journey)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var filter = PageFilter.Read(request, journey, time.GetUtcNow());
        var query = new Query(request);
        var wanted = new SignalFilter(await query.StageAsync(journey, tickets, cancellationToken), await query.ThemeAsync(journey, tickets, cancellationToken),
            filter.Touchpoint, filter.Silo, query.Word<SentimentLabel>("sentiment"), filter.Segment);
        var cursor = query.Cursor();
        foreach (var (field, messages) in query.Errors.ToDictionary())
            filter.Faults.Add(field, string.Join("; ", messages));

        var page = await search.RunAsync(journey.Id, filter.Period, wanted, PageSize, cursor, cancellationToken);
        var known = await folds.ReadAsync(filter.Map.PartitionOf(journey.Id), filter.Period.From.UtcDateTime, filter.Period.To.UtcDateTime,
            cancellationToken: cancellationToken);
        return Page.Of<FeedbackListPage>(
            filter.Faults.None ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(FeedbackListPage.List), new FeedbackList(
                new(journey), journeys.Active, filter, wanted, page, known.Sum(wanted.CountIn), cursor is not null,
                (await failed.ListAsync(1, null, cancellationToken)).Items.Count > 0)));
    }
}
