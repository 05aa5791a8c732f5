using Feedback.Web.Access;

namespace Feedback.Web.Hosting;

/// <summary>Refuses what no endpoint could make sense of: a name that is none, over which whatever makes a link would fail, and a form posted to where the
/// identity provider sends people back by a link.</summary>
internal static class SoundRequests
{
    public static void UseSoundRequests(this WebApplication app) => app.Use((context, next) =>
    {
        if (IsSound(context.Request))
            return next(context);
        context.RequestServices.GetRequiredService<RefusedRequests>().Note(RefusedRequests.Malformed, context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    /// <summary>Whether a request makes sense. HTTP/1.0 may leave the name out.</summary>
    public static bool IsSound(HttpRequest request) =>
        (!request.Host.HasValue || Uri.TryCreate($"{request.Scheme}://{request.Host.Value}/", UriKind.Absolute, out _))
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Path != OpenIdProvider.CallbackPath);
}
