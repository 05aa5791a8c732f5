using System.Text.Json.Serialization;
using Feedback.Core.Storage;

namespace Feedback.App.Api;

/// <summary>The HTTP contract, version 1.</summary>
internal static class FeedbackApi
{
    public static IServiceCollection AddFeedbackApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default);
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        });
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions.Remove("traceId");
            if (problem.Type?.StartsWith("urn:", StringComparison.Ordinal) != true)
                (problem.Type, problem.Title) = NameOf(problem.Status ?? context.HttpContext.Response.StatusCode);
        });
        return services;
    }

    public static void UseFeedbackApi(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf, SuppressDiagnosticsCallback = context => StatusOf(context.Exception) < 500 });
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    public static void MapFeedbackApi(this WebApplication app)
    {
        app.MapCollect();
        app.MapWebhooks();
        app.MapFeedback();
        app.MapJourneys();
        app.MapTickets();
        app.MapSources();
        app.MapStream();
        app.MapHealth();
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static (string Type, string Title) NameOf(int status) => status switch
    {
        400 => (Problems.TypeOf("invalid"), "The request is not valid"),
        401 => (Problems.TypeOf("unauthorized"), "The request is not authenticated"),
        403 => (Problems.TypeOf("forbidden"), "The key does not allow this"),
        404 => (Problems.TypeOf("not-found"), "There is no such thing"),
        405 => (Problems.TypeOf("method-not-allowed"), "The method is not allowed here"),
        413 => (Problems.TypeOf("too-large"), "The body is too large"),
        415 => (Problems.TypeOf("wrong-content-type"), "The content type is not supported"),
        503 => (Problems.TypeOf("unavailable"), "The service cannot do this now; try again"),
        _ => (Problems.TypeOf("error"), "Something went wrong"),
    };
}
