using System.Text.Json.Serialization;

namespace Feedback.Core.Records;

/// <summary>How something feels.</summary>
/// <param name="Score">From −1 (worst) to 1 (best), to three decimals.</param>
/// <param name="Label">The same in one word.</param>
public readonly record struct Sentiment(double Score, SentimentLabel Label)
{
    /// <summary>Nothing felt.</summary>
    public static readonly Sentiment Neutral = new(0, SentimentLabel.Neutral);

    /// <summary>A sentiment from a score, the label following from VADER's customary limits of ±0.05 (Hutto and Gilbert, ICWSM 2014).</summary>
    /// <param name="score">A score, cut to −1…1 and rounded to three decimals.</param>
    public static Sentiment FromScore(double score)
    {
        // Adding zero turns the −0 that rounding can leave into 0.
        score = Math.Round(Math.Clamp(score, -1, 1), 3, MidpointRounding.AwayFromZero) + 0.0;
        return new(score, score >= 0.05 ? SentimentLabel.Positive : score <= -0.05 ? SentimentLabel.Negative : SentimentLabel.Neutral);
    }
}

/// <summary>Sentiment in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SentimentLabel>))]
public enum SentimentLabel
{
    /// <summary>Neither good nor bad.</summary>
    [JsonStringEnumMemberName("neutral")] Neutral,

    /// <summary>Good.</summary>
    [JsonStringEnumMemberName("positive")] Positive,

    /// <summary>Bad.</summary>
    [JsonStringEnumMemberName("negative")] Negative,
}
