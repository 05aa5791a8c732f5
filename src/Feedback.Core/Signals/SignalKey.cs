using System.Globalization;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Where the signals of a feedback on a journey stand: partition <c>journey|yyyy-MM-dd|bucket</c>, id <c>HH|feedbackId</c>. So an hour is a range of ids.
/// </summary>
public static class SignalKey
{
    private const int FeedbackAt = 3;

    /// <summary>The key of a feedback's signals.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="occurredAt">When it was said, UTC.</param>
    /// <param name="bucket">The bucket of the feedback.</param>
    /// <param name="feedback">The feedback's id.</param>
    public static DocumentKey Of(string journey, DateTimeOffset occurredAt, int bucket, string feedback) =>
        new(Partition(journey, DateOnly.FromDateTime(occurredAt.UtcDateTime), bucket),
            string.Create(CultureInfo.InvariantCulture, $"{occurredAt.UtcDateTime.Hour:00}|{feedback}"));

    /// <summary>The key of a record's signals on one of its journeys.</summary>
    public static DocumentKey Of(FeedbackRecord record, FeedbackMapping mapping) => Of(mapping.Journey, record.OccurredAt, mapping.Bucket, record.Id);

    /// <summary>The partition of a day.</summary>
    public static string Partition(string journey, DateOnly day, int bucket) =>
        string.Create(CultureInfo.InvariantCulture, $"{journey}|{day:yyyy-MM-dd}|{bucket}");

    /// <summary>The ids of an hour, 0 to 23.</summary>
    public static IdRange Hour(int hour) => IdRange.StartingWith(string.Create(CultureInfo.InvariantCulture, $"{hour:00}|"));

    /// <summary>The journey and hour in which signals count.</summary>
    public static (string Journey, FoldPeriod Period) HourOf(DocumentKey key)
    {
        var parts = key.Partition.Split('|');
        return (parts[0], FoldPeriod.Parse($"{parts[1]}T{key.Id[..2]}"));
    }

    /// <summary>The feedback whose signals they are.</summary>
    public static string FeedbackOf(DocumentKey key) => key.Id[FeedbackAt..];
}
