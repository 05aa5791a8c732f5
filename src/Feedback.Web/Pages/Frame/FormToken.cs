using Feedback.Core.Requests;
using Feedback.Web.Api;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Feedback.Web.Pages;

/// <summary>Makes sure that what a browser sends in a manager's name was sent by our own pages. The cookies' SameSite=Strict is the first line, this the
/// second.</summary>
internal static class FormToken
{
    /// <summary>A form without its token answers 400, and so does one that is none.</summary>
    public static RouteHandlerBuilder RequireFormToken(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(async (context, next) =>
        await RefuseAsync(context.HttpContext) is not 0 and var status ? TypedResults.StatusCode(status) : await next(context));

    /// <summary>Refuses a change through the API that is made with the pages' cookie but without a token.</summary>
    public static void UseCookieWriteProtection(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) && Changes(context.Request.Method)
            && context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme
            && await RefuseAsync(context) != 0)
        {
            await Problems.Forbidden("A change that is made with the pages' cookie needs the pages' antiforgery token in the header RequestVerificationToken.")
                .ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    private static bool Changes(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);

    /// <summary>The status to refuse a request with; 0 when it came from our own pages.</summary>
    private static async Task<int> RefuseAsync(HttpContext context)
    {
        var (status, reason) = await ReadFormAsync(context.Request) is not 0 and var unread ? (unread, RefusedRequests.Malformed)
            : await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context) ? (0, "")
            : (StatusCodes.Status400BadRequest, RefusedRequests.NoToken);
        if (status != 0)
            context.RequestServices.GetRequiredService<RefusedRequests>().Note(reason, context);
        return status;
    }

    /// <summary>Reads the form within the limits of a form. Whoever asks for it afterwards gets what was read here.</summary>
    /// <returns>The status to refuse it with; 0 when it is read, or there is none.</returns>
    private static async Task<int> ReadFormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return 0;
        using var body = await RequestBody.ReadAsync(request, RequestLimits.FormBytes);
        if (body.RefusedWith != 0)
            return body.RefusedWith;
        request.Body = new MemoryStream(body.Bytes.ToArray());
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return 0;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            // What the framework throws over characters that are none, parts without an end, and encodings that it does not read.
            return StatusCodes.Status400BadRequest;
        }
    }
}
