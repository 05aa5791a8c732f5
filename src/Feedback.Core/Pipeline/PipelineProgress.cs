using System.Collections.Concurrent;
using Feedback.Core.Observability;
using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>How far behind the processors are that run in this program. Each says so of itself.</summary>
public sealed class PipelineProgress(IDocumentStore store, PipelineMetrics metrics, TimeProvider time)
{
    private const long CaughtUp = 0;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>For how long a processor may handle one page, again and again where it fails, before it counts as stuck.</summary>
    public static readonly TimeSpan LongestPage = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _behindSince = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _pageSince = new(StringComparer.Ordinal);

    /// <summary>For how long there has been something that each has not handled, in the order of the pipeline; zero where there is nothing.</summary>
    public IReadOnlyList<(string Name, TimeSpan Lag)> Lags => [.. Running.Select(processor => (processor.Name, LagOf(processor.Name)))];

    /// <summary>The processors that do not get past one page, in the order of the pipeline.</summary>
    public IReadOnlyList<string> Stuck => [.. Running.Select(processor => processor.Name)
        .Where(name => _pageSince.TryGetValue(name, out var since) && time.GetElapsedTime(since) > LongestPage)];

    /// <summary>Whether every processor has handled everything.</summary>
    public bool IsCaughtUp => _behindSince.Values.All(since => since == CaughtUp);

    private IEnumerable<Processor> Running => FeedbackPipeline.Steps.OfType<Processor>().Where(processor => _behindSince.ContainsKey(processor.Name));

    /// <summary>Says that a processor runs here. Until it has read its first page nobody knows whether it is behind, so it counts as if it were.</summary>
    public void Begins(string processor)
    {
        _behindSince[processor] = time.GetTimestamp();
        metrics.ObserveLag(processor, () => LagOf(processor).TotalSeconds);
    }

    /// <summary>Says that a processor has found something to handle, now or once more.</summary>
    public void IsBehind(string processor)
    {
        _behindSince.TryUpdate(processor, time.GetTimestamp(), CaughtUp);
        _pageSince.TryAdd(processor, time.GetTimestamp());
    }

    /// <summary>Says that a processor has handled what it found.</summary>
    public void HasHandled(string processor) => _pageSince.TryRemove(processor, out _);

    /// <summary>Says that a processor has found nothing to handle.</summary>
    public void HasCaughtUp(string processor) => _behindSince[processor] = CaughtUp;

    /// <summary>Waits until everything that was stored before has been understood and counted.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        // In order: what one processor writes, the next one reads. Analysing changes the record, so a processor is done only when it finds nothing more.
        foreach (var processor in Running)
        {
            while (!await IsDoneAsync(processor, cancellationToken))
                await Task.Delay(Look, time, cancellationToken);
        }
    }

    private async Task<bool> IsDoneAsync(Processor processor, CancellationToken cancellationToken)
    {
        var cursor = await store.FindCursorAsync(processor.Cursor, cancellationToken) ?? ChangeCursor.Beginning;
        return (await store.ReadChangesAsync(processor.Container, cursor, 1, cancellationToken)).Documents.Count == 0;
    }

    private TimeSpan LagOf(string processor) => _behindSince[processor] is var since && since == CaughtUp ? TimeSpan.Zero : time.GetElapsedTime(since);
}
