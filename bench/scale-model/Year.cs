namespace Feedback.Bench.ScaleModel;

/// <summary>When a retailer's customers speak: which share of a year's feedback falls into each of its hours. Always the same.</summary>
internal sealed class Year
{
    public const int Days = 365;
    public const int Hours = Days * 24;

    /// <summary>How far the busiest minutes of an hour lie above its mean.</summary>
    public const double PeakOfHour = 1.5;

    private static readonly double[] OfDay =
        [0.3, 0.2, 0.1, 0.1, 0.1, 0.2, 0.4, 0.7, 1.0, 1.3, 1.5, 1.6, 1.7, 1.5, 1.4, 1.4, 1.5, 1.7, 1.8, 1.9, 1.8, 1.4, 0.9, 0.5];

    private static readonly double[] OfWeek = [0.9, 1.1, 1.0, 1.0, 1.0, 1.05, 0.95];

    // 2026: Black Friday is 27 November, its Monday the 30th. People speak of what they bought in the days after.
    private static readonly Dictionary<DateOnly, double> Peaks = new()
    {
        [new(2026, 11, 27)] = 4,
        [new(2026, 11, 28)] = 3,
        [new(2026, 11, 29)] = 2.5,
        [new(2026, 11, 30)] = 3.5,
        [new(2026, 12, 1)] = 2.5,
    };

    public Year(int seed)
    {
        var random = new Random(seed);
        var first = new DateOnly(2026, 1, 1);
        var weights = new double[Hours];
        for (var day = 0; day < Days; day++)
        {
            var date = first.AddDays(day);
            var season = Peaks.GetValueOrDefault(date, date is { Month: 11, Day: > 20 } or { Month: 12, Day: < 29 } ? 1.6 : 1);
            for (var hour = 0; hour < 24; hour++)
                weights[(day * 24) + hour] = OfDay[hour] * OfWeek[(int)date.DayOfWeek] * season * Math.Exp(0.15 * Normal(random));
        }

        var sum = weights.Sum();
        Shares = [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>Of each hour.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>How far the busiest minutes of the year lie above its mean.</summary>
    public double Peak => Shares.Max() * Hours * PeakOfHour;

    /// <summary>The busiest hour of a day.</summary>
    public double PeakOf(int day) => Shares.Skip(day * 24).Take(24).Max();

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
