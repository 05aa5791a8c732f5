using Feedback.Core.Signals;

namespace Feedback.Core.Detection;

/// <summary>What was heard on one journey, day by day from the first day on which anything was; today is the last.</summary>
internal sealed class JourneyHistory
{
    private readonly DateTime _first;
    private readonly CompanyCalendar _calendar;
    private readonly bool[] _heard;
    private readonly List<FoldCustomers>[] _customers;
    private readonly byte[] _weekdays;
    private readonly HashSet<string> _manyUnnamed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double[]> _unnamedWeights = new(StringComparer.Ordinal);

    private JourneyHistory(DateTime first, int days, double elapsed, CompanyCalendar calendar)
    {
        (_first, Days, Elapsed, _calendar) = (first, days, elapsed, calendar);
        _heard = new bool[days];
        _customers = new List<FoldCustomers>[days];
        _weekdays = [.. Enumerable.Range(0, days).Select(day => (byte)(((int)first.DayOfWeek + day) % 7))];
    }

    /// <summary>How many days, with today.</summary>
    public int Days { get; }

    /// <summary>Which day today is.</summary>
    public int Today => Days - 1;

    /// <summary>How much of today has gone by, 0…1.</summary>
    public double Elapsed { get; }

    /// <summary>The distinct customers heard, whatever they said, by touchpoint and day.</summary>
    public double[][] Volume { get; private set; } = [];

    /// <summary>The same of all touchpoints, by day.</summary>
    public double[] WholeVolume { get; private set; } = [];

    /// <summary>What was complained about, in the order of themes and stages.</summary>
    public IReadOnlyList<TopicHistory> Topics { get; private set; } = [];

    /// <summary>Reads the folds of days; <c>null</c> when nothing was heard.</summary>
    /// <exception cref="ArgumentException">A fold is not one of a day.</exception>
    public static JourneyHistory? Read(IReadOnlyList<Fold> folds, DateTimeOffset now, DetectionSettings settings, CompanyCalendar calendar)
    {
        var present = FoldPeriod.OfDay(calendar.DateOf(now));
        var today = present.Start;
        var days = new List<(DateTime Day, Fold Fold)>(folds.Count);
        foreach (var fold in folds)
        {
            var period = FoldPeriod.Parse(fold.Period);
            if (period.Grain != FoldGrain.Day)
                throw new ArgumentException($"{fold.Period} is not a day", nameof(folds));
            if (period.Start <= today && period.Start >= today.AddDays(-settings.PastDays))
                days.Add((period.Start, fold));
        }

        if (days.Count == 0)
            return null;
        var first = days.Min(day => day.Day);
        var history = new JourneyHistory(first, (today - first).Days + 1,
            (now.UtcDateTime - calendar.StartOf(present)) / (calendar.EndOf(present) - calendar.StartOf(present)), calendar);
        history.Add(days, settings);
        return history;
    }

    /// <summary>When a day begins, UTC; days before the first have negative numbers.</summary>
    public DateTimeOffset StartOf(int day) => new(_calendar.StartOf(DateOnly.FromDateTime(_first).AddDays(day)));

    /// <summary>The day on which a time falls; the first for what was before it.</summary>
    public int DayOf(DateTimeOffset time) => Math.Max(0, _calendar.DateOf(time).DayNumber - DateOnly.FromDateTime(_first).DayNumber);

    /// <summary>The weekday of a day, 0…6.</summary>
    public int WeekdayOf(int day) => _weekdays[day];

    /// <summary>On how many days from one on and before another anything was heard.</summary>
    public int DaysHeard(int from, int before) => before <= from ? 0 : _heard.AsSpan(from, before - from).Count(true);

    /// <summary>The same at a touchpoint.</summary>
    public int DaysHeardAt(int touchpoint, int from, int before)
    {
        var days = 0;
        for (var day = from; day < before; day++)
            days += Volume[touchpoint][day] > 0 ? 1 : 0;
        return days;
    }

    /// <summary>How many distinct customers were heard since a day began.</summary>
    public long Customers(int from)
    {
        var named = new CustomerSketch();
        var unnamed = 0.0;
        for (var day = Math.Max(0, from); day < Days; day++)
        {
            foreach (var customers in _customers[day] ?? [])
            {
                named.Merge(customers.Named);
                unnamed += UnnamedOf(customers.Touchpoint, customers.Unnamed, customers.Surplus) * _unnamedWeights[customers.Touchpoint][day];
            }
        }

        return named.Count() + (long)Math.Round(unnamed);
    }

    private void Add(List<(DateTime Day, Fold Fold)> days, DetectionSettings settings)
    {
        var touchpoints = days.SelectMany(day => day.Fold.Customers).Select(customers => customers.Touchpoint)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var topics = new Dictionary<(string Theme, string Stage), TopicHistory>();
        Volume = [.. touchpoints.Select(_ => new double[Days])];
        FindManyUnnamed(days, touchpoints.Keys, settings.LeastBaselineDays);
        var named = touchpoints.Keys.Select(_ => new double[Days]).ToArray();
        var unnamed = touchpoints.Keys.Select(_ => new double[Days]).ToArray();
        foreach (var (date, fold) in days)
        {
            var day = (date - _first).Days;
            _heard[day] = fold.Cells.Count > 0;
            (_customers[day] ??= []).AddRange(fold.Customers);
            var customers = DayCustomers.Of(fold);
            foreach (var affected in fold.Affected)
            {
                if (!topics.TryGetValue((affected.Theme, affected.Stage), out var topic))
                    topics[(affected.Theme, affected.Stage)] = topic = new(new(affected.Theme, affected.Stage), Days, touchpoints.Count);
                topic.Affected[day] = affected;
                foreach (var (touchpoint, namedThere, unnamedThere) in customers.Affected(affected))
                    topic.Add(touchpoints[touchpoint], day, namedThere, unnamedThere);
            }

            foreach (var (touchpoint, heard) in customers.Heard)
            {
                named[touchpoints[touchpoint]][day] += heard.Named;
                unnamed[touchpoints[touchpoint]][day] += UnnamedOf(touchpoint, heard.Unnamed, heard.Surplus);
            }
        }

        var weights = new double[touchpoints.Count][];
        foreach (var (name, touchpoint) in touchpoints)
        {
            weights[touchpoint] = _unnamedWeights[name] =
                UnnamedShare.Weights(named[touchpoint], unnamed[touchpoint], 7 * settings.UsualWeeks, settings.LeastBaselineDays);
            for (var day = 0; day < Days; day++)
                Volume[touchpoint][day] = named[touchpoint][day] + (unnamed[touchpoint][day] * weights[touchpoint][day]);
        }

        WholeVolume = [.. Enumerable.Range(0, Days).Select(day => Volume.Sum(volume => volume[day]))];
        foreach (var topic in topics.Values)
            topic.Complete(Volume, weights, settings.LeastBaselineDays);
        Topics = [.. topics.Values.OrderBy(topic => topic.Topic.Theme, StringComparer.Ordinal).ThenBy(topic => topic.Topic.Stage, StringComparer.Ordinal)];
    }

    private long UnnamedOf(string touchpoint, long unnamed, long surplus) => unnamed - (_manyUnnamed.Contains(touchpoint) ? 0 : surplus);

    private void FindManyUnnamed(List<(DateTime Day, Fold Fold)> days, IEnumerable<string> touchpoints, int leastDays)
    {
        foreach (var touchpoint in touchpoints)
        {
            var usual = default(UsualSurplus);
            foreach (var (_, fold) in days)
            {
                if (DayCustomers.Of(fold).Heard.TryGetValue(touchpoint, out var heard))
                    usual.Add(heard.Unnamed, heard.Surplus);
            }

            if (usual.IsUsual(leastDays))
                _manyUnnamed.Add(touchpoint);
        }
    }
}
