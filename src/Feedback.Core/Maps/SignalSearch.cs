using System.Runtime.CompilerServices;
using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Maps;

/// <summary>Finds signals behind the figures, the newest first. Folds say in which hours there is anything to find, so only those are read.</summary>
public sealed class SignalSearch(IDocumentStore store, FoldCache folds, SignalBuckets buckets)
{
    private const int PageSize = 1_000;

    /// <summary>The company's hours and days.</summary>
    public CompanyCalendar Calendar => folds.Calendar;

    /// <summary>The matching signals hour by hour, the newest hour first; within an hour the newest first.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public IAsyncEnumerable<IReadOnlyList<Signal>> RunAsync(string journey, QueryPeriod period, SignalFilter filter,
        CancellationToken cancellationToken = default) =>
        RunAsync(journey, period, filter, int.MaxValue, cancellationToken);

    /// <summary>The same for those who need not see all of a busy hour.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="mostInHour">
    /// How many of one hour are enough: no further feedback of it is read. They stand there by the feedback's id, which is a hash or random, so the first are
    /// as good as drawn by lot.
    /// </param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async IAsyncEnumerable<IReadOnlyList<Signal>> RunAsync(
        string journey, QueryPeriod period, SignalFilter filter, int mostInHour, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var whole = await folds.ReadAsync(FoldPartition.Of(journey, filter.Segment), period.From.UtcDateTime, period.To.UtcDateTime,
            cancellationToken: cancellationToken);
        foreach (var fold in whole.Where(filter.Matches).Reverse())
        {
            await foreach (var hour in HoursOfAsync(journey, FoldPeriod.Parse(fold.Period), filter, cancellationToken))
            {
                var signals = await ReadHourAsync(journey, hour, filter, mostInHour, cancellationToken);
                if (signals.Count > 0)
                    yield return signals;
            }
        }
    }

    private async IAsyncEnumerable<FoldPeriod> HoursOfAsync(
        string journey, FoldPeriod period, SignalFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (period.Grain == FoldGrain.Hour)
        {
            yield return period;
            yield break;
        }

        var grain = period.Grain == FoldGrain.Month ? FoldGrain.Day : FoldGrain.Hour;
        var parts = await folds.ReadAsync(FoldPartition.Of(journey, filter.Segment), folds.Calendar.StartOf(period), folds.Calendar.EndOf(period), grain,
            cancellationToken);
        foreach (var part in parts.Where(filter.Matches).Reverse())
        {
            await foreach (var hour in HoursOfAsync(journey, FoldPeriod.Parse(part.Period), filter, cancellationToken))
                yield return hour;
        }
    }

    private async Task<List<Signal>> ReadHourAsync(string journey, FoldPeriod hour, SignalFilter filter, int most, CancellationToken cancellationToken)
    {
        var found = new List<Signal>();
        var reader = new SignalDecoder();
        var (start, end) = (hour.Start, folds.Calendar.EndOf(hour));
        foreach (var (partition, ids) in Enumerable.Range(0, buckets.Count).SelectMany(bucket => SignalKey.RangesOf(journey, start, end, bucket)))
        {
            await foreach (var document in store.AllAsync(Containers.Signals, partition, ids, PageSize, cancellationToken))
            {
                found.AddRange(reader.Read(document.Body.Span)
                    .Where(signal => signal.OccurredAt.UtcDateTime >= start && signal.OccurredAt.UtcDateTime < end && filter.Matches(signal)));
                if (found.Count >= most)
                    break;
            }

            if (found.Count >= most)
                break;
        }

        found.Sort(static (a, b) => b.OccurredAt != a.OccurredAt ? b.OccurredAt.CompareTo(a.OccurredAt) : string.CompareOrdinal(b.Feedback, a.Feedback));
        return found;
    }
}
