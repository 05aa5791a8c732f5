using Microsoft.AspNetCore.Http.Extensions;

namespace Feedback.App.Pages;

/// <summary>Shows what went wrong at a page's address as a page: who is not signed in gets the form to do so, with the status that says why.</summary>
internal sealed class PageProblemWriter : IProblemDetailsWriter
{
    private static readonly PathString[] ForSystems = ["/v1", "/openapi", "/healthz", "/readyz", "/assets"];

    public bool CanWrite(ProblemDetailsContext context) =>
        !Array.Exists(ForSystems, path => context.HttpContext.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        var status = context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode;
        var page = status switch
        {
            StatusCodes.Status401Unauthorized => SignIn.Form(status, null, HttpMethods.IsGet(request.Method) ? request.GetEncodedPathAndQuery() : "/"),
            StatusCodes.Status429TooManyRequests => SignIn.Form(status, "That was too often. Wait a minute, then try again.", "/"),
            _ => Page.Of<ProblemPage>(status, (nameof(ProblemPage.Status), status)),
        };
        await page.ExecuteAsync(context.HttpContext);
    }
}
