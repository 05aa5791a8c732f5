using Feedback.Core.Signals;

namespace Feedback.Core.Detection;

/// <summary>
/// How many customers the past leads one to expect in a window, and how surely: indirect standardisation (Breslow and Day, "Statistical Methods in Cancer
/// Research II", 1987) of the topic's past rate per customer at each touchpoint to the window's volume and weekdays; the predictive variance holds chance,
/// extra variation, and the uncertainty of the rate and of the volume (Farrington et al., "A statistical algorithm for the early detection of outbreaks",
/// JRSS A 159,
/// 1996; Noufaily et al., Statistics in Medicine 32, 2013).
/// </summary>
/// <param name="Mean">How many customers are expected.</param>
/// <param name="Variance">The variance of their number.</param>
internal readonly record struct Expectation(double Mean, double Variance)
{
    // Jeffreys' prior of a Poisson rate: something that was never heard of before may be.
    private const double NeverHeard = 0.5;

    // The standard error of a sketch's count when it is no longer exact.
    private const double SketchError = 0.0325;

    /// <summary>What is expected when the rate is so many times as high.</summary>
    public Expectation Times(double factor) => new(Mean * factor, (Mean * factor) + ((Variance - Mean) * factor * factor));

    /// <summary>The same when the customers are counted by one sketch.</summary>
    public Expectation BySketch() => Mean > CustomerSketch.Exact ? this with { Variance = Variance + (SketchError * SketchError * Mean * Mean) } : this;

    /// <summary>What the baseline leads one to expect from a day on until now.</summary>
    /// <param name="history">The journey.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="baseline">The days before the window.</param>
    /// <param name="usual">The usual volumes before the window.</param>
    /// <param name="start">The first day of the window.</param>
    /// <param name="dayVariation">α of its days.</param>
    /// <param name="weekVariation">α of its weeks.</param>
    public static Expectation Of(JourneyHistory history, TopicHistory topic, Baseline baseline, UsualVolume usual, int start, double dayVariation,
        double weekVariation)
    {
        double mean = 0, uncertainty = 0, allExposure = 0, allBefore = 0;
        for (var touchpoint = 0; touchpoint < baseline.Exposure.Length; touchpoint++)
        {
            if (baseline.Exposure[touchpoint] <= 0)
                continue;
            double volume = 0, exposure = 0, floor = 0;
            var heard = topic.Exposure[touchpoint]!;
            for (var day = start; day <= history.Today; day++)
            {
                var weekday = history.WeekdayOf(day);
                volume += heard[day];
                exposure += heard[day] * baseline.Weekday(weekday);
                floor += usual.Least(topic, touchpoint, weekday) * baseline.Weekday(weekday) * (day == history.Today ? usual.Elapsed : 1);
            }

            exposure = Math.Max(exposure, floor);
            var ratio = exposure / baseline.Exposure[touchpoint];
            var part = baseline.Customers[touchpoint] * ratio;
            mean += part;
            uncertainty += (part * ratio) + (part * part / Math.Max(volume, 1));
            allExposure += exposure;
            allBefore += baseline.Exposure[touchpoint];
        }

        var wholeRatio = allBefore > 0 ? allExposure / allBefore : (history.Today - start + history.Elapsed) / Math.Max(1, start - baseline.First);
        mean += NeverHeard * wholeRatio;
        uncertainty += NeverHeard * wholeRatio * wholeRatio;

        // Days vary independently of each other; what is common to the days of a week is taken to stay.
        var length = history.Today - start + history.Elapsed;
        var perDay = length > 0 ? mean / length : 0;
        var squaredDays = perDay * perDay * (history.Today - start + (history.Elapsed * history.Elapsed));
        var common = Math.Max(0, weekVariation - (dayVariation / 7));
        return new(mean, mean + uncertainty + (dayVariation * squaredDays) + (common * mean * mean));
    }
}
