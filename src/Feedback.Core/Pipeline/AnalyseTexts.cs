using Feedback.Core.Language;
using Feedback.Core.Records;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Pipeline;

/// <summary>Has the texts of some feedback analysed: together, and each on its own where one of them spoils the others.</summary>
public sealed class AnalyseTexts(ILanguageAnalysis language, TimeProvider time, ILogger<AnalyseTexts> logger)
{
    private const int Attempts = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Which analysis does it.</summary>
    public string Name => language.Name;

    /// <summary>The results in the order of the records; feedback without a text has neither analysis nor error.</summary>
    /// <exception cref="LanguageUnavailableException">The language service is down.</exception>
    public async Task<AnalysisResult[]> AnalyseAsync(FeedbackRecord[] records, CancellationToken cancellationToken)
    {
        var withText = records.Index().Where(entry => entry.Item.Text is not null).ToArray();
        var texts = Array.ConvertAll(withText, entry => new TextToAnalyse(entry.Item.Text!, entry.Item.Language));
        var results = new AnalysisResult[records.Length];
        if (texts.Length == 0)
            return results;

        var analysed = await TryTogetherAsync(texts, cancellationToken);
        for (var i = 0; i < texts.Length; i++)
            results[withText[i].Index] = analysed?[i] ?? await TryAloneAsync(texts[i], withText[i].Item.Id, cancellationToken);
        return results;
    }

    private async Task<IReadOnlyList<AnalysisResult>?> TryTogetherAsync(TextToAnalyse[] texts, CancellationToken cancellationToken)
    {
        try
        {
            return await language.AnalyseAsync(texts, cancellationToken);
        }
        catch (Exception exception) when (exception is not (LanguageUnavailableException or OperationCanceledException))
        {
            logger.LogWarning(exception, "{Count} texts could not be analysed together; trying each on its own", texts.Length);
            return null;
        }
    }

    private async Task<AnalysisResult> TryAloneAsync(TextToAnalyse text, string feedback, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await language.AnalyseAsync([text], cancellationToken))[0];
            }
            catch (Exception exception) when (exception is not (LanguageUnavailableException or OperationCanceledException))
            {
                if (attempt == Attempts)
                {
                    logger.LogError(exception, "Feedback {Feedback} could not be analysed after {Attempts} attempts", feedback, Attempts);
                    return new(null, $"the analysis failed {Attempts} times, the last time with {exception.GetType().Name}");
                }

                await Task.Delay(FirstPause * (1 << attempt), time, cancellationToken);
            }
        }
    }
}
