using Feedback.Core.Requests;

namespace Feedback.Core.Records;

/// <summary>An opinion as it holds: as the analysis found it, or as somebody set it right.</summary>
/// <param name="Analysed">As the analysis found it.</param>
/// <param name="IsFound">Whether the present analysis finds it; else an earlier one did, and it stays because it was corrected.</param>
/// <param name="Corrections">What was corrected of it, the oldest first.</param>
public sealed record CorrectedOpinion(Opinion Analysed, bool IsFound, IReadOnlyList<Correction> Corrections)
{
    private const double Felt = 0.5;

    /// <summary>The opinion with the sentiment that holds.</summary>
    public Opinion Opinion => Sentiment == Analysed.Sentiment ? Analysed : Analysed with { Sentiment = Sentiment };

    /// <summary>
    /// The sentiment that holds. A correction says a word; where the analysis says the same word its own, finer score stands, else the middle of what the word
    /// covers: ±0.5, or 0.
    /// </summary>
    public Sentiment Sentiment => Last(CorrectedField.Sentiment, null)?.After is { } word && JsonWord.Parse<SentimentLabel>(word) is { } label
        && label != Analysed.Sentiment.Label
        ? Records.Sentiment.FromScore(label switch { SentimentLabel.Positive => Felt, SentimentLabel.Negative => -Felt, _ => 0 })
        : Analysed.Sentiment;

    /// <summary>The correction of a field that holds; <c>null</c> when it was not corrected.</summary>
    /// <param name="field">The field.</param>
    /// <param name="journey">The journey, for a theme or a stage.</param>
    public Correction? Last(CorrectedField field, string? journey) =>
        Corrections.LastOrDefault(correction => correction.Field == field && correction.Journey == journey);
}
