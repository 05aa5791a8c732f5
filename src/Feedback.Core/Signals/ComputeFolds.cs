using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>Computes the folds of a period from the facts below it: an hour from its signals, which are read once for all segments, a day from its hours, a
/// month from its days.</summary>
/// <param name="store">The store.</param>
/// <param name="buckets">Over how many partitions a day's signals are spread.</param>
/// <param name="calendar">The company's hours and days; <c>null</c> for those of UTC.</param>
public sealed class ComputeFolds(IDocumentStore store, SignalBuckets buckets, CompanyCalendar? calendar = null)
{
    private const int PageSize = 1_000;

    /// <summary>The company's hours and days.</summary>
    public CompanyCalendar Calendar { get; } = calendar ?? CompanyCalendar.Utc;

    /// <summary>Computes them; nothing is written.</summary>
    public async Task<PeriodFolds> RunAsync(string journey, FoldPeriod period, CancellationToken cancellationToken = default) =>
        (await SumAsync(journey, period, counted: null, cancellationToken)).Build(journey, period);

    /// <summary>Adds up what lies below a period.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="counted">Takes the documents of an hour that were added.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    internal async Task<PeriodFolds.Builder> SumAsync(string journey, FoldPeriod period, CountedDocuments? counted, CancellationToken cancellationToken)
    {
        var builder = new PeriodFolds.Builder(Calendar.ZoneName, period.Grain == FoldGrain.Hour);
        if (period.Grain == FoldGrain.Hour)
            await AddSignalsAsync(builder, journey, period, counted, cancellationToken);
        else
            await AddFoldsAsync(builder, journey, period, cancellationToken);
        return builder;
    }

    private async Task AddSignalsAsync(PeriodFolds.Builder builder, string journey, FoldPeriod hour, CountedDocuments? counted,
        CancellationToken cancellationToken)
    {
        var decoder = new SignalDecoder();
        var (start, end) = (hour.Start, Calendar.EndOf(hour));
        foreach (var (partition, ids) in Enumerable.Range(0, buckets.Count).SelectMany(bucket => SignalKey.RangesOf(journey, start, end, bucket)))
        {
            await foreach (var document in store.AllAsync(Containers.Signals, partition, ids, PageSize, cancellationToken))
            {
                var signals = decoder.ReadTogether(document.Body.Span);
                if (signals.OccurredAt.UtcDateTime < start || signals.OccurredAt.UtcDateTime >= end)
                    continue;
                builder.Add(signals);
                counted?.Add(document);
            }
        }
    }

    /// <summary>The journey's folds say which segments have any, so no others are looked for.</summary>
    private async Task AddFoldsAsync(PeriodFolds.Builder builder, string journey, FoldPeriod period, CancellationToken cancellationToken)
    {
        var parts = new List<(string Segment, DocumentKey Key)>();
        foreach (var fold in await ReadAsync(Calendar.ChildrenOf(period).Select(child => new DocumentKey(journey, child.ToString())), cancellationToken))
        {
            builder.Add(null, fold);
            parts.AddRange((fold.Segments ?? []).Select(segment => (segment, new DocumentKey(FoldPartition.Of(journey, segment), fold.Period))));
        }

        if (parts.Count == 0)
            return;
        var segments = parts.ToDictionary(part => part.Key, part => part.Segment);
        foreach (var fold in await ReadAsync(segments.Keys, cancellationToken))
            builder.Add(segments[new(fold.Journey, fold.Period)], fold);
    }

    private async Task<IEnumerable<Fold>> ReadAsync(IEnumerable<DocumentKey> keys, CancellationToken cancellationToken) =>
        (await store.GetManyAsync(Containers.Folds, [.. keys], cancellationToken)).Select(document => Json.Read(document, SignalsJson.Default.Fold));
}
