namespace Feedback.Core.Outcomes;

/// <summary>Customers a day, before the change and after it.</summary>
internal sealed class DailyCounts(int daysBefore, int daysAfter)
{
    public long[] Before { get; } = new long[daysBefore];

    public long[] After { get; } = new long[daysAfter];

    public long TotalBefore => Before.Sum();

    public long TotalAfter => After.Sum();

    public void Add(DailyCounts other)
    {
        for (var day = 0; day < Before.Length; day++)
            Before[day] += other.Before[day];
        for (var day = 0; day < After.Length; day++)
            After[day] += other.After[day];
    }
}
