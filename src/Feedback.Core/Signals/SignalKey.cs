using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Where a signal stands: partition <c>journey|yyyy-MM-dd|bucket</c>, id <c>HH|feedbackId|n</c>. So an hour is a range of ids, and a feedback's signals stand together.
/// </summary>
public static class SignalKey
{
    /// <summary>The key of a signal.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="occurredAt">When it was said, UTC.</param>
    /// <param name="bucket">The bucket of the feedback.</param>
    /// <param name="feedback">The feedback's id.</param>
    /// <param name="n">Which of the feedback's opinions, from 0.</param>
    public static DocumentKey Of(string journey, DateTimeOffset occurredAt, int bucket, string feedback, int n) =>
        new(Partition(journey, DateOnly.FromDateTime(occurredAt.UtcDateTime), bucket),
            string.Create(CultureInfo.InvariantCulture, $"{occurredAt.UtcDateTime.Hour:00}|{feedback}|{n}"));

    /// <summary>The partition of a day.</summary>
    public static string Partition(string journey, DateOnly day, int bucket) =>
        string.Create(CultureInfo.InvariantCulture, $"{journey}|{day:yyyy-MM-dd}|{bucket}");

    /// <summary>The ids of an hour, 0 to 23.</summary>
    public static IdRange Hour(int hour, bool descending = false) =>
        IdRange.StartingWith(string.Create(CultureInfo.InvariantCulture, $"{hour:00}|")) with { Descending = descending };

    /// <summary>The journey and hour in which a signal counts.</summary>
    public static (string Journey, FoldPeriod Period) HourOf(DocumentKey key)
    {
        var parts = key.Partition.Split('|');
        return (parts[0], FoldPeriod.Parse($"{parts[1]}T{key.Id[..2]}"));
    }
}
