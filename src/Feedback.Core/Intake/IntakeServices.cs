using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Intake;

/// <summary>How feedback is taken in.</summary>
public static class IntakeServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton<FeedbackReader>()
        .AddSingleton<CollectFeedback>();
}
