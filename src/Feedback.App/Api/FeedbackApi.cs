using System.Text.Json.Serialization;
using Feedback.App.Api.OpenApi;
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
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddFeedbackOpenApi();
        return services;
    }

    public static void UseFeedbackApi(this WebApplication app)
    {
        // Problems are written by ourselves: the framework's writer turns to plain text when the client's Accept header names no JSON.
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = context => StatusOf(context.Exception) < 500,
            ExceptionHandler = context => Problems.OfStatus(context.Response.StatusCode).ExecuteAsync(context),
        });
        app.UseStatusCodePages(context => Problems.OfStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
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
        app.MapFeedbackOpenApi();
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
