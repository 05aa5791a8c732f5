using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Folds once more the hours whose signals changed between the last two runs: for stores whose replicas may lag, where a fold can have been computed before a
/// signal was seen that another instance had just projected. Run every few minutes, it folds each change once when it is at least as old as the time between
/// two runs, and reads it once: which hours they were is kept from the run before.
/// </summary>
/// <remarks>A fold that is right is not written again. Runs that overlap do no harm: they fold more.</remarks>
public sealed class SettleFolds(IDocumentStore store, FoldSignals folds)
{
    private const int PageSize = 1_000;

    // What is kept is one small document; after a large import the rest is read in the next runs.
    private const int MostHours = 5_000;

    private static readonly DocumentKey Key = new(DocumentKinds.Cursor, "settle-folds-hours");

    // Where version 0.1 kept from where it read.
    private static readonly CursorName Former = new("settle-folds");

    /// <summary>Runs once.</summary>
    /// <returns>How many hours were folded.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var known = await store.GetAsync(Containers.Settings, Key, cancellationToken) is { } document ? Json.Read(document, SignalsJson.Default.UnsettledHours)
            : new UnsettledHours(await store.FindCursorAsync(Former, cancellationToken) ?? ChangeCursor.Now, []);
        await folds.HandleAsync([.. known.Signals.Select(at => new Document(new(at.Partition, at.Id), "", default))], cancellationToken);

        var hours = new Dictionary<(string, FoldPeriod), SignalsAt>();
        var cursor = known.Cursor;
        ChangePage page;
        do
        {
            page = await store.ReadChangesAsync(Containers.Signals, cursor, PageSize, cancellationToken);
            foreach (var change in page.Documents)
                hours.TryAdd(SignalKey.HourOf(change.Key), new(change.Key.Partition, change.Key.Id));
            cursor = page.Cursor;
        }
        while (page.Documents.Count > 0 && hours.Count < MostHours);

        await store.UpsertAsync(Containers.Settings, Json.Write(Key, new(cursor, [.. hours.Values]), SignalsJson.Default.UnsettledHours), cancellationToken);
        return known.Signals.Count;
    }
}

/// <summary>What the next run folds.</summary>
/// <param name="Cursor">How far the signals' change feed was read.</param>
/// <param name="Signals">Of each hour that was touched, some signals in it.</param>
public sealed record UnsettledHours(string Cursor, IReadOnlyList<SignalsAt> Signals);

/// <summary>Where signals stand.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Id">The id.</param>
public sealed record SignalsAt(string Partition, string Id);
