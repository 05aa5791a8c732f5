namespace Feedback.Core.Drivers;

/// <summary>
/// Holm's correction for looking at many things at once (S. Holm: A simple sequentially rejective multiple test procedure, Scand. J. Statistics 6, 1979). It
/// holds however the things depend on each other, and those that the same customers complain about do.
/// </summary>
internal static class Holm
{
    /// <summary>The adjusted probabilities, in the order given. All below α: the chance that even one of them is nothing is at most α.</summary>
    public static double[] Adjust(IReadOnlyList<double> probabilities)
    {
        var adjusted = new double[probabilities.Count];
        var highest = 0.0;
        foreach (var (rank, i) in Enumerable.Range(0, probabilities.Count).OrderBy(i => probabilities[i]).Index())
            adjusted[i] = highest = Math.Max(highest, Math.Min(1, (probabilities.Count - rank) * probabilities[i]));
        return adjusted;
    }
}
