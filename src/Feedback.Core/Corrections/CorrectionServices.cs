using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Corrections;

/// <summary>Corrections by hand.</summary>
public static class CorrectionServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddCorrections(this IServiceCollection services) => services
        .AddSingleton<CorrectFeedback>()
        .AddSingleton<CorrectionLog>();
}
