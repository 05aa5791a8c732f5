using Feedback.Core.Language;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Corrections;

/// <summary>An analysis that refuses every text.</summary>
internal sealed class Failing : ILanguageAnalysis
{
    public static void Analysis(IServiceCollection services) => services.AddSingleton<ILanguageAnalysis, Failing>();

    public string Name => "failing/1";

    public Task<IReadOnlyList<AnalysisResult>> AnalyseAsync(IReadOnlyList<TextToAnalyse> texts, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<AnalysisResult>>([.. texts.Select(_ => new AnalysisResult(null, "the language is not supported"))]);
}
