using System.Runtime.CompilerServices;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Maps;

/// <summary>
/// Finds signals behind the figures, the newest first. Folds say where there is anything to find, so only that is read. Where there is something in most hours,
/// a day's fold says enough: reading those of its hours, which nobody may have asked for yet, would cost more than the signals.
/// </summary>
public sealed class SignalSearch(IDocumentStore store, FoldCache folds, SignalBuckets buckets)
{
    private const int PageSize = 1_000;
    private const int LeastPage = 64;

    // Of what is heard once an hour on average, and at random, 63 hours of 100 have something.
    private const int OftenInHour = 1;

    /// <summary>The company's hours and days.</summary>
    public CompanyCalendar Calendar => folds.Calendar;

    /// <summary>The matching signals hour by hour, the newest hour first; within an hour the newest first.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public IAsyncEnumerable<IReadOnlyList<Signal>> RunAsync(string journey, QueryPeriod period, SignalFilter filter,
        CancellationToken cancellationToken = default) =>
        RunAsync(journey, period, filter, int.MaxValue, null, cancellationToken);

    /// <summary>The same for those who need not see all of a busy hour.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="mostInHour">
    /// How much feedback of one hour is enough, the newest of it: no further is read, but what version 0.1 mapped, whose signals do not stand in the order of
    /// time.
    /// </param>
    /// <param name="after">Only what stands behind this place; <c>null</c> for all.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async IAsyncEnumerable<IReadOnlyList<Signal>> RunAsync(
        string journey, QueryPeriod period, SignalFilter filter, int mostInHour, FeedbackCursor? after,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var whole = await folds.ReadAsync(FoldPartition.Of(journey, filter.Segment), period.From.UtcDateTime, period.To.UtcDateTime,
            cancellationToken: cancellationToken);
        foreach (var fold in whole.Where(filter.Matches).Reverse())
        {
            await foreach (var hour in HoursOfAsync(journey, fold, filter, cancellationToken))
            {
                var signals = await ReadHourAsync(journey, hour, filter, mostInHour, after, cancellationToken);
                if (signals.Count > 0)
                    yield return signals;
            }
        }
    }

    /// <summary>The hours of a fold in which there may be something, the newest first.</summary>
    private async IAsyncEnumerable<FoldPeriod> HoursOfAsync(
        string journey, Fold fold, SignalFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var period = FoldPeriod.Parse(fold.Period);
        if (period.Grain == FoldGrain.Hour)
        {
            yield return period;
            yield break;
        }

        var (start, end) = (folds.Calendar.StartOf(period), folds.Calendar.EndOf(period));
        if (IsHeardOften(fold, period, start, end, filter))
        {
            foreach (var hour in folds.Calendar.Cover(start, end, FoldGrain.Hour).Reverse())
                yield return hour;
            yield break;
        }

        var grain = period.Grain == FoldGrain.Month ? FoldGrain.Day : FoldGrain.Hour;
        var parts = await folds.ReadAsync(FoldPartition.Of(journey, filter.Segment), start, end, grain, cancellationToken);
        foreach (var part in parts.Where(filter.Matches).Reverse())
        {
            await foreach (var hour in HoursOfAsync(journey, part, filter, cancellationToken))
                yield return hour;
        }
    }

    /// <summary>Whether most hours of a day or a month have something. A month is too long to say so for topics of which some may be taken out.</summary>
    private static bool IsHeardOften(Fold fold, FoldPeriod period, DateTime start, DateTime end, SignalFilter filter) =>
        (filter.Topics is null || period.Grain == FoldGrain.Day) && filter.CountIn(fold) >= OftenInHour * (end - start).TotalHours;

    private async Task<List<Signal>> ReadHourAsync(string journey, FoldPeriod hour, SignalFilter filter, int most, FeedbackCursor? after,
        CancellationToken cancellationToken)
    {
        var found = new List<Signal>();
        var (start, end) = (hour.Start, folds.Calendar.EndOf(hour));
        var probe = new SignalProbe(filter);
        for (var bucket = 0; bucket < buckets.Count; bucket++)
        {
            await foreach (var signals in NewestAsync(SignalKey.RangesOf(journey, start, end, bucket).Reverse(), probe, Matches, most, cancellationToken))
                found.AddRange(signals);
        }

        found.Sort(static (a, b) => b.OccurredAt != a.OccurredAt ? b.OccurredAt.CompareTo(a.OccurredAt) : string.CompareOrdinal(b.Feedback, a.Feedback));
        return found;

        bool Matches(Signal signal) => signal.OccurredAt.UtcDateTime >= start && signal.OccurredAt.UtcDateTime < end && filter.Matches(signal)
            && (after is null || new FeedbackCursor(signal.OccurredAt, signal.Feedback).IsOlderThan(after));
    }

    /// <summary>The matching signals of the newest feedback in some ranges of a bucket, the newest range first. Of the last moment all, for within it ids do
    /// not tell what is newer.</summary>
    private async IAsyncEnumerable<List<Signal>> NewestAsync(
        IEnumerable<(string Partition, IdRange Ids)> ranges, SignalProbe probe, Func<Signal, bool> matches, int most,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new SignalDecoder();
        var pageSize = (int)Math.Clamp(2L * most, LeastPage, PageSize);
        var found = 0;
        DocumentKey last = default;
        foreach (var (partition, ids) in ranges)
        {
            if (found >= most)
                yield break;
            var newest = ids with { Descending = true, Words = probe.Words };
            await foreach (var document in store.AllAsync(Containers.Signals, partition, newest, pageSize, cancellationToken))
            {
                if (found >= most && !SignalKey.AreOfOneMoment(document.Key, last))
                    yield break;
                if (!probe.MayHold(document.Body.Span))
                    continue;
                List<Signal> signals = [.. reader.Read(document.Body.Span).Where(matches)];
                if (signals.Count == 0)
                    continue;
                yield return signals;
                if (SignalKey.IsByTime(document.Key) && ++found == most)
                    last = document.Key;
            }
        }
    }
}
