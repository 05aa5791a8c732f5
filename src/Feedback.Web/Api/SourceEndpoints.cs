using Feedback.Core.Access;
using Feedback.Core.Requests;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Feedback.Web.Api;

/// <summary>Where managers keep the sources.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/sources").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Sources");
        var id = Parameter.InPath("id", "The source's name.");
        group.MapPost("", CreateAsync).WithName("createSource").WithSummary("Create a source; its credentials are shown once")
            .WithDescription("Use the key as `Authorization: Bearer`, the signing secret for Standard Webhooks. Neither can be read again.")
            .Accepts("The source.", BodyContent.Of(SourceReader.Shape, Examples.PostedSource))
            .Produces(201, "Created.", () => AppJson.Default.NewSourceView, () => Examples.NewSource)
            .ProducesProblems(400, 409, 413, 415);
        group.MapGet("", ListAsync).WithName("listSources").WithSummary("List the sources, with when they were last seen and what they sent")
            .WithDescription("In order of name. The counts are for monitoring only.")
            .WithParameters(Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of sources.", () => AppJson.Default.ListingSourceView, () => Examples.SourceList)
            .ProducesProblems(400);
        group.MapPost("/{id}/rotate", RotateAsync).WithName("rotateSource").WithSummary("Rotate a source's credentials; the old ones work for 24 hours")
            .WithDescription("Old and new credentials both work during the overlap, so the sender can switch without a gap. A second rotation ends "
                + "at once what the first one left: to lock out whoever has a leaked key, rotate twice.")
            .WithParameters(id)
            .Produces(200, "The new credentials, shown once.", () => AppJson.Default.NewSourceView, () => Examples.NewSource)
            .ProducesProblems(404);
        group.MapDelete("/{id}", DeleteAsync).WithName("deleteSource").WithSummary("Delete a source; its feedback stays")
            .WithDescription("Its key and its signing secret stop working at once.")
            .WithParameters(id)
            .AnswersNothing(204, "Deleted.")
            .ProducesProblems(404);
    }

    public static async Task<IResult> CreateAsync(HttpContext context, SourceRegistry sources)
    {
        var body = await PostedJson.ReadAsync(context.Request, SourceReader.Read);
        if (body.Value is not { } source)
            return body.Problem;
        if (await sources.CreateAsync(source, context.RequestAborted) is not { } issued)
            return Problems.Conflict("There is already a source with this name.");
        context.Response.Headers.Location = $"/v1/sources/{source.Id}";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new NewSourceView(source.Id, source.Touchpoint, source.Silo, issued.Key, issued.SigningSecret), AppJson.Default.NewSourceView,
            statusCode: StatusCodes.Status201Created);
    }

    public static async Task<IResult> ListAsync(HttpRequest request, SourceRegistry sources, SourceActivityLog activity, CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var (limit, after) = (query.Limit(), query.NameCursor());
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        var found = await sources.ListAsync(after, limit + 1, cancellationToken);
        var activities = await activity.ReadAsync([.. found.Select(source => source.Id)], cancellationToken);
        return TypedResults.Json(
            Listing.Of(found, limit, source => SourceView.Of(source, activities[source.Id]), last => last.Id),
            AppJson.Default.ListingSourceView);
    }

    public static async Task<IResult> RotateAsync(string id, HttpContext context, SourceRegistry sources)
    {
        if (!SourceName.IsValid(id) || await sources.RotateAsync(id, context.RequestAborted) is not { } issued)
            return NotFound();
        var source = (await sources.FindAsync(id, context.RequestAborted))!;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new NewSourceView(source.Id, source.Touchpoint, source.Silo, issued.Key, issued.SigningSecret), AppJson.Default.NewSourceView);
    }

    public static async Task<IResult> DeleteAsync(string id, SourceRegistry sources, CancellationToken cancellationToken) =>
        await sources.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static ProblemHttpResult NotFound() => Problems.NotFound("There is no source with this name.");
}

/// <summary>A source as managers see it.</summary>
/// <param name="Errors">Rejected requests and batch items.</param>
internal sealed record SourceView(
    string Id, string? Touchpoint, string? Silo, DateTimeOffset CreatedAt, DateTimeOffset? LastSeen, long Accepted, long Duplicates, long Errors)
{
    public static SourceView Of(SourceRecord source, SourceActivity activity) =>
        new(source.Id, source.Touchpoint, source.Silo, source.CreatedAt, activity.LastSeen, activity.Accepted, activity.Duplicates, activity.Errors);
}

/// <summary>A source with its new credentials, shown only once.</summary>
internal sealed record NewSourceView(string Id, string? Touchpoint, string? Silo, string Key, string SigningSecret);
