using Feedback.Core.Records;

namespace Feedback.Core.Language;

/// <summary>Brings together what a text says and what its ratings say.</summary>
public static class FeedbackUnderstanding
{
    /// <summary>What is understood of a feedback.</summary>
    /// <param name="record">The feedback.</param>
    /// <param name="text">The analysis of its text; <c>null</c> when it has none.</param>
    /// <param name="by">Which analysis did it.</param>
    public static FeedbackAnalysis Of(FeedbackRecord record, TextAnalysis? text, string by)
    {
        var rated = record.Ratings is { } ratings ? OfRatings(ratings) : null;
        if (text is null)
        {
            var sentiment = rated ?? Sentiment.Neutral;
            return new(by, null, sentiment, [], [new(null, null, default, sentiment)], null);
        }

        // What nobody could read leaves only the scores to go by.
        if (text.NotUnderstood && text.Sentiment.Label == SentimentLabel.Neutral && rated is { } instead)
            text = text with { Sentiment = instead };
        var contradiction = rated is { } score && score.Score * text.Sentiment.Score < 0
            && score.Label != SentimentLabel.Neutral && text.Sentiment.Label != SentimentLabel.Neutral
                ? new Contradiction(text.Sentiment, score)
                : null;
        return new(by, text.Language, text.Sentiment, text.Sentences, OpinionsOf(text, record.Text!), contradiction)
        {
            Personal = text.Personal,
            NotUnderstood = text.NotUnderstood,
        };
    }

    /// <summary>What a text says: its opinions, or one that is the whole text.</summary>
    /// <param name="analysis">The analysis of the text.</param>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<Opinion> OpinionsOf(TextAnalysis analysis, string text) =>
        analysis.Opinions.Count > 0 ? analysis.Opinions : [new(analysis.Topic, null, new(0, text.Length), analysis.Sentiment)];

    /// <summary>
    /// The sentiment of ratings: the mean of <see cref="Nps.SentimentOf"/> and <see cref="Csat.SentimentOf"/>. CES is left out, since surveys disagree on which
    /// end is good.
    /// <c>null</c> when neither was answered.
    /// </summary>
    public static Sentiment? OfRatings(Ratings ratings)
    {
        double? nps = ratings.Nps is { } recommends ? Nps.SentimentOf(recommends) : null;
        double? csat = ratings.Csat is { } satisfied ? Csat.SentimentOf(satisfied) : null;
        return (nps, csat) switch
        {
            ({ } a, { } b) => Sentiment.FromScore((a + b) / 2),
            ({ } a, null) => Sentiment.FromScore(a),
            (null, { } b) => Sentiment.FromScore(b),
            _ => null,
        };
    }
}
