using Feedback.Web.Access;
using Feedback.Web.Pages;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Primitives;

namespace Feedback.Web.Hosting;

/// <summary>Refuses what no endpoint could make sense of: a name that is none, over which whatever makes a link would fail, and a form posted to where the
/// identity provider sends people back by a link.</summary>
internal static class SoundRequests
{
    /// <summary>
    /// Takes names out that cannot be read, before anything reads them: the framework throws over an international name that is malformed, and the proxies'
    /// middleware would in front of everything that answers. The request is refused once it is known who sent it.
    /// </summary>
    public static void UseReadableNames(this WebApplication app) => app.Use(static (context, next) =>
    {
        var headers = context.Request.Headers;
        if (!CanBeRead(headers.Host))
            headers.Host = Unreadable(context);
        if (!CanBeRead(headers.GetCommaSeparatedValues(ForwardedHeadersDefaults.XForwardedHostHeaderName)))
            headers[ForwardedHeadersDefaults.XForwardedHostHeaderName] = Unreadable(context);
        return next(context);
    });

    public static void UseSoundRequests(this WebApplication app) => app.Use((context, next) =>
    {
        if (IsSound(context.Request))
            return next(context);
        context.RequestServices.GetRequiredService<RefusedRequests>().Note(RefusedRequests.Malformed, context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    /// <summary>Whether a request makes sense. HTTP/1.0 may leave the name out, and probes do; a page makes links and cannot be without.</summary>
    public static bool IsSound(HttpRequest request) =>
        request.HttpContext.Features.Get<UnreadableName>() is null
        && (request.Host.HasValue ? Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}/", UriKind.Absolute, out _)
            : PageProblem.IsForSystems(request.Path))
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Path != OpenIdProvider.CallbackPath);

    private static StringValues Unreadable(HttpContext context)
    {
        context.Features.Set(new UnreadableName());
        return StringValues.Empty;
    }

    private static bool CanBeRead(IEnumerable<string?> names)
    {
        try
        {
            foreach (var name in names)
                _ = HostString.FromUriComponent(name ?? "").ToUriComponent();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private sealed class UnreadableName;
}
