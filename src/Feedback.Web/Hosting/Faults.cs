using Feedback.Core.Storage;
using Feedback.Web.Access;
using Feedback.Web.Api;
using Feedback.Web.Pages;
using Microsoft.AspNetCore.Connections;
using Microsoft.Net.Http.Headers;

namespace Feedback.Web.Hosting;

/// <summary>What is answered when no endpoint did: a page where people look, a problem document everywhere else.</summary>
internal static class Faults
{
    /// <summary>Written by ourselves: the framework's problem writer turns to plain text when the client's Accept header names no JSON.</summary>
    public static void UseFaults(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = context =>
            {
                var (services, isOurs) = (context.HttpContext.RequestServices, StatusOf(context.Exception) >= 500);
                if (!isOurs)
                    services.GetRequiredService<RefusedRequests>().Note(RefusedRequests.Malformed, context.HttpContext);
                // A disk that is full is one fault, and not one for each feedback that comes meanwhile.
                else if (context.Exception is StoreUnavailableException && services.GetRequiredService<DatabaseCheck>().WriteFault is { } fault)
                {
                    services.GetRequiredService<RefusedRequests>().Note($"nothing can be stored: {fault}", RefusedRequests.Anyone);
                    return true;
                }

                return !isOurs;
            },
            ExceptionHandler = WriteAsync,
        });
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
    }

    private static Task WriteAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "5";
        if (status == StatusCodes.Status405MethodNotAllowed && context.Response.Headers.Allow.Contains(HttpMethods.Get))
            context.Response.Headers.Append(HeaderNames.Allow, HttpMethods.Head);
        var isForPeople = PageProblem.Concerns(context.Request) && SoundRequests.IsSound(context.Request);
        var answer = isForPeople ? PageProblem.Of(context.Request, status) : Problems.OfStatus(status, AccessRefusal.DetailOf(context, status));
        return answer.ExecuteAsync(context);
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // Whoever sent it is gone in the middle.
        ConnectionResetException => StatusCodes.Status400BadRequest,
        StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
