using Feedback.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Signals;

/// <summary>Signals and their folds.</summary>
public static class SignalServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddSignals(this IServiceCollection services, SignalBuckets buckets, CompanyCalendar? calendar = null) => services
        .AddSingleton(buckets)
        .AddSingleton(calendar ?? CompanyCalendar.Utc)
        .AddSingleton<ProjectSignals>()
        .AddSingleton<ComputeFolds>()
        .AddSingleton<FoldSignals>()
        .AddSingleton<SettleFolds>()
        .AddSingleton<RecountFolds>()
        .AddSingleton<RecountProgress>();
}
