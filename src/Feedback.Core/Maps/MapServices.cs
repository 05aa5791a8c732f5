using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Maps;

/// <summary>What is read of folds and signals.</summary>
public static class MapServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddMaps(this IServiceCollection services) => services
        .AddSingleton<FoldCache>()
        .AddSingleton<SignalSearch>()
        .AddSingleton<FeedbackSearch>()
        .AddSingleton<JourneyMapQuery>()
        .AddSingleton<SeriesQuery>()
        .AddSingleton<TopicQuery>()
        .AddSingleton<ChangeQuery>();
}
