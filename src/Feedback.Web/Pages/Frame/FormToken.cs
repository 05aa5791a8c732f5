using Feedback.Web.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Feedback.Web.Pages;

/// <summary>Makes sure that what a browser sends in a manager's name was sent by our own pages. The cookies' SameSite=Strict is the first line, this the
/// second.</summary>
internal static class FormToken
{
    /// <summary>A form without its token answers 400.</summary>
    public static RouteHandlerBuilder RequireFormToken(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(async (context, next) =>
        await IsValidAsync(context.HttpContext) ? await next(context) : TypedResults.StatusCode(StatusCodes.Status400BadRequest));

    /// <summary>Refuses a change through the API that is made with the pages' cookie but without a token.</summary>
    public static void UseCookieWriteProtection(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) && Changes(context.Request.Method)
            && context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme && !await IsValidAsync(context))
        {
            await Problems.Forbidden("A change that is made with the pages' cookie needs the pages' antiforgery token in the header RequestVerificationToken.")
                .ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    private static bool Changes(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);

    private static Task<bool> IsValidAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
}
