namespace Feedback.Core.Detection;

/// <summary>
/// What the days before a window say of one topic: its rate per customer heard at each touchpoint, on which weekdays it is heard more or less than everything
/// else, and how much its days and weeks vary beyond chance.
/// </summary>
internal sealed class Baseline
{
    private const int Week = 7;

    private readonly double[] _weekdays = new double[Week];

    private Baseline(int touchpoints, int first) => (Customers, Exposure, First) = (new double[touchpoints], new double[touchpoints], first);

    /// <summary>The first of the days.</summary>
    public int First { get; }

    /// <summary>How often customers complained about it, by touchpoint.</summary>
    public double[] Customers { get; }

    /// <summary>The volume of everything else, by touchpoint, weighed by the weekday factors.</summary>
    public double[] Exposure { get; }

    /// <summary>The variation of its days.</summary>
    public Variation Days { get; private set; }

    /// <summary>The variation of its weeks.</summary>
    public Variation Weeks { get; private set; }

    /// <summary>How many times as often as everything else it is heard on a weekday, 0…6.</summary>
    public double Weekday(int weekday) => _weekdays[weekday];

    /// <summary>Reads the days before a window.</summary>
    /// <param name="history">The journey.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="known">The touchpoints that have been heard of long enough.</param>
    /// <param name="first">The first day of the topic's past.</param>
    /// <param name="end">The first day of the window.</param>
    /// <param name="weekdayPrior">How many expected customers outweigh the assumption that weekdays do not matter.</param>
    public static Baseline Of(JourneyHistory history, TopicHistory topic, bool[] known, int first, int end, double weekdayPrior)
    {
        var baseline = new Baseline(known.Length, first);
        var customers = new double[end];
        var expected = new double[end];
        baseline.Sum(topic, known, customers, expected);
        baseline.FitWeekdays(history, customers, expected, weekdayPrior);
        baseline.WeighExposure(history, topic, expected);
        baseline.Days = Variation.Of(customers.AsSpan(first), expected.AsSpan(first), 1);
        baseline.Weeks = Variation.Of(customers.AsSpan(first), expected.AsSpan(first), Week);
        return baseline;
    }

    private void Sum(TopicHistory topic, bool[] known, double[] customers, double[] expected)
    {
        for (var touchpoint = 0; touchpoint < known.Length; touchpoint++)
        {
            if (!known[touchpoint] || topic.Customers[touchpoint] is not { } heard)
                continue;
            var exposure = topic.Exposure[touchpoint]!;
            double sum = 0, volume = 0;
            for (var day = First; day < customers.Length; day++)
            {
                sum += heard[day];
                volume += exposure[day];
                customers[day] += heard[day];
            }

            (Customers[touchpoint], Exposure[touchpoint]) = (sum, volume);
            for (var day = First; volume > 0 && day < expected.Length; day++)
                expected[day] += exposure[day] * sum / volume;
        }
    }

    /// <summary>
    /// The posterior mean of each weekday's factor when the factors follow a gamma distribution around 1 and counts are Poisson (Clayton and Kaldor, Biometrics
    /// 43, 1987).
    /// </summary>
    private void FitWeekdays(JourneyHistory history, double[] customers, double[] expected, double prior)
    {
        Span<double> observed = stackalloc double[Week];
        Span<double> assumed = stackalloc double[Week];
        for (var day = First; day < customers.Length; day++)
        {
            observed[history.WeekdayOf(day)] += customers[day];
            assumed[history.WeekdayOf(day)] += expected[day];
        }

        for (var weekday = 0; weekday < Week; weekday++)
            _weekdays[weekday] = (observed[weekday] + prior) / (assumed[weekday] + prior);
    }

    private void WeighExposure(JourneyHistory history, TopicHistory topic, double[] expected)
    {
        Array.Clear(expected);
        for (var touchpoint = 0; touchpoint < Exposure.Length; touchpoint++)
        {
            if (Exposure[touchpoint] <= 0)
                continue;
            var exposure = topic.Exposure[touchpoint]!;
            var volume = 0.0;
            for (var day = First; day < expected.Length; day++)
                volume += exposure[day] * _weekdays[history.WeekdayOf(day)];
            Exposure[touchpoint] = volume;
            var rate = Customers[touchpoint] / volume;
            for (var day = First; day < expected.Length; day++)
                expected[day] += exposure[day] * _weekdays[history.WeekdayOf(day)] * rate;
        }
    }
}
