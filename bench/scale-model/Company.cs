namespace Feedback.Bench.ScaleModel;

/// <summary>Who sends how much.</summary>
/// <param name="FeedbackAYear">How many feedback a year.</param>
/// <param name="Journeys">On how many journeys, the first the busiest (a share of 1/k each, Zipf's law).</param>
internal sealed record Company(double FeedbackAYear, int Journeys)
{
    /// <summary>The share of each journey.</summary>
    public IReadOnlyList<double> Shares
    {
        get
        {
            var sum = Enumerable.Range(1, Journeys).Sum(k => 1.0 / k);
            return [.. Enumerable.Range(1, Journeys).Select(k => 1.0 / k / sum)];
        }
    }

    /// <summary>Feedback a second in the mean of an hour.</summary>
    public double RateIn(Year year, int hour) => FeedbackAYear * year.Shares[hour] / 3600;
}
