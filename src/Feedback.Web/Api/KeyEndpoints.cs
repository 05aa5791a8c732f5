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
        group.MapPost("", CreateAsync).WithName("createKey").WithSummary("Make a key for a person; it is shown once")
            .WithDescription("A `reader` looks at journeys, tickets and digests; a `manager` also changes things and sees single customers. What is done "
                + "with the key stands under the person's name.")
            .Accepts("Whom it is for.", BodyContent.Of(PersonKeyReader.Shape, Examples.PostedKey))
            .Produces(201, "Made.", () => AppJson.Default.NewKeyView, () => Examples.NewKey)
            .ProducesProblems(400, 413, 415);
        group.MapGet("", ListAsync).WithName("listKeys").WithSummary("The keys of people")
            .WithDescription("By name. The installation's own manager key, which the configuration or the first start set, is not among them.")
            .Produces(200, "All of them.", () => AppJson.Default.ListingKeyView, () => Examples.KeyList);
        group.MapDelete("/{id}", DeleteAsync).WithName("deleteKey").WithSummary("Take a key away")
            .WithDescription("It ceases to hold, and the sessions that it opened end.")
            .WithParameters(Parameter.InPath("id", "The key's id."))
            .AnswersNothing(204, "Taken away.")
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

    public static async Task<IResult> ListAsync(PersonKeys keys, CancellationToken cancellationToken) =>
        TypedResults.Json(new([.. (await keys.ListAsync(cancellationToken)).Select(KeyView.Of)], null), AppJson.Default.ListingKeyView);

    public static async Task<IResult> DeleteAsync(string id, PersonKeys keys, CancellationToken cancellationToken) =>
        await keys.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("There is no key with this id.");
}

/// <summary>A person's key as managers see it.</summary>
internal sealed record KeyView(string Id, string Name, string Role, DateTimeOffset CreatedAt, string CreatedBy)
{
    public static KeyView Of(PersonKey key) => new(key.Id, key.Name, NewPersonKey.RoleOf(key.Kind), key.CreatedAt, key.CreatedBy);
}

/// <summary>A key that was just made, which is shown this once.</summary>
internal sealed record NewKeyView(string Id, string Name, string Role, string Key);
