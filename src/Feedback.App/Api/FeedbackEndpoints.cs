using Feedback.App.Api.OpenApi;
using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Maps;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Feedback.App.Api;

/// <summary>Where managers read feedback.</summary>
internal static class FeedbackEndpoints
{
    public static void MapFeedback(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/feedback").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Feedback");
        var id = Parameter.InPath("id", "The feedback's id.");
        group.MapGet("/{id}", GetAsync).WithName("getFeedback").WithSummary("One feedback with what was understood of it")
            .WithDescription("The record with its sentiment, opinions, themes and where they lie on the journeys. The customer stands there by key.")
            .Takes(id)
            .Answers(200, "The feedback.", AppJson.Default.FeedbackView, Examples.Feedback)
            .Refuses(404);
        group.MapGet("", SearchAsync).WithName("searchFeedback").WithSummary("The feedback behind the figures, newest first")
            .WithDescription("Feedback with at least one opinion that matches all that is asked for.")
            .Takes(Parameter.Journey, Parameter.Stage, Parameter.Theme, Parameter.Touchpoint, Parameter.Silo, Parameter.Sentiment, Parameter.From, Parameter.To, Parameter.Limit, Parameter.Cursor)
            .Answers(200, "A page of feedback.", AppJson.Default.ListingFeedbackView, Examples.FeedbackList)
            .Refuses(400, 404);
        group.MapPost("/{id}/retry", RetryAsync).WithName("retryFeedback").WithSummary("Analyse a failed feedback again")
            .WithDescription("Only for a feedback in the state `failed`.")
            .Takes(id)
            .Answers(202, "It is in the state `received` again.", AppJson.Default.AcceptedFeedback, Examples.Accepted)
            .Refuses(404, 409);
    }

    public static async Task<IResult> GetAsync(string id, IDocumentStore store, CancellationToken cancellationToken) =>
        await FindAsync(id, store, cancellationToken) is { } found
            ? TypedResults.Json(FeedbackView.Of(found.Record), AppJson.Default.FeedbackView)
            : NotFound();

    public static async Task<IResult> SearchAsync(HttpRequest request, JourneyCatalogue journeys, FeedbackSearch search, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new Query(request);
        if (journeys.Find(query.Text("journey") ?? journeys.Active[0].Id) is not { } journey)
            return JourneyEndpoints.NotFound();
        var filter = new SignalFilter(query.Stage(journey), query.Theme(journey), query.Touchpoint(), query.Text("silo"), query.Word<SentimentLabel>("sentiment"));
        var (period, limit, cursor) = (query.Period(time.GetUtcNow()), query.Limit(), query.Cursor());
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);

        var page = await search.RunAsync(journey.Id, period, filter, limit, cursor, cancellationToken);
        return TypedResults.Json(new([.. page.Items.Select(FeedbackView.Of)], page.Next?.ToString()), AppJson.Default.ListingFeedbackView);
    }

    public static async Task<IResult> RetryAsync(string id, IDocumentStore store, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, store, cancellationToken) is not { } found)
            return NotFound();
        if (found.Record.State != FeedbackState.Failed)
            return Problems.Conflict("Only a feedback in the state failed can be retried.");
        if (found.Record.ErasedAt is not null)
            return Problems.Conflict("The customer was erased: nothing is left that could be analysed.");
        var record = found.Record with { State = FeedbackState.Received, Reason = null };
        var written = await store.ReplaceAsync(Containers.Feedback, new(new(id, id), Json.Serialize(record, CoreJson.Default.FeedbackRecord)), found.ETag, cancellationToken);
        return written.Written
            ? TypedResults.Json(new AcceptedFeedback(id, record.State, Duplicate: false), AppJson.Default.AcceptedFeedback, statusCode: StatusCodes.Status202Accepted)
            : Problems.Conflict("The feedback was changed at the same moment.");
    }

    private static async Task<StoredFeedback?> FindAsync(string id, IDocumentStore store, CancellationToken cancellationToken) =>
        FeedbackId.IsValid(id) && await store.GetAsync(Containers.Feedback, new(id, id), cancellationToken) is { } document
            ? new(Json.Read(document, CoreJson.Default.FeedbackRecord), document.ETag)
            : null;

    private static ProblemHttpResult NotFound() => Problems.NotFound("There is no feedback with this id.");
}
