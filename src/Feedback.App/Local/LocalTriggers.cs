using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Intake;
using Feedback.Core.Observability;
using Feedback.Core.Pipeline;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Web.Hosting;

namespace Feedback.App.Local;

/// <summary>What drives the pipeline on one machine: a tail for each step, in the order in which feedback travels. On Azure the Functions host does.</summary>
internal static class LocalTriggers
{
    /// <summary>The names under which the tails keep their cursors.</summary>
    public static readonly PipelineCursors Cursors = new("advance-feedback", "fold-signals");

    public static IServiceCollection AddLocalTriggers(this IServiceCollection services) => services
        .AddTail(provider => new(Cursors.Feedback, Containers.Feedback, PageSize: 512, Rest: 0, LeastRest: TimeSpan.Zero,
            provider.GetRequiredService<ProcessFeedback>().HandleAsync, Idle(provider, onCosmos: 2)))
        // An hour under load is folded from all its signals each time. Gathering what there is before folding, and resting three times as long as it took, keeps folding
        // at a quarter of one core however large the hour, and the lag at a few foldings.
        .AddTail(provider => new(Cursors.Signals, Containers.Signals, PageSize: 4_000, Rest: 3,
            LeastRest: provider.GetRequiredService<FeedbackOptions>().FoldIntervalSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromMilliseconds(100),
            provider.GetRequiredService<FoldSignals>().HandleAsync, Idle(provider, onCosmos: 5), Gather: 200_000))
        .AddTail(provider => new("tell-customers", Containers.Tickets, PageSize: 100, Rest: 0, LeastRest: TimeSpan.Zero,
            provider.GetRequiredService<NotifyCustomers>().HandleAsync, Idle(provider, onCosmos: 5)))
        .AddTail(provider => new("publish-tickets", Containers.Tickets, PageSize: 200, Rest: 0, LeastRest: TimeSpan.Zero,
            provider.GetRequiredService<PublishTickets>().HandleAsync, Idle(provider, onCosmos: 5)))
        .AddHostedService<DeliverWebhooks>()
        .AddSingleton<PipelineProgress>()
        .AddSingleton<TicketRounds>()
        .AddHostedService<TicketTimer>()
        .AddHostedService<TellTimer>()
        .AddHostedService<DigestTimer>()
        .AddSingleton(Cursors)
        .AddHostedService<ErasureTimer>()
        .AddHostedService<SettleTimer>()
        .AddHostedService<SourceActivityFlush>();

    /// <summary>On Cosmos DB each look at a change feed is paid for: there seconds pass between two.</summary>
    private static TimeSpan Idle(IServiceProvider provider, int onCosmos) =>
        provider.GetRequiredService<FeedbackOptions>().Cosmos is null ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(onCosmos);

    private static IServiceCollection AddTail(this IServiceCollection services, Func<IServiceProvider, ChangeFeedProcessorOptions> define)
    {
        var index = services.Count(service => service.ServiceType == typeof(ChangeFeedProcessor));
        return services
            .AddSingleton<ChangeFeedProcessor>(provider => new(define(provider), provider.GetRequiredService<CollectFeedback>(), provider.GetRequiredService<IDocumentStore>(),
                provider.GetRequiredService<PipelineMetrics>(),
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ChangeFeedProcessor>>()))
            .AddSingleton<ProcessorLag>(provider => provider.GetServices<ChangeFeedProcessor>().ElementAt(index) is var tail ? new(tail.Name, () => tail.Lag) : null!)
            .AddSingleton<IHostedService>(provider => provider.GetServices<ChangeFeedProcessor>().ElementAt(index));
    }
}
