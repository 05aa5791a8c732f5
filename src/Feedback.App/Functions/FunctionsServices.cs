using Feedback.App.Local;
using Feedback.Core.Pipeline;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Microsoft.AspNetCore.HttpOverrides;

namespace Feedback.App.Functions;

/// <summary>What runs under the Functions host in place of <see cref="LocalTriggers"/>: nothing by itself but the log of what sources sent, for the host's triggers drive the rest.</summary>
internal static class FunctionsServices
{
    /// <summary>The host keeps in leases of its own how far the triggers have come; the sweep's cursor is the one that says before what nothing is received any more.</summary>
    public static readonly PipelineCursors Cursors = LocalTriggers.Cursors with { Feedback = RequeueStalled.Name };

    public static IServiceCollection AddFunctions(this IServiceCollection services) => services
        .AddSingleton<PipelineProgress>()
        .AddSingleton(Cursors)
        .AddSingleton<TicketRounds>()
        .AddSingleton<RequeueStalled>()
        .AddSingleton<TicketEventPublisher>()
        .AddSingleton<ChangedDocuments>()
        .AddSingleton<TriggeredFunctions>()
        .AddHostedService<SourceActivityFlush>();

    /// <summary>
    /// Azure ends TLS in front of the host, and the host hands a request through under its own address of us. That it was by https, and the name that was asked for, stand in what the host sets over whatever came.
    /// </summary>
    public static void UseFunctions(this WebApplication app) =>
        app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = 1 });
}
