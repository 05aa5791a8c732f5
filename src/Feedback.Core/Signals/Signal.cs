using Feedback.Core.Records;

namespace Feedback.Core.Signals;

/// <summary>One opinion mapped to (journey, stage, theme), heard at a touchpoint: the smallest countable fact. Holds no word of what was said. Stored together
/// with the feedback's others: <see cref="FeedbackSignals"/>.</summary>
public sealed record Signal
{
    /// <summary>The feedback's id.</summary>
    public required string Feedback { get; init; }

    /// <summary>When it was said, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The kind of touchpoint where it was heard.</summary>
    public required string Touchpoint { get; init; }

    /// <summary>The silo that heard it.</summary>
    public required string HeardBy { get; init; }

    /// <summary>The stage it is mapped to.</summary>
    public required string Stage { get; init; }

    /// <summary>What it is about; <c>null</c> when no theme was found.</summary>
    public string? Theme { get; init; }

    /// <summary>The silo that owns it; <c>null</c> if none does.</summary>
    public string? OwnedBy { get; init; }

    /// <summary>The sentiment in thousandths, −1000 to 1000: whole numbers add up to the same sum in any order.</summary>
    public required int Sentiment { get; init; }

    /// <summary>The customer key, when the customer is known.</summary>
    public string? Customer { get; init; }

    /// <summary>The feedback's ratings, on its first signal only, so that they count once.</summary>
    public SignalRatings? Ratings { get; init; }

    /// <summary>The journey's segments that the customer belongs to; <c>null</c> for none.</summary>
    public IReadOnlyList<string>? Segments { get; init; }

    /// <summary>The sentiment in one word.</summary>
    public SentimentLabel Label => Records.Sentiment.FromScore(Sentiment / 1000.0).Label;
}

/// <summary>Ratings and the stage at which they count.</summary>
/// <param name="Stage">The touchpoint's usual stage.</param>
/// <param name="Scores">The scores.</param>
public sealed record SignalRatings(string Stage, Ratings Scores);
