using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Timelines;

/// <summary>What is known of one customer, in order of time.</summary>
public static class TimelineServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddTimelines(this IServiceCollection services) => services
        .AddSingleton<CustomerTimeline>();
}
