using System.Text.Json;
using Feedback.Core.Access;
using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Feedback.App.Api;

/// <summary>Where managers keep the sources.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/sources").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Sources");
        group.MapPost("/", CreateAsync).WithName("createSource").WithSummary("Create a source; its credentials are shown once");
        group.MapGet("/", ListAsync).WithName("listSources").WithSummary("The sources, when they were last seen and what they sent");
        group.MapPost("/{id}/rotate", RotateAsync).WithName("rotateSource").WithSummary("Give a source new credentials; the old ones hold for 24 hours");
        group.MapDelete("/{id}", DeleteAsync).WithName("deleteSource").WithSummary("Delete a source; what it has sent stays");
    }

    public static async Task<IResult> CreateAsync(HttpContext context, SourceRegistry sources)
    {
        if (!context.Request.IsJson())
            return Problems.WrongType(ContentTypes.Json);
        using var body = await RequestBody.ReadAsync(context.Request);
        if (body.RefusedWith != 0)
            return body.ToProblem();
        if (PostedSource.Read(body.Bytes, out var errors) is not { } source)
            return Problems.Invalid(errors);
        if (await sources.CreateAsync(source, context.RequestAborted) is not { } issued)
            return Problems.Conflict("There is a source of this name already.");
        context.Response.Headers.Location = $"/v1/sources/{source.Id}";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new NewSourceView(source.Id, source.Touchpoint, source.Silo, issued.Key, issued.SigningSecret), AppJson.Default.NewSourceView, statusCode: StatusCodes.Status201Created);
    }

    public static async Task<IResult> ListAsync(HttpRequest request, SourceRegistry sources, SourceActivityLog activity, CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var (limit, after) = (query.Limit(), query.Text("cursor"));
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        var found = await sources.ListAsync(after, limit + 1, cancellationToken);
        var activities = await activity.ReadAsync([.. found.Select(source => source.Id)], cancellationToken);
        return TypedResults.Json(
            new([.. found.Take(limit).Select(source => SourceView.Of(source, activities[source.Id]))], found.Count > limit ? found[limit - 1].Id : null),
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

    private static ProblemHttpResult NotFound() => Problems.NotFound("There is no source of this name.");
}

/// <summary>A source as managers see it.</summary>
/// <param name="Errors">Requests and batch items that were refused.</param>
internal sealed record SourceView(
    string Id, string? Touchpoint, string? Silo, DateTimeOffset CreatedAt, DateTimeOffset? LastSeen, long Accepted, long Duplicates, long Errors)
{
    public static SourceView Of(SourceRecord source, SourceActivity activity) =>
        new(source.Id, source.Touchpoint, source.Silo, source.CreatedAt, activity.LastSeen, activity.Accepted, activity.Duplicates, activity.Errors);
}

/// <summary>A source with its new credentials, which are shown this once.</summary>
internal sealed record NewSourceView(string Id, string? Touchpoint, string? Silo, string Key, string SigningSecret);

/// <summary>Reads a source as a manager posts it.</summary>
internal static class PostedSource
{
    public static Source? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        errors = new FieldErrors();
        string? id = null, touchpoint = null, silo = null;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = FeedbackLimits.JsonDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read() || document.RootElement.ValueKind != JsonValueKind.Object)
            {
                errors.Add(FieldErrors.Body, "must be a JSON object");
                return null;
            }

            foreach (var property in document.RootElement.EnumerateObject())
            {
                var value = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
                if (property.Name is not ("id" or "touchpoint" or "silo"))
                    errors.Add(property.Name, "is not a field of a source");
                else if (value is null && property.Value.ValueKind != JsonValueKind.Null)
                    errors.Add(property.Name, "must be a string");
                else if (property.Name == "id")
                    id = value;
                else if (property.Name == "touchpoint")
                    touchpoint = value;
                else
                    silo = value;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            errors.Add(FieldErrors.Body, "is not valid JSON");
            return null;
        }

        if (id is null && !errors.Names("id"))
            errors.Add("id", "is required: the name of the sending system");
        else if (id is not null && !SourceName.IsValid(id))
            errors.Add("id", SourceName.Rule);
        if (touchpoint is not null && !Touchpoint.All.Contains(touchpoint))
            errors.Add("touchpoint", $"must be one of {string.Join(", ", Touchpoint.All)}");
        if (silo is not null && !SourceName.IsValid(silo))
            errors.Add("silo", SourceName.Rule);
        return errors.None ? new(id!, touchpoint, silo) : null;
    }
}
