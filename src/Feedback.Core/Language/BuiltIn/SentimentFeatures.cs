using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>
/// The numbers from which <see cref="SentimentModel"/> judges a sentence or a whole text: what the rules made of it. None of them is a word, so that what was
/// learned in one field of business holds in another; and they are few, for with more of them less held (bench/language/README.md).
/// </summary>
internal struct SentimentFeatures
{
    /// <summary>What they are, in order.</summary>
    public static readonly IReadOnlyList<string> Names = ["score", "sum", "for", "against"];

    private const double LargestSum = 12;
    private const double LeastLean = 1;

    private SentimentScorer.Evidence _evidence;
    private bool _hasOpinion;

    /// <summary>Whether too little in it speaks for or against to be judged, or as much for as against.</summary>
    public readonly bool IsEmpty => ByRule.Label == SentimentLabel.Neutral && (!_hasOpinion || Math.Abs(Lean) < LeastLean);

    /// <summary>What the rules alone say.</summary>
    public readonly Sentiment ByRule => _evidence.ToSentiment();

    private readonly double Lean => _evidence.Good - _evidence.Bad;

    /// <summary>Takes in what a sentence says for and against.</summary>
    public void Add(SentimentScorer.Evidence evidence) => _evidence += evidence;

    /// <summary>Takes an opinion in.</summary>
    public void Add(Opinion opinion) => _hasOpinion |= opinion.Sentiment.Label != SentimentLabel.Neutral;

    /// <summary>Takes in what was taken in elsewhere.</summary>
    public void Add(in SentimentFeatures other)
    {
        _evidence += other._evidence;
        _hasOpinion |= other._hasOpinion;
    }

    /// <summary>Writes the numbers, in the order of <see cref="Names"/>.</summary>
    public readonly void Write(Span<double> numbers)
    {
        var score = ByRule.Score;
        numbers[0] = score;
        numbers[1] = Math.Clamp(score * Math.Sqrt(15) / Math.Sqrt(Math.Max(1e-9, 1 - (score * score))), -LargestSum, LargestSum);
        numbers[2] = Lean > 0 ? 1 : 0;
        numbers[3] = Lean < 0 ? 1 : 0;
    }
}
