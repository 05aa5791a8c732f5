using System.Globalization;
using Feedback.Core.Signals;
using MathNet.Numerics.Distributions;

namespace Feedback.Bench.Detection;

/// <summary>A negative signal.</summary>
internal readonly record struct Complaint(int Hour, int Topic, int Touchpoint, ulong Customer);

/// <summary>
/// Months of feedback of one journey: 50 topics at six touchpoints of four silos, drawn hour by hour as Poisson counts whose rates follow the weekday, the hour
/// of the day, a growth of 30 % in half a year, and gamma noise of days and weeks. Customers are drawn one by one: 10 % of complaints are by somebody who
/// complained of the same before, 10 % name nobody.
/// </summary>
internal sealed class Journey
{
    public static readonly string[] Touchpoints = ["call", "chat", "e-mail", "review", "store", "survey"];
    public static readonly string[] Silos = ["service", "service", "service", "marketing", "stores", "research"];

    private const double GrowthPerHour = 0.26236 / (182 * 24); // ln 1.3 in half a year
    private const double DayNoise = 0.15, TopicDayNoise = 0.10, TopicWeekNoise = 0.05;
    // Customers have even numbers, so one in ten.
    private const ulong UnnamedOther = 20;
    private const int OpinionsBeside = 3, MostUnnamedAnHour = 3;
    private const double OthersPerWeek = 4_800, Unnamed = 0.1, Repeated = 0.1;

    private static readonly DateTime First = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Stages = ["discover", "buy", "receive", "use", "pay", "leave"];
    private static readonly double[] Office = [1.3, 1.2, 1.15, 1.1, 1.05, 0.7, 0.5];
    private static readonly double[] Leisure = [0.85, 0.85, 0.9, 0.95, 1.05, 1.3, 1.1];
    private static readonly double[] Volumes = [0.3, 0.15, 0.15, 0.1, 0.2, 0.1];
    private static readonly double[] Clock = Normal([1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 14, 13, 12, 13, 13, 13, 13, 13, 12, 11, 10, 8, 5, 3]);

    private readonly Plan _plan;
    private readonly Random _random;
    private readonly Random _loudRandom;
    private readonly double[][] _mix;
    private readonly double[] _mondays;
    private readonly List<Fold> _folds = [];
    private readonly List<Complaint>[] _complaints = [.. Enumerable.Range(0, Plan.Topics).Select(_ => new List<Complaint>())];
    private readonly List<Complaint>[] _byMany = [.. Enumerable.Range(0, Plan.Topics).Select(_ => new List<Complaint>())];
    private readonly List<Complaint> _today = [];
    private readonly List<(int Hour, int Touchpoint, bool Positive, ulong Customer)> _others = [];
    private readonly double[] _weekNoise = new double[Plan.Topics];
    private readonly double[] _anchor;
    private int _day = -1;

    public Journey(Plan plan)
    {
        _plan = plan;
        _random = new(plan.Seed);
        _loudRandom = new(plan.Seed);
        _mix = [.. Enumerable.Range(0, Plan.Topics).Select(_ => Mix())];
        _mondays = [.. Enumerable.Range(0, Plan.Topics).Select(topic => topic % 5 == 0 ? 1.4 : 1)];

        // A topic's base holds when its trouble begins, else a year after the start.
        _anchor = new double[Plan.Topics];
        Array.Fill(_anchor, 364 * 24);
        foreach (var more in plan.Troubles.OfType<MoreCustomers>())
            _anchor[more.Topic] = more.Onset;
        foreach (var loud in plan.Troubles.OfType<LoudCustomer>().Where(loud => !loud.Beside))
            _anchor[loud.Topic] = loud.Onset;
    }

    public static DateTimeOffset TimeOf(int hour) => new(First.AddHours(hour), TimeSpan.Zero);

    public static string ThemeOf(int topic) => string.Create(CultureInfo.InvariantCulture, $"theme-{topic:00}");

    public static int TopicOf(string theme) => int.Parse(theme.AsSpan("theme-".Length), CultureInfo.InvariantCulture);

    /// <summary>The complaints of a topic so far, in the order of hours.</summary>
    public IReadOnlyList<Complaint> Of(int topic) => _complaints[topic];

    /// <summary>The folds of the last days, as they stand when an hour begins. Hours may only go on.</summary>
    public IReadOnlyList<Fold> FoldsAt(int hour)
    {
        while (_day < hour / 24)
        {
            if (_day >= 0)
                _folds.Add(FoldOf(_day, int.MaxValue));
            _day++;
            Live(_day);
        }

        var days = _folds.GetRange(Math.Max(0, _folds.Count - 182), Math.Min(182, _folds.Count));
        if (hour % 24 > 0)
            days.Add(FoldOf(_day, hour));
        return days;
    }

    private void Live(int day)
    {
        _today.Clear();
        _others.Clear();
        var weekday = day % 7;
        if (weekday == 0)
        {
            for (var topic = 0; topic < Plan.Topics; topic++)
                _weekNoise[topic] = Noise(TopicWeekNoise);
        }

        var touchpointNoise = Touchpoints.Select((_, touchpoint) => Noise(DayNoise) * WeekdayOf(touchpoint, weekday)).ToArray();
        var topicNoise = Enumerable.Range(0, Plan.Topics).Select(topic =>
            Noise(TopicDayNoise) * _weekNoise[topic] * (weekday == 0 ? _mondays[topic] : (7 - _mondays[topic]) / 6)).ToArray();
        for (var hour = day * 24; hour < (day + 1) * 24; hour++)
        {
            for (var touchpoint = 0; touchpoint < Touchpoints.Length; touchpoint++)
            {
                var usual = touchpointNoise[touchpoint] * Clock[hour % 24] / 7 * VolumeTimes(touchpoint, hour);
                if (usual == 0)
                    continue;
                var others = Poisson.Sample(_random, Math.Max(1e-9, usual * OthersPerWeek * Volumes[touchpoint] * Growth(hour, 364 * 24)));
                for (var i = 0; i < others; i++)
                    _others.Add((hour, touchpoint, _random.NextDouble() < 0.6, NewCustomer()));
                for (var topic = 0; topic < Plan.Topics; topic++)
                {
                    if (_mix[topic][touchpoint] > 0)
                        Complain(topic, touchpoint, hour, usual * topicNoise[topic] * _plan.Bases[topic] * _mix[topic][touchpoint] * Growth(hour,
                            _anchor[topic]) * Times(topic, hour));
                }
            }

            if (_plan.Troubles.OfType<DuplicateImport>().Any(import => import.Covers(hour)))
                SayAgain(hour);
            foreach (var loud in _plan.Troubles.OfType<LoudCustomer>())
            {
                if (!loud.Covers(hour))
                    continue;
                // With a chance of its own, so that without it the same is heard of everybody else.
                for (var messages = Poisson.Sample(_loudRandom, loud.MessagesPerDay * Clock[hour % 24]); messages > 0; messages--)
                {
                    var touchpoint = Array.FindIndex(_mix[loud.Topic], weight => weight > 0);
                    Add(new(hour, loud.Topic, touchpoint, (ulong)loud.Topic + 1));
                    for (var more = 0; loud.Beside && more < OpinionsBeside; more++)
                        _others.Add((hour, touchpoint, false, (ulong)loud.Topic + 1));
                }
            }
        }
    }

    private void Complain(int topic, int touchpoint, int hour, double rate)
    {
        for (var count = Draw(rate); count > 0; count--)
        {
            // Who says it again is not the loud one, or with that one fewer customers would be heard.
            var before = _byMany[topic];
            var again = before.Count > 0 && _random.NextDouble() < Repeated
                ? before[before.Count - 1 - _random.Next(Math.Min(before.Count, (int)Math.Max(1, _plan.Bases[topic] * 2)))].Customer : 0;
            Add(new(hour, topic, touchpoint, again != 0 ? again : _random.NextDouble() < Unnamed ? 0 : NewCustomer()));
        }
    }

    private void SayAgain(int hour)
    {
        foreach (var complaint in _today.Where(complaint => complaint.Hour == hour).ToList())
            Add(complaint);
        _others.AddRange(_others.Where(other => other.Hour == hour).ToList());
    }

    private void Add(Complaint complaint)
    {
        _complaints[complaint.Topic].Add(complaint);
        _today.Add(complaint);
        if (complaint.Customer != (ulong)complaint.Topic + 1)
            _byMany[complaint.Topic].Add(complaint);
    }

    private Fold FoldOf(int day, int until)
    {
        var negative = new SortedDictionary<(int Topic, int Touchpoint), long>();
        var affected = new SortedDictionary<int, (CustomerSketch Named, long Unnamed, long Surplus)>();
        var customers = new SortedDictionary<(string Stage, int Touchpoint), (CustomerSketch Named, long Unnamed, long Surplus)>();
        var unnamedOfHour = new Dictionary<(string Stage, int Topic, int Touchpoint, int Hour), int>();
        var (positive, neutral) = (new long[Touchpoints.Length], new long[Touchpoints.Length]);
        foreach (var complaint in _today)
        {
            if (complaint.Hour >= until)
                continue;
            negative[(complaint.Topic, complaint.Touchpoint)] = negative.GetValueOrDefault((complaint.Topic, complaint.Touchpoint)) + 1;
            if (!affected.TryGetValue(complaint.Topic, out var who))
                affected[complaint.Topic] = who = (new(), 0, 0);
            var place = (Stages[complaint.Topic % Stages.Length], complaint.Touchpoint);
            var there = CustomersAt(place);
            if (complaint.Customer == 0)
            {
                affected[complaint.Topic] = who with { Unnamed = who.Unnamed + 1, Surplus = who.Surplus + Surplus(complaint, complaint.Topic) };
                customers[place] = there with { Unnamed = there.Unnamed + 1, Surplus = there.Surplus + Surplus(complaint, -1) };
                continue;
            }

            who.Named.Add(Key(complaint.Customer));
            there.Named.Add(Key(complaint.Customer));
        }

        foreach (var other in _others)
        {
            if (other.Hour >= until)
                continue;
            (other.Positive ? positive : neutral)[other.Touchpoint]++;
            var there = CustomersAt(("buy", other.Touchpoint));
            if (other.Customer % UnnamedOther == 0)
            {
                var surplus = SurplusAt("buy", -1, other.Touchpoint, other.Hour);
                customers[("buy", other.Touchpoint)] = there with { Unnamed = there.Unnamed + 1, Surplus = there.Surplus + surplus };
            }
            else
                there.Named.Add(Key(other.Customer));
        }

        List<FoldCell> cells =
            [.. negative.Select(pair => new FoldCell(Stages[pair.Key.Topic % Stages.Length], ThemeOf(pair.Key.Topic), Touchpoints[pair.Key.Touchpoint],
                Silos[pair.Key.Touchpoint], "billing", 0, 0, pair.Value, -500 * pair.Value))];
        cells.AddRange(Touchpoints.Select((name, touchpoint) =>
            new FoldCell("buy", null, name, Silos[touchpoint], null, positive[touchpoint], neutral[touchpoint], 0, 500 * positive[touchpoint]))
                .Where(cell => cell.Volume() > 0));
        return new(
            "retail",
            new FoldPeriod(FoldGrain.Day, First.AddDays(day)).ToString(),
            cells,
            [],
            [.. customers.Select(pair => new FoldCustomers(pair.Key.Stage, Touchpoints[pair.Key.Touchpoint], pair.Value.Named, pair.Value.Unnamed)
            {
                Surplus = pair.Value.Surplus,
            })],
            [.. affected.Select(pair => new FoldAffected(Stages[pair.Key % Stages.Length], ThemeOf(pair.Key), pair.Value.Named, pair.Value.Unnamed)
            {
                Surplus = pair.Value.Surplus,
            })]);

        (CustomerSketch Named, long Unnamed, long Surplus) CustomersAt((string Stage, int Touchpoint) place)
        {
            if (!customers.TryGetValue(place, out var there))
                customers[place] = there = (new(), 0, 0);
            return there;
        }

        // As the product counts: three that name nobody at a touchpoint in an hour, in all and of each topic.
        int Surplus(Complaint complaint, int topic) =>
            SurplusAt(Stages[complaint.Topic % Stages.Length], topic, complaint.Touchpoint, complaint.Hour);

        int SurplusAt(string stage, int topic, int touchpoint, int hour)
        {
            var place = (stage, topic, touchpoint, hour);
            return (unnamedOfHour[place] = unnamedOfHour.GetValueOrDefault(place) + 1) > MostUnnamedAnHour ? 1 : 0;
        }
    }

    private double VolumeTimes(int touchpoint, int hour)
    {
        var times = 1.0;
        foreach (var trouble in _plan.Troubles)
        {
            if (trouble is Campaign campaign && campaign.Covers(hour) && (campaign.Touchpoint < 0 || campaign.Touchpoint == touchpoint))
                times *= campaign.Times;
            else if (trouble is NewSource source && source.Touchpoint == touchpoint && !source.Covers(hour))
                times = 0;
        }

        return times;
    }

    private double Times(int topic, int hour)
    {
        var times = 1.0;
        foreach (var trouble in _plan.Troubles)
        {
            if (trouble is MoreCustomers more && more.Topic == topic)
                times *= more.TimesAt(hour);
        }

        return times;
    }

    /// <summary>At which of three touchpoints, of at least two silos, a topic is heard.</summary>
    private double[] Mix()
    {
        var mix = new double[Touchpoints.Length];
        mix[_random.Next(3)] = 0.3 + (0.4 * _random.NextDouble());
        mix[3 + _random.Next(3)] = 0.2 + (0.3 * _random.NextDouble());
        mix[_random.Next(6)] += 0.3;
        if (_plan.SkewedTouchpoint >= 0)
            mix[_plan.SkewedTouchpoint] = _random.Next(5) == 0 ? 1.5 : 0;
        var sum = mix.Where((_, touchpoint) => touchpoint != _plan.SkewedTouchpoint).Sum();
        return [.. mix.Select(weight => weight / sum)];
    }

    private static double Growth(int hour, double anchor) => Math.Exp(GrowthPerHour * (hour - anchor));

    private static double WeekdayOf(int touchpoint, int weekday) => (touchpoint < 3 ? Office : Leisure)[weekday];

    private double Noise(double variation) => Gamma.Sample(_random, 1 / (variation * variation), 1 / (variation * variation));

    /// <summary>A Poisson count, made fast for rates that nearly always give none: the time of the first event, and how many follow it.</summary>
    private int Draw(double rate)
    {
        var first = -Math.Log(1 - _random.NextDouble());
        return first >= rate ? 0 : 1 + Poisson.Sample(_random, Math.Max(1e-12, rate - first));
    }

    private ulong NewCustomer() => (ulong)_random.NextInt64(1_000, long.MaxValue) * 2;

    private static string Key(ulong customer) => Mixed(customer).ToString("x16", CultureInfo.InvariantCulture);

    private static ulong Mixed(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private static double[] Normal(double[] weights) => [.. weights.Select(weight => weight / weights.Sum())];
}
