using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Folds once more the hours whose signals changed since the run before the last: for stores whose replicas may lag, where a fold can have been computed before
/// a signal was seen that another instance had just projected. Run every few minutes, it folds each change at least once when it is at least as old as the time
/// between two runs.
/// </summary>
/// <remarks>A fold that is right is not written again. Runs that overlap do no harm: they fold more.</remarks>
public sealed class SettleFolds(IDocumentStore store, FoldSignals folds)
{
    private const int PageSize = 1_000;
    private static readonly CursorName From = new("settle-folds");
    private static readonly CursorName Next = new("settle-folds-next");

    /// <summary>Runs once.</summary>
    /// <returns>How many hours were folded.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var now = (await store.ReadChangesAsync(Containers.Signals, ChangeCursor.Now, 1, cancellationToken)).Cursor;
        var hours = new Dictionary<(string Journey, DateTime Hour), Document>();
        if (await store.FindCursorAsync(From, cancellationToken) is { } cursor)
        {
            while (await store.ReadChangesAsync(Containers.Signals, cursor, PageSize, cancellationToken) is { Documents.Count: > 0 } page)
            {
                foreach (var change in page.Documents)
                    hours.TryAdd(SignalKey.HourOf(change.Key), change with { Body = default });
                cursor = page.Cursor;
            }

            await folds.HandleAsync([.. hours.Values], cancellationToken);
        }

        await store.KeepCursorAsync(From, await store.FindCursorAsync(Next, cancellationToken) ?? now, cancellationToken);
        await store.KeepCursorAsync(Next, now, cancellationToken);
        return hours.Count;
    }
}
