using Microsoft.Extensions.Logging;

namespace Feedback.Core.Language;

/// <summary>
/// Falls back to another analysis while a service is down. What it did carries a mark in <see cref="AnalysisResult.By"/>, by which <c>ReanalyseFeedback</c>
/// finds it when the service is back.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="fallback">The fallback: an analysis that does not fail.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when the service goes down.</param>
public sealed class FallbackAnalysis(ILanguageAnalysis service, ILanguageAnalysis fallback, TimeProvider time, ILogger<FallbackAnalysis> logger)
    : ILanguageAnalysis
{
    private const string Mark = " for ";

    /// <summary>How long a service that was down and did not say how long is not asked: each try would cost the time of its retries.</summary>
    public static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(30);

    private long _downUntil;

    /// <inheritdoc/>
    public string Name => service.Name;

    /// <summary>Whether an analysis was done by a fallback.</summary>
    /// <param name="by">Which analysis did it.</param>
    public static bool IsFallback(string by) => by.Contains(Mark, StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AnalysisResult>> AnalyseAsync(IReadOnlyList<TextToAnalyse> texts, CancellationToken cancellationToken = default)
    {
        if (time.GetUtcNow().UtcTicks >= Interlocked.Read(ref _downUntil))
        {
            try
            {
                return await service.AnalyseAsync(texts, cancellationToken);
            }
            catch (LanguageUnavailableException exception)
            {
                var pause = exception.RetryAfter ?? UsualPause;
                Interlocked.Exchange(ref _downUntil, (time.GetUtcNow() + pause).UtcTicks);
                logger.LogWarning(exception, "{Service} is down; using {Fallback} for {Pause}", service.Name, fallback.Name, pause);
            }
        }

        var by = fallback.Name + Mark + service.Name;
        return [.. (await fallback.AnalyseAsync(texts, cancellationToken)).Select(result => result with { By = by })];
    }
}
