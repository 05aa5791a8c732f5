using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Journeys;

/// <summary>The journeys, and what is mapped to them.</summary>
public static class JourneyServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddJourneys(this IServiceCollection services, JourneyCatalogue journeys) => services
        .AddSingleton(journeys)
        .AddSingleton<MapOpinions>();
}
