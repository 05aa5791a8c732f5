namespace Feedback.Core.Records;

/// <summary>
/// Net promoter score: answers from 0 to 10 to "how likely is it that you would recommend us?", counted in three classes
/// (F. F. Reichheld, "The One Number You Need to Grow", Harvard Business Review, December 2003).
/// </summary>
/// <param name="Promoters">Answers of 9 and 10.</param>
/// <param name="Passives">Answers of 7 and 8.</param>
/// <param name="Detractors">Answers of 0 to 6.</param>
public readonly record struct Nps(long Promoters, long Passives, long Detractors)
{
    /// <summary>The lowest answer.</summary>
    public const int Lowest = 0;

    /// <summary>The highest answer.</summary>
    public const int Highest = 10;

    /// <summary>The lowest answer of a promoter.</summary>
    public const int LowestPromoter = 9;

    /// <summary>The highest answer of a detractor.</summary>
    public const int HighestDetractor = 6;

    /// <summary>The score when all are detractors.</summary>
    public const int LowestScore = -100;

    /// <summary>The score when all are promoters.</summary>
    public const int HighestScore = 100;

    /// <summary>How many answers.</summary>
    public long Answers => Promoters + Passives + Detractors;

    /// <summary>The points of all answers: a promoter is 100, a passive 0, a detractor −100. Their mean is the score.</summary>
    public long Points => HighestScore * Promoters + LowestScore * Detractors;

    /// <summary>The share of promoters less the share of detractors, −100…100, to one decimal; <c>null</c> without an answer.</summary>
    public double? Score => Answers == 0 ? null : Math.Round((double)Points / Answers, 1);

    /// <summary>One answer; nothing for <c>null</c>.</summary>
    public static Nps Of(int? answer) => answer switch
    {
        null => default,
        >= LowestPromoter => new(1, 0, 0),
        > HighestDetractor => new(0, 1, 0),
        _ => new(0, 0, 1),
    };

    /// <summary>How an answer feels, −1…1: 0 for the passives, and linear from them to either end of the scale.</summary>
    public static double SentimentOf(int answer) => answer switch
    {
        >= LowestPromoter => (double)(answer - LowestPromoter + 1) / (Highest - LowestPromoter + 1),
        > HighestDetractor => 0,
        _ => (double)(answer - HighestDetractor - 1) / (HighestDetractor + 1 - Lowest),
    };

    /// <summary>The answers of both.</summary>
    public static Nps operator +(Nps a, Nps b) => new(a.Promoters + b.Promoters, a.Passives + b.Passives, a.Detractors + b.Detractors);
}
