using Feedback.Azure.Language;
using Feedback.Core.Language;

namespace Feedback.Web.Hosting;

/// <summary>The analysis of texts that the configuration names.</summary>
internal static class LanguageServices
{
    public static IServiceCollection AddLanguageAnalysis(this IServiceCollection services, LanguageOptions options)
    {
        if (options.Azure is not { } azure)
            return services.AddSingleton<ILanguageAnalysis, BuiltInLanguageAnalysis>();
        return services.AddSingleton<ILanguageAnalysis>(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            var service = new AzureLanguageAnalysis(azure, time);
            return options.FallsBack ? new FallbackAnalysis(service, new BuiltInLanguageAnalysis(), time,
                provider.GetRequiredService<ILogger<FallbackAnalysis>>()) : service;
        });
    }
}
