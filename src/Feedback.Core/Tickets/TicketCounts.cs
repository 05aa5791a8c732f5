using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Tickets;

/// <summary>What day folds say of a ticket's topics over a window.</summary>
internal sealed class TicketCounts
{
    private readonly HashSet<Topic> _topics;
    private readonly CustomerSketch _hurt = new();
    private readonly CustomerSketch _heard = new();
    private readonly Dictionary<Topic, long> _perTopic = [];
    private readonly Dictionary<string, long> _heardBy = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DateOnly, long> _days = [];
    private long _unnamedHurt, _unnamedHeard;

    /// <param name="topics">The topics that are counted, each with its theme and stage.</param>
    /// <param name="days">Day folds of one journey.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    public TicketCounts(IEnumerable<Topic> topics, IEnumerable<Fold> days, DateOnly from, DateOnly to)
    {
        _topics = [.. topics];
        foreach (var fold in days)
        {
            var day = FoldPeriod.Parse(fold.Period).Date;
            if (day >= from && day <= to)
                Add(fold, day);
        }
    }

    public long Negative { get; private set; }

    /// <summary>Distinct customers who complained about any of the topics.</summary>
    /// <remarks>An estimate is no more than the opinions that name a customer.</remarks>
    public long Customers => (_hurt.IsExact ? _hurt.Count() : Math.Min(_hurt.Count(), Negative - _unnamedHurt)) + _unnamedHurt;

    /// <summary>Whether that is an estimate.</summary>
    public bool CustomersEstimated => !_hurt.IsExact;

    /// <summary>All customers heard on the journey. Who is not named counts once for each stage spoken of.</summary>
    public long AllCustomers => _heard.Count() + _unnamedHeard;

    public IReadOnlyList<DayCount> PerDay => [.. _days.Select(day => new DayCount(day.Key, day.Value))];

    public IReadOnlyList<SiloCount> HeardBy =>
        [.. _heardBy.OrderByDescending(silo => silo.Value).ThenBy(silo => silo.Key, StringComparer.Ordinal)
            .Select(silo => new SiloCount(silo.Key, silo.Value))];

    /// <summary>The topics, the one with the most negative signals first.</summary>
    public IReadOnlyList<Topic> ByWeight =>
        [.. _topics.OrderByDescending(topic => _perTopic.GetValueOrDefault(topic)).ThenBy(topic => topic.Theme, StringComparer.Ordinal)
            .ThenBy(topic => topic.Stage, StringComparer.Ordinal)];

    private void Add(Fold fold, DateOnly day)
    {
        foreach (var cell in fold.Cells)
        {
            if (cell.Theme is null || cell.Negative == 0 || !_topics.Contains(new(cell.Theme, cell.Stage)))
                continue;
            Negative += cell.Negative;
            Count(_perTopic, new(cell.Theme, cell.Stage), cell.Negative);
            Count(_heardBy, cell.HeardBy, cell.Negative);
            _days[day] = _days.GetValueOrDefault(day) + cell.Negative;
        }

        foreach (var affected in fold.Affected)
        {
            if (!_topics.Contains(new(affected.Theme, affected.Stage)))
                continue;
            _hurt.Merge(affected.Named);
            _unnamedHurt += affected.Unnamed;
        }

        foreach (var customers in fold.Customers)
        {
            _heard.Merge(customers.Named);
            _unnamedHeard += customers.Unnamed;
        }
    }

    private static void Count<TKey>(Dictionary<TKey, long> counts, TKey key, long more)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + more;
}
