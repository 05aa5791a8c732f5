namespace Feedback.Core.Detection;

/// <summary>
/// How much counts vary beyond chance: the squared coefficient of variation α of a rate, where var = E + αE² (the negative binomial's NB2 form), by the method
/// of moments: Breslow, "Extra-Poisson variation in log-linear models", Applied Statistics 33, 1984. Summed before it is divided, so that topics can be put
/// together.
/// </summary>
/// <param name="Excess">The sum of the squared residuals less what chance makes of them.</param>
/// <param name="Weight">The sum of the squared expectations; chance alone gives α a variance of 2 ÷ this.</param>
internal readonly record struct Variation(double Excess, double Weight)
{
    /// <summary>The variation of stretches of equal length, counted back from the end.</summary>
    public static Variation Of(ReadOnlySpan<double> counts, ReadOnlySpan<double> expected, int length)
    {
        double squares = 0, sum = 0, weight = 0;
        var stretches = counts.Length / length;
        for (var stretch = 1; stretch <= stretches; stretch++)
        {
            double count = 0, mean = 0;
            for (var i = counts.Length - (stretch * length); i < counts.Length - ((stretch - 1) * length); i++)
            {
                count += counts[i];
                mean += expected[i];
            }

            squares += (count - mean) * (count - mean);
            sum += mean;
            weight += mean * mean;
        }

        // One degree of freedom goes into the rate.
        return stretches > 1 ? new((squares * stretches / (stretches - 1)) - sum, weight) : default;
    }

    /// <summary>What a journey's topics have in common: the median of their α, each weighed by how well it is known, so that one topic in trouble does not
    /// change it.</summary>
    public static double Median(IEnumerable<Variation> topics)
    {
        List<Variation> known = [.. topics.Where(topic => topic.Weight > 0).OrderBy(topic => topic.Excess / topic.Weight)];
        var half = known.Sum(topic => topic.Weight) / 2;
        foreach (var topic in known)
        {
            half -= topic.Weight;
            if (half <= 0)
                return topic.Excess / topic.Weight;
        }

        return 0;
    }

    /// <summary>This topic's α, drawn towards the journey's as far as it is uncertain (empirical Bayes: both weighed by the inverse of their variance); never
    /// negative.</summary>
    /// <param name="journey">The journey's α.</param>
    /// <param name="spread">The standard deviation of α among topics.</param>
    public double DrawnTo(double journey, double spread)
    {
        var prior = 2 / (spread * spread);
        return Math.Max(0, (Excess + (prior * journey)) / (Weight + prior));
    }
}
