namespace Feedback.Core.Outcomes;

/// <summary>How differently topics change with nobody's doing.</summary>
/// <param name="Own">τ²: the variance of what is a topic's own.</param>
/// <param name="Touchpoint">ω²: the variance of what is a touchpoint's.</param>
internal readonly record struct ChangeVariances(double Own, double Touchpoint)
{
    /// <summary>
    /// Estimates both by moments, given what counting contributes to each topic's variance. Two topics' changes differ by <c>E (yᵢ − yⱼ)² = vᵢ + vⱼ + 2τ² +
    /// ω²·|shareᵢ − shareⱼ|²</c>, so a weighted line through all pairs gives 2τ² and ω² (the fit of a variogram: Cressie, "Statistics for Spatial Data", 1993,
    /// section 2.6). Where touchpoints do not differ, ω² is 0 and τ² is DerSimonian's and Laird's.
    /// </summary>
    public static ChangeVariances Of(IReadOnlyList<TopicChange> topics, double[] counting)
    {
        var common = DerSimonianLaird(topics, counting);
        double n = 0, x = 0, y = 0, xx = 0, xy = 0;
        for (var i = 0; i < topics.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var scatter = counting[i] + counting[j];
                var weight = 1 / ((scatter + (2 * common)) * (scatter + (2 * common)));
                var apart = Apart(topics[i].HeardAt, topics[j].HeardAt);
                var differ = ((topics[i].Log - topics[j].Log) * (topics[i].Log - topics[j].Log)) - scatter;
                n += weight;
                x += weight * apart;
                y += weight * differ;
                xx += weight * apart * apart;
                xy += weight * apart * differ;
            }
        }

        var determinant = (n * xx) - (x * x);
        if (determinant <= 1e-9 * n * xx)
            return new(common, 0);
        var slope = ((n * xy) - (x * y)) / determinant;
        var own = (y - (slope * x)) / n / 2;
        return (own, slope) switch
        {
            (_, <= 0) => new(common, 0),
            ( < 0, _) => new(0, Math.Max(0, xy / xx)),
            _ => new(own, slope),
        };
    }

    private static double DerSimonianLaird(IReadOnlyList<TopicChange> topics, double[] counting)
    {
        var weights = counting.Sum(variance => 1 / variance);
        var squares = counting.Sum(variance => 1 / (variance * variance));
        var mean = topics.Zip(counting, (topic, variance) => topic.Log / variance).Sum() / weights;
        var q = topics.Zip(counting, (topic, variance) => (topic.Log - mean) * (topic.Log - mean) / variance).Sum();
        return Math.Max(0, (q - (topics.Count - 1)) / (weights - (squares / weights)));
    }

    private static double Apart(double[] one, double[] other) =>
        ExpectedChange.Product(one, one) - (2 * ExpectedChange.Product(one, other)) + ExpectedChange.Product(other, other);
}
