using System.Globalization;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Where the signals of a feedback on a journey stand: partition <c>journey|yyyy-MM-dd|bucket</c>, id <c>HH:mmssfff|feedbackId</c>, all of UTC. So an hour is a
/// range of ids, the newest is found at its end, and what comes in is written where the last was. Version 0.1 wrote <c>HH|feedbackId</c>, which stands behind
/// the others of its hour.
/// </summary>
public static class SignalKey
{
    private const int TimeAt = 2;
    private const int TimeLength = 10;
    private const char Time = ':';

    /// <summary>The key of a feedback's signals.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="occurredAt">When it was said, UTC.</param>
    /// <param name="bucket">The bucket of the feedback.</param>
    /// <param name="feedback">The feedback's id.</param>
    /// <param name="byTime">Whether it stands in the order of time; see <see cref="FeedbackMapping.ByTime"/>.</param>
    public static DocumentKey Of(string journey, DateTimeOffset occurredAt, int bucket, string feedback, bool byTime = true) =>
        new(Partition(journey, DateOnly.FromDateTime(occurredAt.UtcDateTime), bucket), byTime
            ? string.Create(CultureInfo.InvariantCulture, $"{occurredAt.UtcDateTime:HH':'mmssfff}|{feedback}")
            : string.Create(CultureInfo.InvariantCulture, $"{occurredAt.UtcDateTime:HH}|{feedback}"));

    /// <summary>The key of a record's signals on one of its journeys.</summary>
    public static DocumentKey Of(FeedbackRecord record, FeedbackMapping mapping) =>
        Of(mapping.Journey, record.OccurredAt, mapping.Bucket, record.Id, mapping.ByTime);

    /// <summary>The partition of a day.</summary>
    public static string Partition(string journey, DateOnly day, int bucket) =>
        string.Create(CultureInfo.InvariantCulture, $"{journey}|{day:yyyy-MM-dd}|{bucket}");

    /// <summary>The ids of an hour, 0 to 23.</summary>
    public static IdRange Hour(int hour) => IdRange.StartingWith(string.Create(CultureInfo.InvariantCulture, $"{hour:00}"));

    /// <summary>The journey and the hour of UTC of a key.</summary>
    public static (string Journey, DateTime Hour) HourOf(DocumentKey key)
    {
        var parts = key.Partition.Split('|');
        return (parts[0], FoldPeriod.Parse($"{parts[1]}T{key.Id[..2]}").Start);
    }

    /// <summary>The hours of the company's in which the signals of a key may count: one, or two where they do not begin on whole hours of UTC.</summary>
    public static IEnumerable<FoldPeriod> HoursOf(DocumentKey key, CompanyCalendar calendar)
    {
        var start = HourOf(key).Hour;
        return calendar.Cover(calendar.HourOf(start).Start, start.AddHours(1), FoldGrain.Hour);
    }

    /// <summary>Where the signals of an hour of the company's stand in a bucket, and perhaps some of the hours beside it.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="start">When the hour begins.</param>
    /// <param name="end">When it ends.</param>
    /// <param name="bucket">The bucket.</param>
    public static IEnumerable<(string Partition, IdRange Ids)> RangesOf(string journey, DateTime start, DateTime end, int bucket)
    {
        for (var hour = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerHour)); hour < end; hour = hour.AddHours(1))
            yield return (Partition(journey, DateOnly.FromDateTime(hour), bucket), Hour(hour.Hour));
    }

    /// <summary>The feedback whose signals they are.</summary>
    public static string FeedbackOf(DocumentKey key) => key.Id[(key.Id.LastIndexOf('|') + 1)..];

    /// <summary>Whether the signals of a key stand in the order of time.</summary>
    public static bool IsByTime(DocumentKey key) => key.Id[TimeAt] == Time;

    /// <summary>Whether two keys of one day, whose signals stand in the order of time, are of the same millisecond.</summary>
    public static bool AreOfOneMoment(DocumentKey one, DocumentKey other) => one.Id.AsSpan(0, TimeLength).SequenceEqual(other.Id.AsSpan(0, TimeLength));
}
