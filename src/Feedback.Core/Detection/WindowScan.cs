namespace Feedback.Core.Detection;

/// <summary>Looks for rises of any topic in one window.</summary>
/// <param name="settings">What counts as a rise.</param>
/// <param name="history">The journey.</param>
/// <param name="window">The window.</param>
/// <param name="start">Its first day.</param>
internal sealed class WindowScan(DetectionSettings settings, JourneyHistory history, DetectionWindow window, int start)
{
    private const double FourWeeks = 28;

    private readonly Dictionary<int, bool[]> _known = [];

    /// <summary>The rises of those topics that are open to this window.</summary>
    /// <param name="pasts">The topics of which the past is not all that was heard.</param>
    /// <param name="promising">Windows more probable than this are passed over.</param>
    public IEnumerable<(TopicHistory Topic, Rise Rise)> Run(TopicPasts pasts, double promising)
    {
        List<(TopicHistory Topic, Baseline Baseline)> topics = [.. history.Topics.Select(topic => (topic, pasts.FirstDayOf(topic)))
            .Where(pair => history.DaysHeard(pair.Item2, start) >= LeastDays(pair.Item2))
            .Select(pair => (pair.topic, Baseline.Of(history, pair.topic, KnownSince(pair.Item2), pair.Item2, start, settings.WeekdayPrior)))];
        var days = Variation.Median(topics.Select(topic => topic.Baseline.Days));
        var weeks = Variation.Median(topics.Select(topic => topic.Baseline.Weeks));
        var usual = new UsualVolume(history, start, settings.UsualWeeks, settings.LeastVolume);
        foreach (var (topic, baseline) in topics)
        {
            var heard = topic.CustomerDays(start, history.Days);
            if (heard < settings.LeastCustomers || !pasts.IsOpen(topic, start))
                continue;
            var expected = Expectation.Of(
                history, topic, baseline, usual, start, baseline.Days.DrawnTo(days, settings.DayVariationSpread),
                    baseline.Weeks.DrawnTo(weeks, settings.WeekVariationSpread));
            var knownShare = KnownCustomerDays(topic, KnownSince(baseline.First)) / heard;
            if (CountTail.AtLeast(heard * knownShare, expected.Mean, expected.Variance) <= promising
                && Test(topic, expected, knownShare, baseline.First) is { } rise)
                yield return (topic, rise);
        }
    }

    /// <summary>Counts each customer of the window once, and expects as many fewer as in the past stretches of its length were the same again.</summary>
    private Rise? Test(TopicHistory topic, Expectation customerDays, double knownShare, int first)
    {
        var customers = topic.Distinct(start, history.Days);
        var expected = customerDays.Times(DistinctShare(topic, first)).BySketch();
        var leastRise = window.WholeDays + 1 >= settings.DriftDays ? settings.LeastDrift : settings.LeastJump;
        var counted = customers * knownShare;
        var trifling = expected.Times(leastRise);
        if (counted < settings.LeastCustomers || CountTail.AtLeast(counted, trifling.Mean, trifling.Variance) > 1 - settings.Sureness)
            return null;
        var probability = CountTail.AtLeast(counted, expected.Mean, expected.Variance);
        var windows = FourWeeks / (window.WholeDays + 1);
        return new(start, customers, expected.Mean, probability, probability * windows / window.Share);
    }

    /// <summary>The touchpoints that have been heard of long enough since a day.</summary>
    private bool[] KnownSince(int first)
    {
        if (!_known.TryGetValue(first, out var known))
            _known[first] = known = [.. Enumerable.Range(0, history.Volume.Length)
                .Select(touchpoint => history.DaysHeardAt(touchpoint, first, start) >= LeastDays(first))];
        return known;
    }

    private int LeastDays(int first) => first == 0 ? settings.LeastBaselineDays : settings.LeastLevelDays;

    private double KnownCustomerDays(TopicHistory topic, bool[] known)
    {
        var sum = 0.0;
        for (var touchpoint = 0; touchpoint < known.Length; touchpoint++)
        {
            if (!known[touchpoint] || topic.Customers[touchpoint] is not { } customers)
                continue;
            for (var day = start; day < history.Days; day++)
                sum += customers[day];
        }

        return sum;
    }

    private double DistinctShare(TopicHistory topic, int first)
    {
        var length = window.WholeDays + 1;
        if (length == 1)
            return 1;
        double customers = 0, customerDays = 0;
        for (var end = start; end - length >= first; end -= length)
        {
            customers += topic.Distinct(end - length, end);
            customerDays += topic.CustomerDays(end - length, end);
        }

        return customerDays > 0 ? Math.Min(1, customers / customerDays) : 1;
    }
}
