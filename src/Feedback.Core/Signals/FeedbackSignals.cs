using System.Text.Json.Serialization;
using Feedback.Core.Records;

namespace Feedback.Core.Signals;

/// <summary>
/// All signals of one feedback on one journey, as they are stored: what they share once, then the opinions. A later analysis, correction or journey replaces
/// the whole document, so nothing of an earlier one is left to be counted.
/// </summary>
public sealed record FeedbackSignals
{
    /// <summary>The feedback's id.</summary>
    public required string Feedback { get; init; }

    /// <summary>When it was said, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The kind of touchpoint where it was heard.</summary>
    public required string Touchpoint { get; init; }

    /// <summary>The silo that heard it.</summary>
    public required string HeardBy { get; init; }

    /// <summary>The customer key, when the customer is known.</summary>
    public string? Customer { get; init; }

    /// <summary>The journey's segments that the customer belongs to; <c>null</c> for none.</summary>
    public IReadOnlyList<string>? Segments { get; init; }

    /// <summary>The feedback's ratings; <c>null</c> for none.</summary>
    public SignalRatings? Ratings { get; init; }

    /// <summary>Whether it is a score without words, which can have no theme; <c>null</c> for no, and where an earlier version did not say.</summary>
    public bool? Wordless { get; init; }

    /// <summary>The opinions, one signal each. None: the feedback has left the journey, and the document is void, counts nothing and expires.</summary>
    public required IReadOnlyList<ProjectedOpinion> Opinions { get; init; }

    /// <summary>The same one by one: the ratings on the first, so that they count once.</summary>
    public Signal[] Signals()
    {
        var signals = new Signal[Opinions.Count];
        for (var n = 0; n < signals.Length; n++)
        {
            signals[n] = new()
            {
                Feedback = Feedback,
                OccurredAt = OccurredAt,
                Touchpoint = Touchpoint,
                HeardBy = HeardBy,
                Stage = Opinions[n].Stage,
                Theme = Opinions[n].Theme,
                OwnedBy = Opinions[n].OwnedBy,
                Sentiment = Opinions[n].Sentiment,
                Customer = Customer,
                Ratings = n == 0 ? Ratings : null,
                Segments = Segments,
            };
        }

        return signals;
    }
}

/// <summary>What is a signal's own.</summary>
/// <param name="Stage">The stage it is mapped to.</param>
/// <param name="Theme">What it is about; <c>null</c> when no theme was found.</param>
/// <param name="OwnedBy">The silo that owns it; <c>null</c> if none does.</param>
/// <param name="Sentiment">The sentiment in thousandths, −1000 to 1000.</param>
public readonly record struct ProjectedOpinion(string Stage, string? Theme, string? OwnedBy, int Sentiment)
{
    /// <summary>The sentiment in one word.</summary>
    [JsonIgnore]
    public SentimentLabel Label => Records.Sentiment.FromScore(Sentiment / 1000.0).Label;
}
