using Feedback.Core.Language.BuiltIn;

namespace Feedback.Core.Language;

/// <summary>
/// The analysis that needs no service: a lexicon and rules after VADER (Hutto and Gilbert, ICWSM 2014), with words and phrases of customer feedback added,
/// and a reader of clauses that finds what is said of what. Safe to share between threads; the same text always gives the same result.
/// </summary>
/// <remarks>
/// <para>It understands English, British and American. A text in another language, whether the source named it or its letters and words give it away, is
/// taken for neutral except for its emoji and emoticons, has no opinions, is marked as not understood, and carries that language, or <c>und</c> when it could
/// not be told.</para>
/// <para>The words are weighed by rules; what the rules make of a sentence or a text is judged by a small trained model: the likeliest of three labels, and as
/// the score the probability of positive less that of negative.</para>
/// </remarks>
public sealed class BuiltInLanguageAnalysis : ILanguageAnalysis
{
    /// <summary>No text gives more opinions than this: the first ones are kept.</summary>
    public const int MostOpinions = 20;

    /// <inheritdoc/>
    public string Name => "built-in/2";

    /// <inheritdoc/>
    /// <remarks>Never fails on a text, whatever it holds.</remarks>
    public Task<IReadOnlyList<AnalysisResult>> AnalyseAsync(IReadOnlyList<TextToAnalyse> texts, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<IReadOnlyList<AnalysisResult>>(cancellationToken);
        var reader = new TextReading(Vocabulary.Instance);
        var results = new AnalysisResult[texts.Count];
        for (var i = 0; i < results.Length; i++)
        {
            if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<IReadOnlyList<AnalysisResult>>(cancellationToken);
            results[i] = new AnalysisResult(reader.Read(texts[i]), null);
        }
        return Task.FromResult<IReadOnlyList<AnalysisResult>>(results);
    }
}
