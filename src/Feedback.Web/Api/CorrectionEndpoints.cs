using Feedback.Core.Corrections;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;

namespace Feedback.Web.Api;

/// <summary>Where managers correct what the analysis or the mapping got wrong.</summary>
internal static class CorrectionEndpoints
{
    private const int NewestShown = 50;

    public static void MapCorrections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/feedback").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Feedback");
        group.MapPost("/{id}/corrections", PostAsync).WithName("correctFeedback").WithSummary("Correct the sentiment, theme or stage of an opinion")
            .WithDescription("Each corrected field is stored separately, with who corrected it and when. Neither a new analysis nor a remap overwrites it, "
                + "and all figures follow. A field that already has the corrected value is left alone: sending a correction again returns 200 and changes "
                + "nothing.")
            .WithParameters(Parameter.InPath("id", "The feedback's id."), Parameter.IfMatchOfFeedback)
            .Accepts("What to correct.", BodyContent.Of(CorrectionReader.Shape, Examples.PostedCorrection))
            .Produces(200, "The feedback; it already had these values.", () => AppJson.Default.FeedbackView, () => Examples.CorrectedFeedback)
            .Produces(201, "The corrected feedback with its new `ETag`.", () => AppJson.Default.FeedbackView, () => Examples.CorrectedFeedback)
            .ProducesProblems(400, 404, 409, 412, 413, 415);
        group.MapGet("/corrections", CountAsync).WithName("countCorrections").WithSummary("Count corrections by old and new value")
            .WithDescription($"Shows where the analysis goes wrong. Counts the newest {CorrectionLog.MostCounted} corrections; `isAll` tells whether those "
                + "are all.")
            .Produces(200, "The counts, most frequent first, and the newest corrections.", () => AppJson.Default.CorrectionCounts, () =>
                Examples.CorrectionCounts);
    }

    public static async Task<IResult> PostAsync(string id, HttpContext context, CorrectFeedback correct)
    {
        var body = await PostedJson.ReadAsync(context.Request, CorrectionReader.Read);
        if (body.Unreadable is { } unreadable)
            return unreadable;
        var isPresented = IfMatch.ReadStored(context.Request, body.Errors);
        if (body.Value is not { } asked || !body.Errors.None)
            return body.Problem;

        var result = await correct.RunAsync(id, isPresented, asked, context.CallerName(), context.RequestAborted);
        if (result.Refusal is { } refusal)
            return Problems.Of(refusal, context.Response);
        context.Response.Headers.ETag = IfMatch.ETag(result.Feedback!.Value.ETag);
        return TypedResults.Json(FeedbackView.Of(result.Feedback.Value.Record), AppJson.Default.FeedbackView,
            statusCode: result.Made > 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public static async Task<IResult> CountAsync(CorrectionLog log, CancellationToken cancellationToken) =>
        TypedResults.Json(await log.CountAsync(NewestShown, cancellationToken), AppJson.Default.CorrectionCounts);
}
