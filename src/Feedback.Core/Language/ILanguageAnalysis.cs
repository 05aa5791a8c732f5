using Feedback.Core.Records;

namespace Feedback.Core.Language;

/// <summary>Finds out how a text feels and what it says of what. The port behind which the built-in analysis and Azure AI Language stand.</summary>
public interface ILanguageAnalysis
{
    /// <summary>Which analysis this is, with its version, e.g. <c>built-in/2</c>. Kept with every result.</summary>
    string Name { get; }

    /// <summary>Analyses texts. The results stand in the order of the texts.</summary>
    /// <param name="texts">The texts; a service splits them into batches as it needs.</param>
    /// <param name="cancellationToken">Cancels the analysis.</param>
    /// <exception cref="LanguageUnavailableException">The service is down or throttles: none was analysed, all can be tried again.</exception>
    Task<IReadOnlyList<AnalysisResult>> AnalyseAsync(IReadOnlyList<TextToAnalyse> texts, CancellationToken cancellationToken = default);
}

/// <summary>A text to analyse.</summary>
/// <param name="Text">What the customer wrote.</param>
/// <param name="Language">The BCP 47 language that the source named; <c>null</c> when it named none.</param>
public readonly record struct TextToAnalyse(string Text, string? Language);

/// <summary>One text's result: its analysis, or the reason why this text (not the service) has none.</summary>
/// <param name="Analysis">The analysis.</param>
/// <param name="Error">Why there is none. Never holds what the customer wrote.</param>
public readonly record struct AnalysisResult(TextAnalysis? Analysis, string? Error)
{
    /// <summary>Which analysis it was, when it was a fallback for the one that was asked.</summary>
    public string? By { get; init; }
}

/// <summary>The language service cannot answer now; trying again later may help.</summary>
/// <param name="message">What it answered.</param>
/// <param name="innerException">The error below.</param>
/// <param name="retryAfter">How long the service asks to wait, when it says so.</param>
public sealed class LanguageUnavailableException(string message, Exception? innerException = null, TimeSpan? retryAfter = null)
    : Exception(message, innerException)
{
    /// <summary>How long the service asks to wait, when it says so.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
