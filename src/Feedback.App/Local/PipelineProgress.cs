namespace Feedback.App.Local;

/// <summary>Tells how far behind the tails are.</summary>
internal sealed class PipelineProgress(IEnumerable<ChangeFeedProcessor> tails)
{
    public IReadOnlyList<ChangeFeedProcessor> Tails { get; } = [.. tails];

    /// <summary>Waits until everything that was stored before has been understood and counted.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        // In order: what one tail writes, the next one reads. Analysing changes the record, so a tail is done only when it finds nothing more.
        foreach (var tail in Tails)
        {
            while (!await tail.IsDoneAsync(cancellationToken))
                await Task.Delay(50, cancellationToken);
        }
    }
}
