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
    private const int ChangesAtOnce = 500;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly RememberedFolds _known = new((calendar ?? CompanyCalendar.Utc).ZoneName);
    private readonly RememberedSums _sums = new();
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
            _known.Trim();
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

            return [.. periods.Select(period => _known.Read(Key(period))).OfType<Fold>()];
        }
        finally
        {
            _gate.Release();
        }

        DocumentKey Key(FoldPeriod period) => new(partition, period.ToString());

        bool IsMissing(FoldPeriod period, FoldGrain grain) => period.Grain == grain && _known.Read(Key(period)) is null;
    }

    /// <summary>The sum of the folds of a journey between two whole hours.</summary>
    /// <param name="partition">The journey, or a segment of it. See <see cref="FoldPartition"/>.</param>
    /// <param name="period">The period.</param>
    /// <param name="customers">Whose customers are counted too.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<FoldTotal> SumAsync(string partition, QueryPeriod period, CountedCustomers customers, CancellationToken cancellationToken = default)
    {
        var folds = await ReadAsync(partition, period.From.UtcDateTime, period.To.UtcDateTime, cancellationToken: cancellationToken);
        var sum = _sums.Of([.. folds.Where(RememberedFolds.IsOfDays)], customers);
        foreach (var hour in folds.Where(fold => !RememberedFolds.IsOfDays(fold)))
            sum.Add(hour, customers);
        return sum.Total;
    }

    /// <summary>The opinions of a journey between two whole hours. The sum is not remembered: who asks for those of many partitions would drive out the costly
    /// ones.</summary>
    /// <param name="partition">The journey, or a segment of it. See <see cref="FoldPartition"/>.</param>
    /// <param name="period">The period.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    internal async Task<IReadOnlyList<FoldCell>> CellsAsync(string partition, QueryPeriod period, CancellationToken cancellationToken)
    {
        var sum = new FoldSum();
        foreach (var fold in await ReadAsync(partition, period.From.UtcDateTime, period.To.UtcDateTime, cancellationToken: cancellationToken))
            sum.Add(fold, CountedCustomers.None);
        return sum.Total.Cells;
    }

    /// <summary>The folds of a journey's days; days in which nothing was heard are left out.</summary>
    /// <param name="partition">The journey, or a segment of it.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<IReadOnlyList<Fold>> ReadDaysAsync(string partition, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        [.. (await ReadAsync(partition, Calendar.StartOf(from), Calendar.StartOf(to), FoldGrain.Day, cancellationToken)).Where(RememberedFolds.IsOfDays)];

    /// <summary>
    /// Whether everything is counted for the company's time zone. Until then a recount is under way and figures fill up: they may be looked at, but nothing
    /// that lasts, no ticket and no mail, may be made of them.
    /// </summary>
    public async Task<bool> IsCountedAsync(CancellationToken cancellationToken = default) =>
        _isCounted = _isCounted || await CalendarRecord.IsCountedAsync(store, Calendar, cancellationToken);

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

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        ChangePage page;
        do
        {
            page = await store.ReadChangesAsync(Containers.Folds, _cursor, ChangesAtOnce, cancellationToken);
            foreach (var document in page.Documents)
            {
                if (_known.Knows(document.Key))
                    _known.Set(document.Key, document);
            }

            _cursor = page.Cursor;
        }
        while (page.Documents.Count == ChangesAtOnce);
    }

    private async Task FetchAsync(IEnumerable<DocumentKey> keys, CancellationToken cancellationToken)
    {
        List<DocumentKey> missing = [.. keys.Where(key => !_known.Knows(key))];
        if (missing.Count == 0)
            return;
        var documents = await store.GetManyAsync(Containers.Folds, missing, cancellationToken);
        foreach (var key in missing)
            _known.Set(key, null);
        foreach (var document in documents)
            _known.Set(document.Key, document);
    }
}
