using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Feedback.Web.Api;

/// <summary>Where managers read feedback.</summary>
internal static class FeedbackEndpoints
{
    private static readonly HashSet<string> Places = ["journey", "stage", "theme", "touchpoint", "silo", "segment", "sentiment", "from", "to"];

    public static void MapFeedback(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/feedback").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Feedback");
        var id = Parameter.InPath("id", "The feedback's id.");
        group.MapGet("/{id}", GetAsync).WithName("getFeedback").WithSummary("Get a feedback with its analysis")
            .WithDescription("The record with its sentiment, its opinions, their themes and how they are mapped to the journeys. The customer appears by "
                + "key. A correction can send the `ETag` as `If-Match`.")
            .WithParameters(id)
            .Produces(200, "The feedback.", () => AppJson.Default.FeedbackView, () => Examples.Feedback)
            .ProducesProblems(404);
        group.MapGet("", SearchAsync).WithName("searchFeedback").WithSummary("List the feedback behind the figures, newest first")
            .WithDescription("Feedback with at least one opinion that matches all filters; or, with `state=failed`, feedback that could not be analysed.")
            .WithParameters(Parameter.Journey, Parameter.Stage, Parameter.Theme, Parameter.Touchpoint, Parameter.Silo, Parameter.Segment, Parameter.Sentiment,
                Parameter.FailedState, Parameter.From, Parameter.To, Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of feedback.", () => AppJson.Default.ListingFeedbackView, () => Examples.FeedbackList)
            .ProducesProblems(400, 404);
        group.MapPost("/{id}/retry", RetryAsync).WithName("retryFeedback").WithSummary("Retry the analysis of a failed feedback")
            .WithDescription("Only for feedback in the state `failed`.")
            .WithParameters(id)
            .Produces(202, "The feedback is in the state `received` again.", () => AppJson.Default.AcceptedFeedback, () => Examples.Accepted)
            .ProducesProblems(404, 409);
    }

    public static async Task<IResult> GetAsync(string id, HttpResponse response, IDocumentStore store, CancellationToken cancellationToken)
    {
        if (await store.FindFeedbackAsync(id, cancellationToken) is not { } found)
            return NotFound();
        response.Headers.ETag = IfMatch.ETag(found.ETag);
        return TypedResults.Json(FeedbackView.Of(found.Record), AppJson.Default.FeedbackView);
    }

    public static async Task<IResult> SearchAsync(
        HttpRequest request, JourneyCatalogue journeys, FeedbackSearch search, FailedFeedback failed, TicketQuery tickets, TimeProvider time,
            CancellationToken cancellationToken)
    {
        var query = new Query(request);
        if (query.Text("state") is not null)
            return await ListFailedAsync(request, query, failed, cancellationToken);
        if (journeys.Find(query.Text("journey") ?? journeys.Active[0].Id) is not { } journey)
            return JourneyEndpoints.NotFound();
        var filter = new SignalFilter(await query.StageAsync(journey, tickets, cancellationToken), await query.ThemeAsync(journey, tickets, cancellationToken),
            query.Touchpoint(), query.Text("silo"), query.Word<SentimentLabel>("sentiment"), query.Segment(journey));
        var (period, limit, cursor) = (query.Period(time.GetUtcNow()), query.Limit(), query.Cursor());
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);

        var page = await search.RunAsync(journey.Id, period, filter, limit, cursor, cancellationToken);
        return TypedResults.Json(new([.. page.Items.Select(FeedbackView.Of)], page.Next?.ToString()), AppJson.Default.ListingFeedbackView);
    }

    public static async Task<IResult> RetryAsync(string id, HttpContext context, RetryFeedback retry) =>
        await retry.RunAsync(id, context.RequestAborted) is { } refusal
            ? Problems.Of(refusal, context.Response)
            : TypedResults.Json(
                new AcceptedFeedback(id, FeedbackState.Received, Duplicate: false), AppJson.Default.AcceptedFeedback,
                    statusCode: StatusCodes.Status202Accepted);

    /// <summary>What failed has no opinions yet, so nothing else can be asked of it.</summary>
    private static async Task<IResult> ListFailedAsync(HttpRequest request, Query query, FailedFeedback failed, CancellationToken cancellationToken)
    {
        query.OneOf("state", ["failed"]);
        var (limit, cursor) = (query.Limit(), query.Cursor());
        foreach (var name in request.Query.Keys.Where(name => Places.Contains(name)))
            query.Errors.Add(name, "cannot be combined with state=failed: that feedback was not analysed");
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        var page = await failed.ListAsync(limit, cursor, cancellationToken);
        return TypedResults.Json(new([.. page.Items.Select(FeedbackView.Of)], page.Next?.ToString()), AppJson.Default.ListingFeedbackView);
    }

    private static ProblemHttpResult NotFound() => Problems.NotFound("There is no feedback with this id.");
}
