namespace Feedback.Bench.Detection;

/// <summary>
/// The product's first version, kept to compare with: a theme deserves a ticket when, over the last seven days, five customers spoke ill of it, twice as often
/// as over the four weeks before, and two silos heard it. Its window ends with the present hour and counts messages, not customers, as its folds did.
/// </summary>
internal static class FirstVersion
{
    private const int Window = 7 * 24, Baseline = 28 * 24, LeastCustomers = 5, LeastSilos = 2;
    private const double LeastRise = 2;

    /// <summary>The topics that it finds when an hour begins.</summary>
    public static IEnumerable<int> Find(Journey journey, int now)
    {
        for (var topic = 0; topic < Plan.Topics; topic++)
        {
            var complaints = journey.Of(topic);
            var (start, end) = (FirstAt(complaints, now - Window), FirstAt(complaints, now));
            var negative = end - start;
            var expected = (start - FirstAt(complaints, now - Window - Baseline)) * ((double)Window / Baseline);
            if (negative < LeastCustomers || negative < LeastRise * expected)
                continue;
            var window = complaints.Skip(start).Take(negative).ToList();
            if (window.Select(complaint => Journey.Silos[complaint.Touchpoint]).Distinct().Count() >= LeastSilos
                && window.Select(complaint => complaint.Customer).Where(customer => customer != 0).Distinct().Count() >= LeastCustomers)
                yield return topic;
        }
    }

    private static int FirstAt(IReadOnlyList<Complaint> complaints, int hour)
    {
        var (low, high) = (0, complaints.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (complaints[middle].Hour < hour)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
