using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.ClosingTheLoop;

/// <summary>What customers hear of what became of their feedback.</summary>
public static class ClosingTheLoopServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddClosingTheLoop(this IServiceCollection services) => services
        .AddSingleton<FindVoices>()
        .AddSingleton<VoiceList>()
        .AddSingleton<WriteLetter>()
        .AddSingleton<NotifyCustomers>();
}
