using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Outcomes;

/// <summary>What day folds say of every topic on the days that are compared.</summary>
internal sealed class TopicCounts
{
    private readonly Dictionary<Topic, DailyCounts> _topics = [];
    private readonly SortedDictionary<string, Dictionary<Topic, long>> _touchpoints = new(StringComparer.Ordinal);
    private readonly ComparedDays _days;

    private TopicCounts(ComparedDays days) => (_days, Heard) = (days, new(days.Before.Count, days.After.Count));

    /// <summary>Customers who complained about each topic, each once a day.</summary>
    public IReadOnlyDictionary<Topic, DailyCounts> Topics => _topics;

    /// <summary>Customers who said anything, each once a day, stage and touchpoint.</summary>
    public DailyCounts Heard { get; }

    /// <summary>Counts folds of days; folds of other days or of other periods are passed over.</summary>
    public static TopicCounts Of(IReadOnlyList<Fold> folds, ComparedDays days)
    {
        var counts = new TopicCounts(days);
        var before = days.Before.Index().ToDictionary(day => day.Item, day => day.Index);
        var after = days.After.Index().ToDictionary(day => day.Item, day => day.Index);
        foreach (var fold in folds)
        {
            var period = FoldPeriod.Parse(fold.Period);
            var day = period.Date;
            if (period.Grain != FoldGrain.Day)
                continue;
            if (before.TryGetValue(day, out var index))
            {
                counts.Add(fold, daily => daily.Before, index);
                counts.AddTouchpoints(fold);
            }
            else if (after.TryGetValue(day, out index))
                counts.Add(fold, daily => daily.After, index);
        }

        return counts;
    }

    /// <summary>The sum over some topics. A customer who speaks of two of them on one day counts for both.</summary>
    public DailyCounts Sum(IEnumerable<Topic> topics)
    {
        var sum = new DailyCounts(_days.Before.Count, _days.After.Count);
        foreach (var topic in topics)
        {
            if (_topics.TryGetValue(topic, out var counts))
                sum.Add(counts);
        }

        return sum;
    }

    /// <summary>Where some topics were heard before the change: the share of each touchpoint in their negative opinions, in the order of the touchpoints'
    /// names. Adds up to 1, or is all 0 when they were not heard.</summary>
    public double[] HeardAt(params IEnumerable<Topic> topics)
    {
        var sums = new double[_touchpoints.Count];
        foreach (var topic in topics)
        {
            foreach (var (rank, negative) in _touchpoints.Values.Index())
                sums[rank] += negative.GetValueOrDefault(topic);
        }

        var total = sums.Sum();
        return total == 0 ? sums : [.. sums.Select(sum => sum / total)];
    }

    private void Add(Fold fold, Func<DailyCounts, long[]> side, int index)
    {
        foreach (var affected in fold.Affected)
        {
            var topic = new Topic(affected.Theme, affected.Stage);
            if (!_topics.TryGetValue(topic, out var counts))
                _topics[topic] = counts = new(_days.Before.Count, _days.After.Count);
            side(counts)[index] += affected.Count();
        }

        side(Heard)[index] += fold.Customers.Sum(customers => customers.Count());
    }

    private void AddTouchpoints(Fold fold)
    {
        foreach (var cell in fold.Cells)
        {
            if (cell.Theme is null || cell.Negative == 0)
                continue;
            var topic = new Topic(cell.Theme, cell.Stage);
            if (!_touchpoints.TryGetValue(cell.Touchpoint, out var counts))
                _touchpoints[cell.Touchpoint] = counts = [];
            counts[topic] = counts.GetValueOrDefault(topic) + cell.Negative;
        }
    }
}
