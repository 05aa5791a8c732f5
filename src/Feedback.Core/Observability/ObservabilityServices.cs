using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Observability;

/// <summary>What the pipeline tells of itself.</summary>
public static class ObservabilityServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddPipelineMetrics(this IServiceCollection services) => services
        .AddSingleton<PipelineMetrics>();
}
