namespace Feedback.Core.Detection;

/// <summary>
/// Benjamini and Hochberg's step-up procedure: of many hypotheses, which to reject so that the expected share of false ones among the rejected stays below a
/// level. "Controlling the false discovery rate", JRSS B 57, 1995; under positive dependence as well: Benjamini and Yekutieli, Annals of Statistics 29, 2001.
/// </summary>
internal static class FalseDiscovery
{
    /// <summary>The largest value to reject; negative when there is none.</summary>
    /// <param name="values">The values of hypotheses; those left out count as never to be rejected.</param>
    /// <param name="hypotheses">How many hypotheses were looked at, at least as many as there are values.</param>
    /// <param name="level">The level.</param>
    public static double Threshold(IEnumerable<double> values, int hypotheses, double level)
    {
        var threshold = -1.0;
        foreach (var (rank, value) in values.Order().Index())
        {
            if (value <= (rank + 1) * level / hypotheses)
                threshold = value;
        }

        return threshold;
    }
}
