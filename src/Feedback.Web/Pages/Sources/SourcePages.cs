using System.Text.Json.Nodes;
using Feedback.Core.Access;
using Feedback.Core.Subscriptions;
using Feedback.Web.Access;

namespace Feedback.Web.Pages;

/// <summary>The page of the sources and of the subscriptions, with its forms.</summary>
internal static class SourcePages
{
    public const string Do = "do";
    public const string Id = "id";
    public const string Confirm = "confirm";

    public static void MapSourcePages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Links.Sources, GetAsync).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapPost(Links.Sources, PostAsync).RequireAuthorization(Authentication.ManagerPolicy).RequireFormToken();
    }

    /// <summary>How a form about one source or subscription is called, so that what was typed goes back into the right one.</summary>
    public static string FormOf(string what, string id) => $"{what}-{id}";

    public static Task<IResult> GetAsync(HttpContext context, SourcePageQuery query) => ShowAsync(context, query, StatusCodes.Status200OK, PostedForm.None);

    public static async Task<IResult> PostAsync(HttpContext context, SourceRegistry sources, SubscriptionRegistry subscriptions, SourcePageQuery query)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (what, id) = (form[Do].ToString(), form[Id].ToString());
        if (what is "delete" or "unsubscribe" && form[Confirm] != "yes")
            return await RefuseAsync("Tick the box to confirm.", StatusCodes.Status400BadRequest);
        switch (what)
        {
            case "create":
                return await CreateAsync(context, form, sources, query);
            case "rotate":
                return await sources.RotateAsync(id, context.RequestAborted) is { } issued
                    ? await ShowAsync(context, query, StatusCodes.Status200OK, PostedForm.None, new(id, issued, Rotated: true))
                    : await GoneAsync();
            case "delete":
                return await sources.DeleteAsync(id, context.RequestAborted) ? SeeOther.To(Links.Sources) : await GoneAsync();
            case "enable":
                return await subscriptions.EnableAsync(id, context.RequestAborted) is not null ? SeeOther.To(Links.Sources) : await GoneAsync();
            case "unsubscribe":
                return await subscriptions.DeleteAsync(id, context.RequestAborted) ? SeeOther.To(Links.Sources) : await GoneAsync();
            default:
                return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        Task<IResult> GoneAsync() => RefuseAsync("It no longer exists: someone else has deleted it.", StatusCodes.Status409Conflict);

        Task<IResult> RefuseAsync(string fault, int status) => ShowAsync(context, query, status, PostedForm.Of(FormOf(what, id), form, fault));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, IFormCollection form, SourceRegistry sources, SourcePageQuery query)
    {
        var body = new JsonObject();
        foreach (var field in new[] { Id, "touchpoint", "silo" })
        {
            if (form[field].ToString().Trim() is { Length: > 0 } text)
                body[field] = text;
        }

        if (SourceReader.Read(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), out var errors) is not { } source)
            return await ShowAsync(context, query, StatusCodes.Status400BadRequest, PostedForm.Of("create", form, null, errors));
        return await sources.CreateAsync(source, context.RequestAborted) is { } issued
            ? await ShowAsync(context, query, StatusCodes.Status201Created, PostedForm.None, new(source.Id, issued, Rotated: false))
            : await ShowAsync(context, query, StatusCodes.Status409Conflict, PostedForm.Of("create", form, "A source with this name already exists."));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, SourcePageQuery query, int status, PostedForm form, ShownCredentials? shown = null) =>
        Page.Of<SourcesPage>(
        status,
        (nameof(SourcesPage.Model), await query.RunAsync(context.RequestAborted)),
        (nameof(SourcesPage.Form), form),
        (nameof(SourcesPage.Shown), shown),
        (nameof(SourcesPage.Address), $"{context.Request.Scheme}://{context.Request.Host}"),
        (nameof(SourcesPage.MayChange), context.User.IsInRole(Authentication.ManagerRole)));
}
