using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// What an instance remembers of the folds of a period that it wrote: the sums, to which what is new can be added, and the ETags of its own writes. It is right
/// only as long as the stored folds have these.
/// </summary>
/// <param name="sums">The sums.</param>
/// <param name="counted">Of an hour: the documents in them.</param>
/// <param name="etags">The ETags, by partition; none where no fold is stored.</param>
internal sealed class RunningFold(PeriodFolds.Builder sums, CountedDocuments? counted, Dictionary<string, string> etags)
{
    private readonly SortedSet<string> _touched = new(StringComparer.Ordinal);
    private bool _isTouched;

    /// <summary>The segments to which anything was added since all was written last: their folds may be written although the journey's, which would name them,
    /// is not.</summary>
    public IReadOnlyCollection<string> Touched => _touched;

    /// <summary>About how many bytes it takes in memory.</summary>
    public long Footprint => sums.Footprint + (counted?.Footprint ?? 0);

    /// <summary>Adds those documents of an hour that are new.</summary>
    /// <param name="documents">What the change feed showed of the hour, in its order.</param>
    /// <param name="decoder">Reads them.</param>
    /// <param name="added">Takes what was added.</param>
    /// <returns>
    /// <c>false</c> when a document is counted here with another content, or is known by its key alone: then only the facts tell, and this is to be let go.
    /// </returns>
    public bool TryAdd(IEnumerable<Document> documents, SignalDecoder decoder, AddedSignals added)
    {
        foreach (var document in documents)
        {
            if (document.Body.IsEmpty)
                return false;
            switch (counted!.Add(document))
            {
                case CountedDocuments.Known.Other:
                    return false;
                case CountedDocuments.Known.Not:
                    var signals = decoder.ReadTogether(document.Body.Span);
                    Add(signals, added.Surplus);
                    added.Signals.Add(signals);
                    break;
                default:
                    break;
            }
        }

        return true;
    }

    /// <summary>Adds what is new.</summary>
    public void Add(AddedSignals added)
    {
        foreach (var signals in added.Signals)
            Add(signals, null);
        foreach (var voice in added.Surplus)
            sums.Add(voice);
    }

    private void Add(FeedbackSignals signals, List<SurplusVoice>? surplus)
    {
        sums.Add(signals, surplus);
        if (signals.Opinions.Count == 0)
            return;
        _isTouched = true;
        _touched.UnionWith(signals.Segments ?? []);
    }

    /// <summary>Writes the folds to which anything was added, each only if it is still the one that was written before. The journey's, which knows of the
    /// segments, comes last.</summary>
    /// <returns>Whether all were written, or, where nothing was added, are stored as they were written last; if not, this is to be let go.</returns>
    public async Task<bool> TryWriteAsync(IDocumentStore store, string journey, FoldPeriod period, CancellationToken cancellationToken)
    {
        // Another may have written since, from a version that is gone: where nothing is written here, nothing else would show it.
        if (!_isTouched)
            return await IsStoredAsync(store, journey, period, cancellationToken);
        var written = await Task.WhenAll(_touched.Select(segment => TryWriteAsync(store, sums.BuildOne(journey, segment, period), cancellationToken)));
        if (written.Contains(null) || await TryWriteAsync(store, sums.BuildOne(journey, null, period), cancellationToken) is not { } whole)
            return false;
        foreach (var (partition, etag) in written.OfType<(string, string)>().Append(whole))
            etags[partition] = etag;
        _touched.Clear();
        _isTouched = false;
        return true;
    }

    private async Task<bool> IsStoredAsync(IDocumentStore store, string journey, FoldPeriod period, CancellationToken cancellationToken)
    {
        var partitions = etags.Keys.Append(journey).ToHashSet(StringComparer.Ordinal);
        var stored = (await store.GetManyAsync(Containers.Folds, [.. partitions.Select(partition => new DocumentKey(partition, period.ToString()))],
            cancellationToken)).ToDictionary(document => document.Key.Partition, document => document.ETag, StringComparer.Ordinal);
        return partitions.All(partition => stored.GetValueOrDefault(partition) == etags.GetValueOrDefault(partition));
    }

    private async Task<(string Partition, string ETag)?> TryWriteAsync(IDocumentStore store, Fold fold, CancellationToken cancellationToken)
    {
        var write = Json.Write(new(fold.Journey, fold.Period), fold, SignalsJson.Default.Fold);
        var result = await store.WriteIfAsync(Containers.Folds, write, etags.GetValueOrDefault(fold.Journey), cancellationToken);
        return result.Written ? (fold.Journey, result.ETag!) : null;
    }
}
