using Feedback.Core.Access;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;

namespace Feedback.Web.Api;

/// <summary>Where managers give people keys of their own.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/keys").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Keys");
        group.MapPost("", CreateAsync).WithName("createKey").WithSummary("Create a key for a person; it is shown once")
            .WithDescription("A `reader` can view journeys, tickets and digests; a `manager` can also make changes and view individual customers. What is "
                + "done with the key is recorded under the person's name.")
            .Accepts("The person and their role.", BodyContent.Of(PersonKeyReader.Shape, Examples.PostedKey))
            .Produces(201, "Made.", () => AppJson.Default.NewKeyView, () => Examples.NewKey)
            .ProducesProblems(400, 413, 415);
        group.MapGet("", ListAsync).WithName("listKeys").WithSummary("List the personal keys")
            .WithDescription("In order of name. The installation's own manager key, from the configuration or the first start, is not included.")
            .Produces(200, "All personal keys.", () => AppJson.Default.ListingKeyView, () => Examples.KeyList)
            .ProducesProblems(400);
        group.MapDelete("/{id}", DeleteAsync).WithName("deleteKey").WithSummary("Revoke a key")
            .WithDescription("The key stops working, and the sessions it opened end.")
            .WithParameters(Parameter.InPath("id", "The key's id."))
            .AnswersNothing(204, "Revoked.")
            .ProducesProblems(404);
    }

    public static async Task<IResult> CreateAsync(HttpContext context, PersonKeys keys)
    {
        var body = await PostedJson.ReadAsync(context.Request, PersonKeyReader.Read);
        if (body.Value is not { } asked)
            return body.Problem;
        var (key, kept) = await keys.CreateAsync(asked, context.CallerName(), context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new NewKeyView(kept.Id, kept.Name, NewPersonKey.RoleOf(kept.Kind), key), AppJson.Default.NewKeyView,
            statusCode: StatusCodes.Status201Created);
    }

    /// <summary>All are one page, which names no next: whoever has a cursor has it from elsewhere.</summary>
    public static async Task<IResult> ListAsync(HttpRequest request, PersonKeys keys, CancellationToken cancellationToken) =>
        new Query(request).Text("cursor") is null
            ? TypedResults.Json(new([.. (await keys.ListAsync(cancellationToken)).Select(KeyView.Of)], null), AppJson.Default.ListingKeyView)
            : Problems.Invalid("cursor", Query.NotACursor);

    public static async Task<IResult> DeleteAsync(string id, PersonKeys keys, CancellationToken cancellationToken) =>
        await keys.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("There is no key with this id.");
}

/// <summary>A person's key as managers see it.</summary>
internal sealed record KeyView(string Id, string Name, string Role, DateTimeOffset CreatedAt, string CreatedBy)
{
    public static KeyView Of(PersonKey key) => new(key.Id, key.Name, NewPersonKey.RoleOf(key.Kind), key.CreatedAt, key.CreatedBy);
}

/// <summary>A newly created key, shown only once.</summary>
internal sealed record NewKeyView(string Id, string Name, string Role, string Key);
