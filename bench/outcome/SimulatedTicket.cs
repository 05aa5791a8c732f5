using Feedback.Core.Detection;
using Feedback.Core.Outcomes;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using MathNet.Numerics.Distributions;

namespace Feedback.Bench.Outcome;

/// <summary>A shipped change and all that was heard around it.</summary>
internal sealed class SimulatedTicket
{
    private const double Threshold = 0.001;
    private static readonly double[] Bases = [20, 30, 60, 120];
    private static readonly Topic Topic = new("mended", "stage");
    private static readonly DateOnly FirstDay = new(2026, 1, 5);

    private SimulatedTicket(int[,] counts, ShippedChange change, IReadOnlyList<Fold> folds) =>
        (Counts, Change, Folds) = ([.. Enumerable.Range(0, Journey.Days).Select(day => Sum(counts, day))], change, folds);

    /// <summary>Customers who spoke ill of the mended topic, by day.</summary>
    public long[] Counts { get; }

    public ShippedChange Change { get; }

    public IReadOnlyList<Fold> Folds { get; }

    public static SimulatedTicket Of(Scenario scenario, Random random)
    {
        var weather = scenario.Weather ?? (Weather)random.Next(5);
        var journey = new Journey(random, weather, scenario.Drift, scenario.Topics);
        var weekly = scenario.Weekly ?? Bases[random.Next(Bases.Length)];
        var raised = Journey.Shipped - random.Next(scenario.LeastDelay, scenario.MostDelay + 1);
        int[,] counts;
        Finding cause;
        switch (scenario.Raised)
        {
            case Raised.OnNoise:
                var total = Enumerable.Range(0, Journey.Days).Select(day => journey.Others.Sum(topic => Sum(topic, day))).ToArray();
                var earliest = Journey.Shipped - scenario.MostDelay;
                do
                {
                    counts = journey.NewTopic(weekly, Effect);
                }
                while (FirstPeak(counts, total, earliest, Journey.Shipped - scenario.LeastDelay) is null);
                (raised, cause) = FirstPeak(counts, total, earliest, Journey.Shipped - scenario.LeastDelay)!.Value;
                break;
            case Raised.OnJump:
                var began = raised - 3;
                counts = journey.NewTopic(weekly, day => Effect(day) * (day < began ? 1 / 3.0 : 1));
                cause = Found(FindingKind.Jump, began, raised, Range(counts, began, raised), weekly / 7);
                break;
            default:
                counts = journey.NewTopic(weekly, Effect);
                cause = Found(FindingKind.Chronic, raised - 28, raised, Range(counts, raised - 28, raised), null);
                break;
        }

        return new(counts, new([Topic], Time(raised), Time(Journey.Shipped).AddHours(11), cause),
            [.. Enumerable.Range(0, Journey.Days).Select(day => Fold(journey, counts, day))]);

        double Effect(int day) => day > Journey.Shipped ? scenario.Effect : 1;
    }

    /// <summary>The first day, of some, at whose start the week before it looks like a rise: a Poisson tail below one in a thousand against the eight weeks
    /// before, the journey's volume taken into account.</summary>
    private static (int Raised, Finding Cause)? FirstPeak(int[,] counts, long[] total, int earliest, int latest)
    {
        for (var day = earliest; day <= latest; day++)
        {
            var heard = Range(counts, day - 7, day);
            var expected = Range(counts, day - 63, day - 7) * (double)total[(day - 7)..day].Sum() / total[(day - 63)..(day - 7)].Sum();
            if (heard > expected && 1 - Poisson.CDF(expected, heard - 1) < Threshold)
                return (day, Found(FindingKind.Jump, day - 7, day, heard, expected));
        }

        return null;
    }

    private static Finding Found(FindingKind kind, int from, int to, long customers, double? expected) =>
        new(Topic, kind, Time(from), Time(to), customers, expected, null, 0);

    private static Fold Fold(Journey journey, int[,] counts, int day)
    {
        var topics = journey.Others.Index().Select(topic => (new Topic($"theme-{topic.Index}", "stage"), topic.Item)).Prepend((Topic, counts)).ToList();
        return new(
            "journey",
            FirstDay.AddDays(day).ToString("yyyy-MM-dd", null),
            [.. from topic in topics
                from touchpoint in Enumerable.Range(0, Journey.Touchpoints)
                let negative = topic.Item2[touchpoint, day]
                where negative > 0
                select new FoldCell(topic.Item1.Stage, topic.Item1.Theme, $"touchpoint-{touchpoint}", "silo", null, 0, 0, negative, 0)],
            [],
            [.. Enumerable.Range(0, Journey.Touchpoints).Select(touchpoint =>
                new FoldCustomers("stage", $"touchpoint-{touchpoint}", new(), journey.Heard[touchpoint, day]))],
            [.. topics.Select(topic => new FoldAffected(topic.Item1.Stage, topic.Item1.Theme, new(), Sum(topic.Item2, day)))]);
    }

    private static long Range(int[,] counts, int from, int to) => Enumerable.Range(from, to - from).Sum(day => Sum(counts, day));

    private static long Sum(int[,] counts, int day)
    {
        var sum = 0;
        for (var touchpoint = 0; touchpoint < Journey.Touchpoints; touchpoint++)
            sum += counts[touchpoint, day];
        return sum;
    }

    private static DateTimeOffset Time(int day) => new(FirstDay.AddDays(day), TimeOnly.MinValue, TimeSpan.Zero);
}
