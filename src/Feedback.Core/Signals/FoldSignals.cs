using Feedback.Core.Serialization;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Folds the hours in which signals changed, and the days and months that hold them. A fold is computed anew from the facts below it, never added to;
/// it is written only while the ETag that was read before the facts still holds, so of two folds of one hour the one that read older facts loses and starts again.
/// </summary>
public sealed class FoldSignals(IDocumentStore store, SignalBuckets buckets)
{
    private const int PageSize = 2_000;

    /// <summary>Folds what a page of the signals' change feed touched.</summary>
    public async Task HandleAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        var periods = changes.Select(change => SignalKey.HourOf(change.Key)).ToHashSet();
        foreach (var grain in new[] { FoldGrain.Hour, FoldGrain.Day, FoldGrain.Month })
        {
            foreach (var (journey, period) in periods.OrderBy(p => p.Journey, StringComparer.Ordinal).ThenBy(p => p.Period.Start))
                await FoldAsync(journey, period, cancellationToken);
            if (grain != FoldGrain.Month)
                periods = [.. periods.Select(p => (p.Journey, p.Period.Parent))];
        }
    }

    /// <summary>Computes one fold from the facts below it and stores it when it differs from what is stored.</summary>
    /// <returns>Whether it differed.</returns>
    public async Task<bool> FoldAsync(string journey, FoldPeriod period, CancellationToken cancellationToken)
    {
        var key = new DocumentKey(journey, period.ToString());
        while (true)
        {
            var stored = await store.GetAsync(Containers.Folds, key, cancellationToken);
            var body = Json.Serialize(await ComputeAsync(journey, period, cancellationToken), CoreJson.Default.Fold);
            if (stored is not null && stored.Body.Span.SequenceEqual(body))
                return false;
            var written = stored is null
                ? await store.CreateAsync(Containers.Folds, new(key, body), cancellationToken)
                : await store.ReplaceAsync(Containers.Folds, new(key, body), stored.ETag, cancellationToken);
            if (written.Written)
                return true;
        }
    }

    /// <summary>Computes one fold from the facts below it: an hour from its signals, a day from its hours, a month from its days.</summary>
    public async Task<Fold> ComputeAsync(string journey, FoldPeriod period, CancellationToken cancellationToken)
    {
        var builder = new FoldBuilder();
        if (period.Grain == FoldGrain.Hour)
            await AddSignalsAsync(builder, journey, period, cancellationToken);
        else
            await AddFoldsAsync(builder, journey, period, cancellationToken);
        return builder.Build(journey, period);
    }

    private async Task AddSignalsAsync(FoldBuilder builder, string journey, FoldPeriod hour, CancellationToken cancellationToken)
    {
        var reader = new SignalReader();
        for (var bucket = 0; bucket < buckets.Count; bucket++)
        {
            var partition = SignalKey.Partition(journey, DateOnly.FromDateTime(hour.Start), bucket);
            await foreach (var document in store.AllAsync(Containers.Signals, partition, SignalKey.Hour(hour.Start.Hour), PageSize, cancellationToken))
                builder.Add(reader.Read(document.Body.Span));
        }
    }

    private async Task AddFoldsAsync(FoldBuilder builder, string journey, FoldPeriod period, CancellationToken cancellationToken)
    {
        var keys = period.Children().Select(child => new DocumentKey(journey, child.ToString())).ToList();
        foreach (var document in await store.GetManyAsync(Containers.Folds, keys, cancellationToken))
            builder.Add(Json.Read(document, CoreJson.Default.Fold));
    }
}
