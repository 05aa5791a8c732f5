using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Access;

/// <summary>Who may call, and what sources send.</summary>
public static class AccessServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<KeyRing>()
        .AddSingleton<PersonKeys>()
        .AddSingleton<EndedSessions>()
        .AddSingleton<SourceRegistry>()
        .AddSingleton<SourceActivityLog>();
}
