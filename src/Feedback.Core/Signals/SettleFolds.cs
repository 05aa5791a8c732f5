using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Folds once more, from the facts, the hours whose signals changed: for stores whose replicas may lag, where a fold can have been computed before a signal
/// was seen that another instance had just projected. Run every few minutes, it reads each change once, keeps which hours they touched, and folds an hour when
/// a run has seen nothing new of it, so that every change is at least as old then as the time between two runs.
/// </summary>
/// <remarks>
/// An hour under load is thus read again once, when it is over, and not at every run; one that never becomes quiet is folded after a dozen runs all the same.
/// A fold that is right is not written again. Runs that overlap do no harm: they fold more.
/// </remarks>
public sealed class SettleFolds(IDocumentStore store, FoldSignals folds)
{
    private const int PageSize = 1_000;

    private const int MostRuns = 12;

    // What is kept is one small document; after a large import the rest is read in the next runs.
    private const int MostHours = 5_000;

    private static readonly DocumentKey Key = new(DocumentKinds.UnsettledHours, "signals");

    // Where version 0.1 kept from where it read.
    private static readonly CursorName Former = new("settle-folds");

    /// <summary>Runs once.</summary>
    /// <returns>How many hours were folded.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var known = await store.GetAsync(Containers.Settings, Key, cancellationToken) is { } document ? Json.Read(document, SignalsJson.Default.UnsettledHours)
            : new UnsettledHours(await store.FindCursorAsync(Former, cancellationToken) ?? ChangeCursor.Now, []);
        var touched = new Dictionary<(string Journey, DateTime Hour), SignalsAt>();
        var cursor = known.Cursor;
        ChangePage page;
        do
        {
            page = await store.ReadChangesAsync(Containers.Signals, cursor, PageSize, cancellationToken);
            foreach (var change in page.Documents)
                touched.TryAdd(SignalKey.HourOf(change.Key), new(change.Key.Partition, change.Key.Id, 0));
            cursor = page.Cursor;
        }
        while (page.Documents.Count > 0 && touched.Count < MostHours);

        var due = new List<Document>();
        foreach (var hour in known.Signals)
        {
            var name = SignalKey.HourOf(new(hour.Partition, hour.Id));
            if (touched.ContainsKey(name) && hour.Runs + 1 < MostRuns)
                touched[name] = hour with { Runs = hour.Runs + 1 };
            else
                due.Add(new(new(hour.Partition, hour.Id), "", default));
        }

        // Named without their content they are computed from the facts, whatever an instance remembers of them.
        await folds.HandleAsync(due, cancellationToken);
        await store.UpsertAsync(Containers.Settings, Json.Write(Key, new(cursor, [.. touched.Values]), SignalsJson.Default.UnsettledHours), cancellationToken);
        return due.Count;
    }
}

/// <summary>What is to be folded once more.</summary>
/// <param name="Cursor">How far the signals' change feed was read.</param>
/// <param name="Signals">Of each hour that was touched, some signals in it.</param>
public sealed record UnsettledHours(string Cursor, IReadOnlyList<SignalsAt> Signals);

/// <summary>Where signals stand, and how many runs their hour has waited for.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Id">The id.</param>
/// <param name="Runs">The runs.</param>
public sealed record SignalsAt(string Partition, string Id, int Runs);
