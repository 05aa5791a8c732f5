using Feedback.App.Local;
using Feedback.Core.Pipeline;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.HttpOverrides;

namespace Feedback.App.Functions;

/// <summary>
/// What runs under the Functions host in place of <see cref="LocalPipeline"/> by itself: only what is about
/// this process's memory, for the host's triggers drive the rest.
/// </summary>
internal static class FunctionsServices
{
    public static IServiceCollection AddFunctions(this IServiceCollection services, FeedbackOptions options)
    {
        services
            .AddSingleton(FeedbackPipeline.CursorsOn(Heads.Azure))
            .AddSingleton<ChangedDocuments>()
            .AddSingleton<TriggeredFunctions>();
        foreach (var job in FeedbackPipeline.JobsOn(Heads.Azure).Where(job => job.InEveryProcess))
            services.AddJob(job, options);
        return services;
    }

    /// <summary>
    /// Azure ends TLS in front of the host, and the host hands a request through under its own address of us. That it was by https, and the name that was asked
    /// for, stand in what the host sets over whatever came.
    /// </summary>
    public static void UseFunctions(this WebApplication app) =>
        app.UseForwardedHeaders(new()
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = 1
        });
}
