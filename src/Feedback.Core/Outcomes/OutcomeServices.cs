using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Outcomes;

/// <summary>What changes have brought.</summary>
public static class OutcomeServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddOutcomes(this IServiceCollection services) => services
        .AddSingleton(OutcomeSettings.Default)
        .AddSingleton<OutcomeAnalysis>()
        .AddSingleton<MeasureOutcomes>()
        .AddSingleton<AffectedPerWeek>();
}
