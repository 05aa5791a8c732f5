namespace Feedback.Web.Hosting;

/// <summary>
/// Answers HEAD as GET: monitors and link checkers ask with it. The endpoint sees a GET; the server writes the headers and leaves the body out. Declaring the
/// method on every route instead would double the OpenAPI document, and the next route would forget it.
/// </summary>
internal static class HeadRequests
{
    public static void UseHeadRequests(this WebApplication app) => app.Use(static async (context, next) =>
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        context.Features.Set(new HeadRequest());
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    });

    /// <summary>Whether only the headers are asked for. An answer that goes on for long ends at once then.</summary>
    public static bool IsHead(this HttpContext context) => context.Features.Get<HeadRequest>() is not null;

    private sealed class HeadRequest;
}
