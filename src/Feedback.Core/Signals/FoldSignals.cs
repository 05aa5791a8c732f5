using Feedback.Core.Journeys;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Folds the hours in which signals changed, and the days and the past months that hold them: the whole journey and each segment of it. What is right is what
/// <see cref="ComputeFolds"/> computes from the facts; a fold is written only while the ETag that was read before the facts still holds, so of two folds of one
/// hour the one that read older facts loses and starts again.
/// </summary>
/// <remarks>
/// What an instance has folded it remembers (<see cref="RunningFolds"/>): documents that are new are added to it, and the folds are written under the ETags of
/// its own last writes. Whatever it does not know for certain, a document that changed, one that is named without its body, a fold that another has written, is
/// computed from the facts. So a run costs what is new, however large the hour, and the bytes are the same.
/// </remarks>
public sealed class FoldSignals(IDocumentStore store, ComputeFolds compute, JourneyCatalogue journeys, TimeProvider time)
{
    private readonly RunningFolds _running = new();

    private CompanyCalendar Calendar => compute.Calendar;

    /// <summary>Folds what a page of the signals' change feed touched.</summary>
    public async Task HandleAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        var decoder = new SignalDecoder();
        var hours = HoursOf(changes, decoder).GroupBy(change => (change.Journey, Period: change.Hour), change => change.Document)
            .OrderBy(hour => hour.Key.Journey, StringComparer.Ordinal).ThenBy(hour => hour.Key.Period.Start).ToList();
        // A day is taken before the first of its hours is written. One that is remembered later may have been computed from hours that hold already what is
        // to be added to it.
        var days = hours.GroupBy(hour => (hour.Key.Journey, Period: Calendar.ParentOf(hour.Key.Period)))
            .Select(day => (Touched: new TouchedDay(day.Key.Journey, day.Key.Period, _running.Take(day.Key.Journey, day.Key.Period)), Hours: day.ToList()))
            .ToList();
        foreach (var (day, hoursOfDay) in days)
        {
            foreach (var hour in hoursOfDay)
                await FoldHourAsync(hour.Key.Period, [.. hour], day, decoder, cancellationToken);
        }

        foreach (var (day, _) in days)
            await FoldDayAsync(day, cancellationToken);

        foreach (var (journey, month) in days.Select(day => (day.Touched.Journey, Calendar.ParentOf(day.Touched.Period))).Distinct())
        {
            if (await HasFoldAsync(journey, month, cancellationToken))
                await FoldAsync(journey, month, cancellationToken);
        }
    }

    /// <summary>Folds a day and its hours, whatever is stored or remembered of them.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="day">The day.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    internal async Task FoldDayAnewAsync(string journey, FoldPeriod day, CancellationToken cancellationToken)
    {
        foreach (var hour in Calendar.ChildrenOf(day))
            await FoldHeardAsync(journey, hour, cancellationToken);
        await FoldHeardAsync(journey, day, cancellationToken);
    }

    /// <summary>Folds a month that has a fold, or should have one.</summary>
    internal async Task FoldMonthAnewAsync(string journey, FoldPeriod month, CancellationToken cancellationToken)
    {
        if (await HasFoldAsync(journey, month, cancellationToken))
            await FoldHeardAsync(journey, month, cancellationToken);
    }

    /// <summary>Folds a period unless it has no fold and nothing was heard in it.</summary>
    private async Task FoldHeardAsync(string journey, FoldPeriod period, CancellationToken cancellationToken)
    {
        _running.Take(journey, period);
        if (await store.GetAsync(Containers.Folds, new(journey, period.ToString()), cancellationToken) is not null
            || !(await compute.SumAsync(journey, period, null, cancellationToken)).IsEmpty)
            await FoldAsync(journey, period, cancellationToken);
    }

    /// <summary>
    /// The hours in which documents count. Where those of the company begin within one of UTC, the time tells in which: of a document that is named without its
    /// body, in either.
    /// </summary>
    private IEnumerable<(string Journey, FoldPeriod Hour, Document Document)> HoursOf(IReadOnlyList<Document> changes, SignalDecoder decoder)
    {
        foreach (var together in changes.GroupBy(change => SignalKey.HourOf(change.Key)))
        {
            var hours = SignalKey.HoursOf(together.First().Key, Calendar).ToList();
            foreach (var document in together)
            {
                var own = hours.Count == 1 || document.Body.IsEmpty ? hours : [Calendar.HourOf(decoder.ReadTogether(document.Body.Span).OccurredAt)];
                foreach (var hour in own)
                    yield return (together.Key.Journey, hour, document);
            }
        }
    }

    private async Task FoldHourAsync(FoldPeriod hour, IReadOnlyList<Document> documents, TouchedDay day, SignalDecoder decoder,
        CancellationToken cancellationToken)
    {
        var running = _running.Take(day.Journey, hour);
        var added = new AddedSignals();
        if (running is not null && running.TryAdd(documents, decoder, added) && await running.TryWriteAsync(store, day.Journey, hour, cancellationToken))
        {
            day.Added.Add(added);
            _running.Put(day.Journey, hour, running);
            return;
        }

        // Those who are told what changed without its content, as Azure's triggers tell it, could add nothing to what they remember.
        var remembers = running is not null || documents.Any(document => !document.Body.IsEmpty);
        day.MustBeComputed(remembers);
        var computed = await FoldAsync(day.Journey, hour, cancellationToken, running?.Touched);
        if (remembers)
            _running.Put(day.Journey, hour, computed);
    }

    private async Task FoldDayAsync(TouchedDay day, CancellationToken cancellationToken)
    {
        if (day.Running is { } running)
        {
            running.Add(day.Added);
            if (await running.TryWriteAsync(store, day.Journey, day.Period, cancellationToken))
            {
                _running.Put(day.Journey, day.Period, running);
                return;
            }
        }

        var computed = await FoldAsync(day.Journey, day.Period, cancellationToken, day.Running?.Touched);
        if (day.IsRemembered)
            _running.Put(day.Journey, day.Period, computed);
    }

    /// <summary>Computes the folds of a period from the facts below it and stores those that differ from what is stored.</summary>
    private async Task<RunningFold> FoldAsync(string journey, FoldPeriod period, CancellationToken cancellationToken,
        IReadOnlyCollection<string>? touched = null)
    {
        // A signal may have left a segment, which no signal tells then: so those that the journey has are folded, those that the stored fold knows of, and
        // those whose folds were written a moment ago although that of the journey could not be.
        var segments = new SortedSet<string>(journeys.Find(journey)?.Segments.Select(segment => segment.Id) ?? [], StringComparer.Ordinal);
        segments.UnionWith(touched ?? []);
        while (true)
        {
            var stored = await StoredAsync(journey, segments, period, cancellationToken);
            if (stored.TryGetValue(journey, out var whole) && Adds(segments, SegmentsOf(whole)))
                continue;
            var counted = period.Grain == FoldGrain.Hour ? new CountedDocuments() : null;
            var sums = await compute.SumAsync(journey, period, counted, cancellationToken);
            if (Adds(segments, sums.Segments))
                continue;

            // The journey's fold, which knows of the segments, comes last: when this ends half way, what has to be folded again is still known.
            var computed = sums.Build(journey, period);
            var etags = stored.ToDictionary(fold => fold.Key, fold => fold.Value.ETag, StringComparer.Ordinal);
            var written = await Task.WhenAll(segments.Select(segment => WriteAsync(computed.Of(segment), stored, isSegment: true, cancellationToken)));
            if (!Keep(written) || !Keep([await WriteAsync(computed.Whole, stored, isSegment: false, cancellationToken)]))
                continue;
            return new(sums, counted, etags);

            bool Keep(IEnumerable<(string Partition, WriteResult? Result)> writes)
            {
                foreach (var (partition, result) in writes)
                {
                    if (result is { Written: false })
                        return false;
                    if (result is { ETag: { } etag })
                        etags[partition] = etag;
                }

                return true;
            }
        }
    }

    /// <summary>
    /// A month that is not over is read by its days (<see cref="Maps.FoldCache"/>): its fold, the costliest, would be made anew with every change and read by
    /// nobody. One that another instance made, by whose clock the month was over, is kept right.
    /// </summary>
    private async Task<bool> HasFoldAsync(string journey, FoldPeriod month, CancellationToken cancellationToken) =>
        Calendar.EndOf(month) <= time.GetUtcNow().UtcDateTime
        || await store.GetAsync(Containers.Folds, new(journey, month.ToString()), cancellationToken) is not null;

    private async Task<Dictionary<string, Document>> StoredAsync(string journey, SortedSet<string> segments, FoldPeriod period,
        CancellationToken cancellationToken)
    {
        List<DocumentKey> keys = [new(journey, period.ToString()),
            .. segments.Select(segment => new DocumentKey(FoldPartition.Of(journey, segment), period.ToString()))];
        return (await store.GetManyAsync(Containers.Folds, keys, cancellationToken)).ToDictionary(document => document.Key.Partition, StringComparer.Ordinal);
    }

    /// <summary>Writes a fold if it differs from what is stored; no result if it does not.</summary>
    private async Task<(string Partition, WriteResult? Result)> WriteAsync(Fold fold, Dictionary<string, Document> known, bool isSegment,
        CancellationToken cancellationToken)
    {
        var stored = known.GetValueOrDefault(fold.Journey);
        // Most hours hear nothing of most segments.
        if (stored is null && isSegment && fold.Cells.Count == 0)
            return (fold.Journey, null);
        var body = Json.Serialize(fold, SignalsJson.Default.Fold);
        if (stored is not null && stored.Body.Span.SequenceEqual(body))
            return (fold.Journey, null);
        var write = new DocumentWrite(new(fold.Journey, fold.Period), body);
        return (fold.Journey, await store.WriteIfAsync(Containers.Folds, write, stored?.ETag, cancellationToken));
    }

    private static bool Adds(SortedSet<string> segments, IReadOnlyCollection<string> more)
    {
        var before = segments.Count;
        segments.UnionWith(more);
        return segments.Count > before;
    }

    /// <summary>The segments that a fold knows of. On a journey without any a glance tells.</summary>
    private static IReadOnlyList<string> SegmentsOf(Document fold) =>
        fold.Body.Span.IndexOf("\"segments\":["u8) < 0 ? [] : Json.Read(fold, SignalsJson.Default.Fold).Segments ?? [];

    /// <summary>A day of which hours are folded: what was added to them, as long as nothing else happened to them.</summary>
    private sealed class TouchedDay(string journey, FoldPeriod period, RunningFold? running)
    {
        public string Journey => journey;

        public FoldPeriod Period => period;

        /// <summary>What is remembered of the day; <c>null</c> when it must be computed from its hours.</summary>
        public RunningFold? Running { get; private set; } = running;

        public bool IsRemembered { get; private set; } = running is not null;

        public AddedSignals Added { get; } = new();

        public void MustBeComputed(bool isRemembered)
        {
            Running = null;
            IsRemembered |= isRemembered;
        }
    }
}
