using System.Diagnostics;
using System.Globalization;
using Feedback.Core.Detection;
using Feedback.Core.Signals;
using MathNet.Numerics.Distributions;

namespace Feedback.Bench.Detection;

/// <summary>How long one look at half a year of 50 topics takes.</summary>
internal static class Speed
{
    private const int Days = 182, Looks = 40;

    private static readonly DateTime First = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Milliseconds of the first look, which decodes the folds, and the median of the later ones.</summary>
    public static (double First, double Median) Measure(int times)
    {
        var folds = Enumerable.Range(0, Days + 1).Select(day => FoldOf(day, times)).ToList();
        var detector = new TopicDetector(DetectionSettings.Default);
        var now = new DateTimeOffset(First.AddDays(Days).AddHours(15), TimeSpan.Zero);
        var looks = new double[Looks];
        for (var look = 0; look < Looks; look++)
        {
            var started = Stopwatch.GetTimestamp();
            detector.Find(folds, now);
            looks[look] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return (looks[0], looks.Order().ElementAt(Looks / 2));
    }

    /// <summary>50 topics heard well and ill at three touchpoints each.</summary>
    private static Fold FoldOf(int day, int times)
    {
        var random = new Random(day);
        var cells = new List<FoldCell>();
        var affected = new List<FoldAffected>();
        var everybody = Journey.Touchpoints.Select(_ => new CustomerSketch()).ToArray();
        for (var topic = 0; topic < Plan.Topics; topic++)
        {
            var who = new CustomerSketch();
            for (var i = 0; i < 3; i++)
            {
                var touchpoint = (topic + (2 * i)) % Journey.Touchpoints.Length;
                var negative = Poisson.Sample(random, Plan.Mixed[topic] * times / 21);
                for (var customer = 0; customer < negative; customer++)
                {
                    var key = random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
                    who.Add(key);
                    everybody[touchpoint].Add(key);
                }

                cells.Add(new("pay", Journey.ThemeOf(topic), Journey.Touchpoints[touchpoint], Journey.Silos[touchpoint], "billing", negative, negative,
                    negative, 0));
            }

            affected.Add(new("pay", Journey.ThemeOf(topic), who, 0));
        }

        return new("retail", new FoldPeriod(FoldGrain.Day, First.AddDays(day)).ToString(), cells, [],
            [.. everybody.Select((sketch, touchpoint) => new FoldCustomers("pay", Journey.Touchpoints[touchpoint], sketch, 0))], affected);
    }
}
