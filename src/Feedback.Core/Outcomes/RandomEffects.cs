namespace Feedback.Core.Outcomes;

/// <summary>
/// How topics change that nobody has changed: their mean, and how far one topic ordinarily lies from it. The moment estimator of DerSimonian and Laird, "Meta-analysis in clinical trials",
/// Controlled Clinical Trials 7, 1986; that a further topic scatters about the mean by <see cref="Between"/> too is the prediction interval of Higgins, Thompson and Spiegelhalter,
/// "A re-evaluation of random-effects meta-analysis", JRSS A 172, 2009.
/// </summary>
/// <param name="Mean">The mean log ratio, after over before.</param>
/// <param name="MeanVariance">The variance of <paramref name="Mean"/>.</param>
/// <param name="Between">τ²: the variance of the topics' true changes.</param>
/// <param name="DegreesOfFreedom">Of the estimate of the two variances.</param>
internal sealed record RandomEffects(double Mean, double MeanVariance, double Between, double DegreesOfFreedom)
{
    /// <summary>The variance of a further topic's change about the mean as it is known.</summary>
    public double Prediction => MeanVariance + Between;

    /// <summary>Fits changes and their variances, two at least.</summary>
    public static RandomEffects Fit(IReadOnlyList<(double Change, double Variance)> topics)
    {
        var (mean, weights) = Weigh(topics, between: 0);
        var q = topics.Sum(topic => (topic.Change - mean) * (topic.Change - mean) / topic.Variance);
        var squares = topics.Sum(topic => 1 / (topic.Variance * topic.Variance));
        var between = Math.Max(0, (q - (topics.Count - 1)) / (weights - (squares / weights)));
        (mean, weights) = Weigh(topics, between);
        return new(mean, 1 / weights, between, topics.Count - 1);
    }

    private static (double Mean, double Weights) Weigh(IReadOnlyList<(double Change, double Variance)> topics, double between)
    {
        var weights = topics.Sum(topic => 1 / (topic.Variance + between));
        return (topics.Sum(topic => topic.Change / (topic.Variance + between)) / weights, weights);
    }
}
