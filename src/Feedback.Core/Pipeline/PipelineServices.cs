using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Pipeline;

/// <summary>What the pipeline does to feedback itself. Who runs it is the head's.</summary>
public static class PipelineServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton<PipelineProgress>()
        .AddSingleton<ProcessFeedback>()
        .AddSingleton<AnalyseTexts>()
        .AddSingleton<AnalyseFeedback>()
        .AddSingleton<FailedFeedback>()
        .AddSingleton<RetryFeedback>()
        .AddSingleton<RequeueStalled>()
        .AddSingleton<UpdateTickets>();
}
