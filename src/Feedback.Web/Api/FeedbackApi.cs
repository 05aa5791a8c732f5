using System.Text.Json.Serialization;
using Feedback.Web.Api.OpenApi;

namespace Feedback.Web.Api;

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
        services.AddSingleton(new BodyRoom(BodyRoom.UsualBytes, BodyRoom.UsualLongest));
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddStream();
        services.AddFeedbackOpenApi();
        return services;
    }

    public static void UseFeedbackApi(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseContentEncodings();
    }

    public static void MapFeedbackApi(this WebApplication app)
    {
        app.MapCollect();
        app.MapWebhooks();
        app.MapFeedback();
        app.MapCorrections();
        app.MapJourneys();
        app.MapTickets();
        app.MapTicketChanges();
        app.MapVoices();
        app.MapCustomers();
        app.MapSources();
        app.MapSubscriptions();
        app.MapDigests();
        app.MapKeys();
        app.MapStream();
        app.MapHealth();
        app.MapFeedbackOpenApi();
    }
}
