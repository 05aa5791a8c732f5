namespace Feedback.Core.Records;

/// <summary>
/// Customer effort score: answers from 1 to 7, summed (M. Dixon, K. Freeman and N. Toman, "Stop Trying to Delight Your Customers", Harvard Business Review,
/// July 2010; seven steps since M. Dixon, N. Toman and R. DeLisi, "The Effortless Experience", 2013). Surveys disagree on which end is the easy one, so it has
/// a mean and no sentiment.
/// </summary>
/// <param name="Answers">How many answers.</param>
/// <param name="Sum">The sum of all answers.</param>
public readonly record struct Ces(long Answers, long Sum)
{
    /// <summary>The lowest answer.</summary>
    public const int Lowest = 1;

    /// <summary>The highest answer.</summary>
    public const int Highest = 7;

    /// <summary>The mean answer, 1…7, to two decimals; <c>null</c> without an answer.</summary>
    public double? Mean => Answers == 0 ? null : Math.Round((double)Sum / Answers, 2);

    /// <summary>One answer; nothing for <c>null</c>.</summary>
    public static Ces Of(int? answer) => answer is { } given ? new(1, given) : default;

    /// <summary>The answers of both.</summary>
    public static Ces operator +(Ces a, Ces b) => new(a.Answers + b.Answers, a.Sum + b.Sum);
}
