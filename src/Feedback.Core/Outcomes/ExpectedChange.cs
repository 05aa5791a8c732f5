using MathNet.Numerics.LinearAlgebra;

namespace Feedback.Core.Outcomes;

/// <summary>
/// How a topic heard at certain touchpoints would have changed if nobody had changed it, read off other topics. Their log changes y are taken to be
/// <c>y = μ + Σ share·γ + u + e</c>: one change that all have in common; one for each touchpoint, in the share that a topic is heard there (a channel gains
/// customers, another shuts), of variance ω²; one that is the topic's own, of variance τ²; and what counts scatter. A topic weighs the more, the more it is
/// heard where the treated one is, as far as touchpoints differ at all.
/// </summary>
/// <remarks>
/// The prediction is the best linear unbiased one (Goldberger, JASA 57, 1962). Without touchpoints it is the random-effects mean of DerSimonian and Laird
/// (Controlled Clinical Trials 7, 1986) with the prediction interval of Higgins, Thompson and Spiegelhalter (JRSS A 172, 2009): a topic that nobody changed
/// scatters about the mean by τ too, so an ordinary difference between topics does not look like an effect.
/// </remarks>
/// <param name="Log">The expected log change.</param>
/// <param name="Variance">The variance of the treated topic's own change about it.</param>
/// <param name="OwnVariance">τ², which <paramref name="Variance"/> includes.</param>
/// <param name="DegreesOfFreedom">Of the estimate of <paramref name="Variance"/>.</param>
internal sealed record ExpectedChange(double Log, double Variance, double OwnVariance, double DegreesOfFreedom)
{
    /// <summary>The change to expect of a topic.</summary>
    /// <param name="topics">Other topics, two at least.</param>
    /// <param name="heardAt">The share of each touchpoint in the treated topic.</param>
    /// <param name="dispersion">How counts scatter.</param>
    public static ExpectedChange Of(IReadOnlyList<TopicChange> topics, double[] heardAt, Overdispersion dispersion)
    {
        double[] counting = [.. topics.Select(topic => topic.Variance(dispersion))];
        var (own, touchpoint) = ChangeVariances.Of(topics, counting);
        var ones = Vector<double>.Build.Dense(topics.Count, 1);
        var changes = Vector<double>.Build.Dense(topics.Count, i => topics[i].Log);
        var shared = Vector<double>.Build.Dense(topics.Count, i => touchpoint * Product(topics[i].HeardAt, heardAt));
        var covariance = Matrix<double>.Build.Dense(topics.Count, topics.Count, (i, j) =>
            (touchpoint * Product(topics[i].HeardAt, topics[j].HeardAt)) + (i == j ? own + counting[i] : 0)).Cholesky();

        var weights = covariance.Solve(ones);
        var mean = (weights * changes) / weights.Sum();
        var nearness = covariance.Solve(shared);
        var unexplained = own + (touchpoint * Product(heardAt, heardAt)) - (shared * nearness);
        var ofMean = 1 - nearness.Sum();
        return new(mean + (nearness * (changes - mean)), unexplained + (ofMean * ofMean / weights.Sum()), own, topics.Count - 1);
    }

    internal static double Product(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var touchpoint = 0; touchpoint < one.Length; touchpoint++)
            sum += one[touchpoint] * other[touchpoint];
        return sum;
    }
}
