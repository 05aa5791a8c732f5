using Feedback.Core.Records;

namespace Feedback.Core.Drivers;

/// <summary>Answers in sums from which their mean and its error follow.</summary>
/// <param name="Answers">The count.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Squares">The sum of their squares.</param>
internal readonly record struct ScoreSum(long Answers, double Sum, double Squares)
{
    public double Mean => Sum / Answers;

    /// <summary>The variance of the mean.</summary>
    public double Variance => Math.Max(0, (Squares / Answers) - (Mean * Mean)) / Answers;

    /// <summary>The answers of a fold. Of CSAT it keeps no squares, so satisfied or not (4 and 5, or less) is what is compared: 1 or 0.</summary>
    public static ScoreSum Of(RatingSums sums, ScoreKind kind) => kind == ScoreKind.Nps
        ? new(sums.Nps.Answers, sums.Nps.Points, (double)Nps.HighestScore * Nps.HighestScore * (sums.Nps.Promoters + sums.Nps.Detractors))
        : new(sums.Csat.Answers, sums.Csat.Satisfied, sums.Csat.Satisfied);

    public static ScoreSum Total(IEnumerable<ScoreSum> parts) => parts.Aggregate(default(ScoreSum), (sum, part) => sum + part);

    public static ScoreSum operator +(ScoreSum a, ScoreSum b) => new(a.Answers + b.Answers, a.Sum + b.Sum, a.Squares + b.Squares);
}
