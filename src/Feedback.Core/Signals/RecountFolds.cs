using Feedback.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Signals;

/// <summary>
/// Counts everything anew for the company's time zone when that has become another, and when this version stores folds in another form: the hours from the
/// signals, the days from their hours, the months from their days. Folds of the former time zone that stand for nothing any more are
/// removed at the end. Broken off it goes on where it was, at the next start.
/// </summary>
/// <remarks>
/// What is new is counted by the pipeline meanwhile, for the new time zone. Each fold is written under its ETag, so they do each other no harm; nor do two
/// instances that recount at once.
/// </remarks>
public sealed class RecountFolds(IDocumentStore store, FoldSignals folds, ComputeFolds compute, ILogger<RecountFolds> logger)
{
    private const int DaysBetweenNotes = 10;

    private bool _isDone;

    private CompanyCalendar Calendar => compute.Calendar;

    /// <summary>Recounts if there is anything to recount.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_isDone)
            return;
        var (record, etag) = await CalendarRecord.ReadAsync(store, cancellationToken);
        if (record.Begun(Calendar) is { } begun)
        {
            record = begun;
            etag = await record.WriteAsync(store, etag, cancellationToken);
        }

        if (!record.Done && etag is not null)
            etag = await RecountAsync(record, etag, cancellationToken);
        // Whoever lost it to another instance looks again at the next run.
        _isDone = record.Done || etag is not null;
    }

    private async Task<string?> RecountAsync(CalendarRecord record, string? etag, CancellationToken cancellationToken)
    {
        var stored = await StoredAsync(cancellationToken);
        var days = stored.Where(fold => fold.Period.Grain != FoldGrain.Month).SelectMany(fold => DaysOf(fold.Period).Select(day => (fold.Journey, Day: day)))
            .Distinct().OrderBy(day => NameOf(day.Journey, day.Day), StringComparer.Ordinal).ToList();
        logger.LogInformation("Counting {Days} days anew (time zone {Zone})", days.Count, Calendar.Zone.Id);
        foreach (var (done, (journey, day)) in days.Index())
        {
            var name = NameOf(journey, day);
            if (string.CompareOrdinal(name, record.Next) < 0)
                continue;
            await folds.FoldDayAnewAsync(journey, day, cancellationToken);
            if ((done + 1) % DaysBetweenNotes != 0)
                continue;
            // It may come to this day once more, which changes nothing.
            etag = await (record with { Next = name, Share = Math.Round((done + 1.0) / days.Count, 2) }).WriteAsync(store, etag, cancellationToken);
            if (etag is null)
                return null;
            logger.LogInformation("Counted {Done} of {Days} days anew (time zone {Zone})", done + 1, days.Count, Calendar.Zone.Id);
        }

        var months = days.Select(day => (day.Journey, Month: Calendar.ParentOf(day.Day)))
            .Concat(stored.Where(fold => fold.Period.Grain == FoldGrain.Month).Select(fold => (fold.Journey, Month: fold.Period))).Distinct();
        foreach (var (journey, month) in months)
            await folds.FoldMonthAnewAsync(journey, month, cancellationToken);
        foreach (var (journey, hour) in stored.Where(fold => fold.Period.Grain == FoldGrain.Hour && Calendar.HourOf(fold.Period.Start) != fold.Period))
            await RemoveAsync(journey, hour, cancellationToken);
        logger.LogInformation("Everything is counted anew (time zone {Zone})", Calendar.Zone.Id);
        return await (record with { Done = true, Next = null, Share = 0 }).WriteAsync(store, etag, cancellationToken);
    }

    /// <summary>The folds of whole journeys that are there, of either time zone: one entry for each hour in which anything was heard.</summary>
    private async Task<List<(string Journey, FoldPeriod Period)>> StoredAsync(CancellationToken cancellationToken)
    {
        var stored = new List<(string, FoldPeriod)>();
        await foreach (var page in store.AllChangesAsync(Containers.Folds, cancellationToken: cancellationToken))
            stored.AddRange(page.Where(fold => FoldPartition.SegmentOf(fold.Key.Partition) is null)
                .Select(fold => (fold.Key.Partition, FoldPeriod.Parse(fold.Key.Id))));
        return stored;
    }

    /// <summary>The days that hold any of a stored hour, which may begin at minutes of another time zone; a stored day itself.</summary>
    private IEnumerable<FoldPeriod> DaysOf(FoldPeriod period) => period.Grain == FoldGrain.Day ? [period]
        : new[] { period.Start, period.Start.AddHours(1).AddTicks(-1) }.Select(time => Calendar.ParentOf(Calendar.HourOf(time))).Distinct();

    private static string NameOf(string journey, FoldPeriod day) => $"{journey} {day}";

    private async Task RemoveAsync(string journey, FoldPeriod hour, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(Containers.Folds, new(journey, hour.ToString()), cancellationToken) is not { } document)
            return;
        foreach (var segment in Json.Read(document, SignalsJson.Default.Fold).Segments ?? [])
            await store.DeleteAsync(Containers.Folds, new(FoldPartition.Of(journey, segment), hour.ToString()), cancellationToken);
        // The journey's comes last: as long as it is there the segments' are found.
        await store.DeleteAsync(Containers.Folds, document.Key, cancellationToken);
    }
}
