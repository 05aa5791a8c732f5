using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Maps;

/// <summary>
/// Reads the folds that cover a stretch of time. Folds that were read stay in memory, decoded, and are brought up to date from the folds' change feed before
/// each answer: an answer is as fresh as the store, in any number of instances, and costs the same whether a fold stands for ten signals or ten million.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="calendar">The company's hours and days; <c>null</c> for those of UTC.</param>
public sealed class FoldCache(IDocumentStore store, CompanyCalendar? calendar = null) : IDisposable
{
    private const int MostRemembered = 3_000;
    private const int ChangesAtOnce = 500;
    private const int DayLength = 10;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<DocumentKey, Fold?> _known = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private string _cursor = ChangeCursor.Now;
    private bool _isCounted;

    /// <summary>The company's hours and days.</summary>
    public CompanyCalendar Calendar { get; } = calendar ?? CompanyCalendar.Utc;

    /// <summary>The folds of a journey between two whole hours; periods in which nothing was heard are left out.</summary>
    /// <param name="partition">The journey, or a segment of it. See <see cref="FoldPartition"/>.</param>
    /// <param name="from">A whole hour of the company's, UTC.</param>
    /// <param name="to">A whole hour of the company's, UTC, exclusive.</param>
    /// <param name="grain">The longest periods to use.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<IReadOnlyList<Fold>> ReadAsync(string partition, DateTime from, DateTime to, FoldGrain grain = FoldGrain.Month,
        CancellationToken cancellationToken = default)
    {
        List<FoldPeriod> periods = [.. Calendar.Cover(from, to, grain)];
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Forgetting everything now and then keeps the bound without the bookkeeping of who was used last.
            if (_known.Count > MostRemembered)
                _known.Clear();
            await CatchUpAsync(cancellationToken);
            await FetchAsync(periods.Select(Key), cancellationToken);
            // A month that is not over has no fold of its own; what its days know is the same.
            periods = [.. periods.SelectMany(period => IsMissing(period, FoldGrain.Month) ? Calendar.ChildrenOf(period) : [period])];
            await FetchAsync(periods.Select(Key), cancellationToken);
            // Until all is counted for another time zone, hours are all that is right.
            if (grain != FoldGrain.Hour && !await IsCountedAsync(cancellationToken))
            {
                periods = [.. periods.SelectMany(period => IsMissing(period, FoldGrain.Day) ? Calendar.ChildrenOf(period) : [period])];
                await FetchAsync(periods.Select(Key), cancellationToken);
            }

            return [.. periods.Select(period => _known[Key(period)]).OfType<Fold>()];
        }
        finally
        {
            _gate.Release();
        }

        DocumentKey Key(FoldPeriod period) => new(partition, period.ToString());

        bool IsMissing(FoldPeriod period, FoldGrain grain) => period.Grain == grain && _known[Key(period)] is null;
    }

    /// <summary>The folds of a journey's days; days in which nothing was heard are left out.</summary>
    /// <param name="partition">The journey, or a segment of it.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public Task<IReadOnlyList<Fold>> ReadDaysAsync(string partition, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        ReadAsync(partition, Calendar.StartOf(from), Calendar.StartOf(to), FoldGrain.Day, cancellationToken);

    /// <summary>How far the folds have come: as long as this stays the same, so does every answer.</summary>
    public async Task<string> PositionAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await CatchUpAsync(cancellationToken);
            return _cursor;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<bool> IsCountedAsync(CancellationToken cancellationToken) =>
        _isCounted = _isCounted || await CalendarRecord.IsCountedAsync(store, Calendar, cancellationToken);

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        ChangePage page;
        do
        {
            page = await store.ReadChangesAsync(Containers.Folds, _cursor, ChangesAtOnce, cancellationToken);
            foreach (var document in page.Documents)
            {
                if (_known.ContainsKey(document.Key))
                    _known[document.Key] = Decode(document);
            }

            _cursor = page.Cursor;
        }
        while (page.Documents.Count == ChangesAtOnce);
    }

    private async Task FetchAsync(IEnumerable<DocumentKey> keys, CancellationToken cancellationToken)
    {
        List<DocumentKey> missing = [.. keys.Where(key => !_known.ContainsKey(key))];
        if (missing.Count == 0)
            return;
        var documents = await store.GetManyAsync(Containers.Folds, missing, cancellationToken);
        foreach (var key in missing)
            _known[key] = null;
        foreach (var document in documents)
            _known[document.Key] = Decode(document);
    }

    /// <summary>Keeps what maps and series need, and each name once: thousands of folds repeat the same few dozen.</summary>
    /// <returns><c>null</c> for a day or a month of another time zone.</returns>
    private Fold? Decode(Document document)
    {
        var fold = Json.Read(document, SignalsJson.Default.Fold);
        if (fold.Period.Length <= DayLength && fold.Zone != Calendar.ZoneName)
            return null;
        return fold with
        {
            Cells = [.. fold.Cells.Select(cell => cell with
            {
                Stage = Name(cell.Stage),
                Theme = cell.Theme is null ? null : Name(cell.Theme),
                Touchpoint = Name(cell.Touchpoint),
                HeardBy = Name(cell.HeardBy),
                OwnedBy = cell.OwnedBy is null ? null : Name(cell.OwnedBy),
            })],
            Scores = [.. fold.Scores.Select(scores =>
                scores with { Stage = Name(scores.Stage), Touchpoint = Name(scores.Touchpoint), HeardBy = Name(scores.HeardBy) })],
            Customers = [.. fold.Customers.Select(customers => customers.Compact(Name(customers.Stage), Name(customers.Touchpoint)))],
            // Asked of days alone, and large.
            Affected = fold.Period.Length == DayLength ? [.. fold.Affected.Select(affected => affected.Compact(Name(affected.Stage), Name(affected.Theme)))]
                : [],
        };
    }

    private string Name(string name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        _names.Add(name);
        return name;
    }
}
