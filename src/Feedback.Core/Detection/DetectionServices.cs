using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Detection;

/// <summary>What stands out.</summary>
public static class DetectionServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddDetection(this IServiceCollection services) => services
        .AddSingleton(DetectionSettings.Default)
        .AddSingleton<TopicDetector>();
}
