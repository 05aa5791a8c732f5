using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Erasures;

/// <summary>The erasure of customers.</summary>
public static class ErasureServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddErasures(this IServiceCollection services) => services
        .AddSingleton<EraseCustomer>();
}
