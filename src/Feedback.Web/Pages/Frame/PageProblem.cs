using Feedback.Web.Access;
using Microsoft.AspNetCore.Http.Extensions;

namespace Feedback.Web.Pages;

/// <summary>What went wrong at a page's address, as a page: who is not signed in gets the form to do so, with the status that says why.</summary>
internal static class PageProblem
{
    private static readonly PathString[] ForSystems = ["/v1", "/openapi", "/healthz", "/readyz", "/assets"];

    /// <summary>Whether a browser asks, at an address that is not for systems.</summary>
    public static bool Concerns(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !IsForSystems(request.Path);

    /// <summary>Whether an address is one for systems.</summary>
    public static bool IsForSystems(PathString path) => Array.Exists(ForSystems, prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    public static IResult Of(HttpRequest request, int status) => status switch
    {
        StatusCodes.Status401Unauthorized =>
            SignIn.Form(status, null, HttpMethods.IsGet(request.Method) ? request.GetEncodedPathAndQuery() : "/",
                ended: request.Cookies.ContainsKey(Authentication.CookieName)),
        _ => Page.Of<ProblemPage>(status, (nameof(ProblemPage.Status), status)),
    };
}
