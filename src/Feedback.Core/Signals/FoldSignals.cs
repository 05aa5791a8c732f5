using Feedback.Core.Journeys;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Folds the hours in which signals changed, and the days and the past months that hold them: the whole journey and each segment of it. A fold is computed anew
/// from the facts below it, never added to; it is written only while the ETag that was read before the facts still holds, so of two folds of one hour the one
/// that read older facts loses and starts again.
/// </summary>
public sealed class FoldSignals(IDocumentStore store, ComputeFolds compute, JourneyCatalogue journeys, TimeProvider time)
{
    /// <summary>Folds what a page of the signals' change feed touched.</summary>
    public async Task HandleAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        var periods = changes.Select(change => SignalKey.HourOf(change.Key)).ToHashSet();
        foreach (var grain in new[] { FoldGrain.Hour, FoldGrain.Day, FoldGrain.Month })
        {
            foreach (var (journey, period) in periods.OrderBy(p => p.Journey, StringComparer.Ordinal).ThenBy(p => p.Period.Start))
            {
                if (grain != FoldGrain.Month || await HasFoldAsync(journey, period, cancellationToken))
                    await FoldAsync(journey, period, cancellationToken);
            }

            if (grain != FoldGrain.Month)
                periods = [.. periods.Select(p => (p.Journey, p.Period.Parent))];
        }
    }

    /// <summary>Computes the folds of a period from the facts below it and stores those that differ from what is stored.</summary>
    /// <returns>Whether any differed.</returns>
    public async Task<bool> FoldAsync(string journey, FoldPeriod period, CancellationToken cancellationToken)
    {
        // A signal may have left a segment, which no signal tells then: so those that the journey has are folded, and those that the stored fold knows of.
        var segments = new SortedSet<string>(journeys.Find(journey)?.Segments.Select(segment => segment.Id) ?? [], StringComparer.Ordinal);
        var changed = false;
        while (true)
        {
            var stored = await StoredAsync(journey, segments, period, cancellationToken);
            if (stored.TryGetValue(journey, out var whole) && Adds(segments, SegmentsOf(whole)))
                continue;
            var computed = await compute.RunAsync(journey, period, cancellationToken);
            if (Adds(segments, computed.Segments))
                continue;

            // The journey's fold, which knows of the segments, comes last: when this ends half way, what has to be folded again is still known.
            var written = await Task.WhenAll(segments.Select(segment => WriteAsync(computed.Of(segment), stored, isSegment: true, cancellationToken)));
            changed |= written.Contains(Written.Yes);
            if (written.Contains(Written.Lost))
                continue;
            var last = await WriteAsync(computed.Whole, stored, isSegment: false, cancellationToken);
            if (last != Written.Lost)
                return changed || last == Written.Yes;
        }
    }

    /// <summary>
    /// A month that is not over is read by its days (<see cref="Maps.FoldCache"/>): its fold, the costliest, would be made anew with every change and read by
    /// nobody. One that another instance made, by whose clock the month was over, is kept right.
    /// </summary>
    private async Task<bool> HasFoldAsync(string journey, FoldPeriod month, CancellationToken cancellationToken) =>
        month.End <= time.GetUtcNow().UtcDateTime || await store.GetAsync(Containers.Folds, new(journey, month.ToString()), cancellationToken) is not null;

    private async Task<Dictionary<string, Document>> StoredAsync(string journey, SortedSet<string> segments, FoldPeriod period,
        CancellationToken cancellationToken)
    {
        List<DocumentKey> keys = [new(journey, period.ToString()),
            .. segments.Select(segment => new DocumentKey(FoldPartition.Of(journey, segment), period.ToString()))];
        return (await store.GetManyAsync(Containers.Folds, keys, cancellationToken)).ToDictionary(document => document.Key.Partition, StringComparer.Ordinal);
    }

    private async Task<Written> WriteAsync(Fold fold, Dictionary<string, Document> known, bool isSegment, CancellationToken cancellationToken)
    {
        var stored = known.GetValueOrDefault(fold.Journey);
        // Most hours hear nothing of most segments.
        if (stored is null && isSegment && fold.Cells.Count == 0)
            return Written.No;
        var body = Json.Serialize(fold, SignalsJson.Default.Fold);
        if (stored is not null && stored.Body.Span.SequenceEqual(body))
            return Written.No;
        var write = new DocumentWrite(new(fold.Journey, fold.Period), body);
        var result = await store.WriteIfAsync(Containers.Folds, write, stored?.ETag, cancellationToken);
        return result.Written ? Written.Yes : Written.Lost;
    }

    private static bool Adds(SortedSet<string> segments, IReadOnlyCollection<string> more)
    {
        var before = segments.Count;
        segments.UnionWith(more);
        return segments.Count > before;
    }

    /// <summary>The segments that a fold knows of. On a journey without any a glance tells.</summary>
    private static IReadOnlyList<string> SegmentsOf(Document fold) =>
        fold.Body.Span.IndexOf("\"segments\":["u8) < 0 ? [] : Json.Read(fold, SignalsJson.Default.Fold).Segments ?? [];

    private enum Written
    {
        No,
        Yes,
        Lost,
    }
}
