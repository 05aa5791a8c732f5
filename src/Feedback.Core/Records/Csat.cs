namespace Feedback.Core.Records;

/// <summary>
/// Customer satisfaction: answers from 1 to 5, summed. Satisfied are the two best answers, the "top two boxes"
/// (P. W. Farris et al., "Marketing Metrics", 3rd ed., Pearson 2016).
/// </summary>
/// <param name="Answers">How many answers.</param>
/// <param name="Satisfied">Answers of 4 and 5.</param>
/// <param name="Sum">The sum of all answers.</param>
public readonly record struct Csat(long Answers, long Satisfied, long Sum)
{
    /// <summary>The lowest answer.</summary>
    public const int Lowest = 1;

    /// <summary>The highest answer.</summary>
    public const int Highest = 5;

    /// <summary>The lowest answer of somebody who is satisfied.</summary>
    public const int LowestSatisfied = 4;

    /// <summary>The mean answer, 1…5, to two decimals; <c>null</c> without an answer.</summary>
    public double? Mean => Answers == 0 ? null : Math.Round((double)Sum / Answers, 2);

    /// <summary>The share of satisfied answers, 0…1, to three decimals; <c>null</c> without an answer.</summary>
    public double? Share => Answers == 0 ? null : Math.Round((double)Satisfied / Answers, 3);

    /// <summary>One answer; nothing for <c>null</c>.</summary>
    public static Csat Of(int? answer) => answer is { } given ? new(1, given >= LowestSatisfied ? 1 : 0, given) : default;

    /// <summary>How an answer feels, −1…1: 0 for the middle of the scale, and linear from there to its ends.</summary>
    public static double SentimentOf(int answer) => (2.0 * answer - Lowest - Highest) / (Highest - Lowest);

    /// <summary>The answers of both.</summary>
    public static Csat operator +(Csat a, Csat b) => new(a.Answers + b.Answers, a.Satisfied + b.Satisfied, a.Sum + b.Sum);
}
