using MathNet.Numerics.Distributions;

namespace Feedback.Bench.Outcome;

/// <summary>What happens to a whole journey, whatever is done about one theme.</summary>
internal enum Weather
{
    Steady,
    Growth,
    SeasonFalls,
    SeasonRises,
    ChannelShrinks,
}

/// <summary>
/// A simulated journey: topics of unequal size, each heard at two touchpoints. Every touchpoint has its weekdays and its loud days; everything may grow or fall
/// with the season; every topic drifts by itself (a random walk), has spells of some days (an autoregressive process), and scatters from day to day (a gamma
/// factor) beyond what Poisson counts do.
/// </summary>
internal sealed class Journey
{
    public const int Touchpoints = 5;

    /// <summary>The day on which the change is shipped.</summary>
    public const int Shipped = 150;

    /// <summary>All simulated days.</summary>
    public const int Days = Shipped + 1 + 84;

    private readonly Random _random;
    private readonly double _drift;
    private readonly double[,] _touchpoint = new double[Touchpoints, Days];

    public Journey(Random random, Weather weather, double weeklyDrift, int topics)
    {
        (_random, _drift) = (random, weeklyDrift);
        var shrinking = random.Next(2);
        var perWeek = weather == Weather.Growth ? 0.02 : 0;
        for (var touchpoint = 0; touchpoint < Touchpoints; touchpoint++)
        {
            var weekdays = Enumerable.Range(0, 7).Select(day => (day < 5 ? 1.0 : 0.5) * Math.Exp(0.15 * Normal.Sample(random, 0, 1))).ToArray();
            for (var day = 0; day < Days; day++)
            {
                var since = Math.Clamp((day - Shipped) / 14.0, 0, 1);
                var season = weather switch
                {
                    Weather.SeasonFalls => 1 - (0.4 * since),
                    Weather.SeasonRises => 1 + (0.5 * since),
                    Weather.ChannelShrinks when touchpoint == shrinking => 1 - (0.4 * since),
                    _ => 1,
                };
                _touchpoint[touchpoint, day] = weekdays[day % 7] * season * Math.Exp((perWeek * day / 7) + (0.1 * Normal.Sample(random, 0, 1)));
            }
        }

        Others = [.. Enumerable.Range(0, topics).Select(_ => NewTopic(25 * Math.Exp(Normal.Sample(random, 0, 1))))];
        Heard = Volume();
    }

    /// <summary>Customers who spoke ill of each other topic, by touchpoint and day.</summary>
    public IReadOnlyList<int[,]> Others { get; }

    /// <summary>Customers who said anything, by touchpoint and day.</summary>
    public int[,] Heard { get; }

    /// <summary>A further topic.</summary>
    /// <param name="weekly">Its customers in the eight weeks before shipping, on average a week.</param>
    /// <param name="factor">What its rate is multiplied by on a day.</param>
    public int[,] NewTopic(double weekly, Func<int, double>? factor = null)
    {
        var main = _random.Next(Touchpoints);
        var second = (main + 1 + _random.Next(Touchpoints - 1)) % Touchpoints;
        var share = 0.6 + (0.35 * _random.NextDouble());
        var own = OwnRate();
        var level = weekly * 8 / Enumerable.Range(Shipped - 56, 56).Sum(day => RateOf(day) / (factor?.Invoke(day) ?? 1));

        var counts = new int[Touchpoints, Days];
        for (var day = 0; day < Days; day++)
        {
            var rate = level * RateOf(day) * Gamma.Sample(_random, 100, 100);
            var atMain = share * _touchpoint[main, day] / Mix(day);
            counts[main, day] = Sample(rate * atMain);
            counts[second, day] = Sample(rate * (1 - atMain));
        }

        return counts;

        double Mix(int day) => (share * _touchpoint[main, day]) + ((1 - share) * _touchpoint[second, day]);

        double RateOf(int day) => Mix(day) * own[day] * (factor?.Invoke(day) ?? 1);
    }

    private double[] OwnRate()
    {
        const double spell = 0.05, persistence = 0.85;
        var rates = new double[Days];
        var walk = 0.0;
        var spellNow = Normal.Sample(_random, 0, spell);
        for (var day = 0; day < Days; day++)
        {
            walk += Normal.Sample(_random, 0, _drift / Math.Sqrt(7));
            spellNow = (persistence * spellNow) + Normal.Sample(_random, 0, spell * Math.Sqrt(1 - (persistence * persistence)));
            rates[day] = Math.Exp(walk + spellNow);
        }

        return rates;
    }

    private int[,] Volume()
    {
        var heard = new int[Touchpoints, Days];
        for (var touchpoint = 0; touchpoint < Touchpoints; touchpoint++)
        {
            for (var day = 0; day < Days; day++)
                heard[touchpoint, day] = Sample(200 * _touchpoint[touchpoint, day]);
        }

        return heard;
    }

    private int Sample(double mean) => mean <= 0 ? 0 : Poisson.Sample(_random, mean);
}
