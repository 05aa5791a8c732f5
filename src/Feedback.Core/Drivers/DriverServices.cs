using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Drivers;

/// <summary>What moves the scores.</summary>
public static class DriverServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddDrivers(this IServiceCollection services) => services
        .AddSingleton<DriverQuery>();
}
