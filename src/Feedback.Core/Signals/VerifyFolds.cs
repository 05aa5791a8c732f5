using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Computes all that is counted once more and compares it with what is stored: the signals of each record, the hours from their signals, the days from their
/// hours, the months from their days. Reads only, and in bounded memory: a page of documents, and one entry for each segment and hour in which anything was
/// heard.
/// </summary>
/// <param name="store">The store; it may be open for reading only, and a server may write to it meanwhile.</param>
/// <param name="compute">Computes folds.</param>
/// <param name="cursors">The names under which the pipeline keeps its cursors.</param>
public sealed class VerifyFolds(IDocumentStore store, ComputeFolds compute, PipelineCursors cursors)
{
    /// <summary>How many disagreements are named; all are counted.</summary>
    public const int MostNamed = 20;

    private const int Looks = 5;
    private static readonly FoldGrain[] Grains = [FoldGrain.Hour, FoldGrain.Day, FoldGrain.Month];

    private readonly DamagedDocuments _damaged = DamagedDocuments.Of(store);
    private readonly PendingChanges _pending = new(store, cursors, compute.Calendar);

    /// <summary>Verifies everything.</summary>
    public async Task<Verification> RunAsync(CancellationToken cancellationToken = default)
    {
        var found = new Verification();
        await VerifyRecordsAsync(found, cancellationToken);
        var hours = await VerifySignalsAsync(found, cancellationToken);
        await VerifyFoldsAsync(found, hours, cancellationToken);
        found.Damaged = _damaged.Named;
        return found;
    }

    /// <summary>Every record's signals are there, and as the record has them.</summary>
    private async Task VerifyRecordsAsync(Verification found, CancellationToken cancellationToken)
    {
        await foreach (var page in store.AllFeedbackAsync(cancellationToken))
        {
            var expected = page.SelectMany(entry => Expected(entry.Record)).ToList();
            var stored = (await store.GetManyAsync(Containers.Signals, [.. expected.Select(signals => signals.Key)], cancellationToken))
                .ToDictionary(document => document.Key);
            foreach (var record in page.Select(entry => entry.Record))
            {
                found.Count(record);
                if (record.SourceEventId is { } name && FeedbackId.OfEvent(record.Source, name) != record.Id)
                    found.Disagree($"feedback {record.Id}: the id does not match its source and event");
            }

            foreach (var (key, signals) in expected)
            {
                if (Fault(stored.GetValueOrDefault(key), signals) is not null)
                {
                    await LookAgainAsync(found, $"signals {key.Partition} {key.Id}", token => SignalFaultAsync(key, token),
                        () => _pending.OfFeedback(SignalKey.FeedbackOf(key)), cancellationToken);
                }
            }
        }
    }

    /// <summary>All signals are those of a record. Returns the hours in which there are any, by the partition of their folds.</summary>
    private async Task<HashSet<(string Partition, FoldPeriod Period)>> VerifySignalsAsync(Verification found, CancellationToken cancellationToken)
    {
        var hours = new HashSet<(string, FoldPeriod)>();
        var reader = new SignalDecoder();
        await foreach (var page in store.AllChangesAsync(Containers.Signals, cancellationToken: cancellationToken))
        {
            var records = await store.GetFeedbackAsync(page.Select(document => SignalKey.FeedbackOf(document.Key)), cancellationToken);
            var owned = records.Values.SelectMany(Expected).Select(signals => signals.Key).ToHashSet();
            foreach (var document in page)
            {
                if (_damaged.Read(Containers.Signals, document, one => reader.Read(one.Body.Span)) is not { } signals)
                    continue;
                var key = document.Key;
                found.Count(signals);
                var journey = SignalKey.HourOf(key).Journey;
                foreach (var hour in signals.Length > 0 ? [compute.Calendar.HourOf(signals[0].OccurredAt)] : SignalKey.HoursOf(key, compute.Calendar))
                {
                    hours.Add((journey, hour));
                    foreach (var segment in signals.FirstOrDefault()?.Segments ?? [])
                        hours.Add((FoldPartition.Of(journey, segment), hour));
                }

                // What is void counts nothing, and may outlive what it stood for until it expires.
                if (signals.Length > 0 && !owned.Contains(key))
                {
                    await LookAgainAsync(found, $"signals {key.Partition} {key.Id}", token => StrayFaultAsync(key, token),
                        () => _pending.OfFeedback(SignalKey.FeedbackOf(key)), cancellationToken);
                }
            }
        }

        return hours;
    }

    private async Task VerifyFoldsAsync(Verification found, HashSet<(string Partition, FoldPeriod Period)> hours, CancellationToken cancellationToken)
    {
        // What has signals must be folded; and what is folded must have signals, so the stored folds are looked at as well.
        var periods = hours.SelectMany(hour => Grains.Select(grain => (hour.Partition, Period: Lift(hour.Period, grain)))).ToHashSet();
        await foreach (var page in store.AllChangesAsync(Containers.Folds, cancellationToken: cancellationToken))
        {
            found.Folds += page.Count;
            periods.UnionWith(page.Select(document => (document.Key.Partition, FoldPeriod.Parse(document.Key.Id))));
        }

        // What lies below a period is read once for the journey and all its segments.
        foreach (var together in periods.GroupBy(entry => (Journey: FoldPartition.JourneyOf(entry.Partition), entry.Period))
            .OrderBy(group => group.Key.Journey, StringComparer.Ordinal).ThenBy(group => group.Key.Period.Grain).ThenBy(group => group.Key.Period.Start))
        {
            PeriodFolds computed;
            try
            {
                computed = await compute.RunAsync(together.Key.Journey, together.Key.Period, cancellationToken);
            }
            catch (Exception exception) when (DamagedDocuments.IsDamage(exception))
            {
                found.Disagree($"fold {together.Key.Journey} {together.Key.Period}: cannot be counted, for something below it is damaged");
                continue;
            }

            foreach (var (partition, period) in together.OrderBy(entry => entry.Partition, StringComparer.Ordinal))
            {
                if (await FoldFaultAsync(partition, period, computed, cancellationToken) is not null)
                {
                    await LookAgainAsync(found, $"fold {partition} {period}", token => FoldFaultAsync(partition, period, token),
                        () => _pending.OfPeriod(FoldPartition.JourneyOf(partition), period), cancellationToken);
                }
            }
        }
    }

    /// <summary>
    /// Beside a running server a document may be written between two reads, and the pipeline may not have come to it yet. So a fault is looked at again, and
    /// counts only when it stays although nothing that the pipeline has still to do would change what is looked at.
    /// </summary>
    private async Task LookAgainAsync(Verification found, string what, Func<CancellationToken, Task<string?>> fault, Func<bool> isPending,
        CancellationToken cancellationToken)
    {
        string? last = null;
        for (var look = 0; look < Looks; look++)
        {
            last = await fault(cancellationToken);
            if (last is null)
                return;
            if (!await CalendarRecord.IsCountedAsync(store, compute.Calendar, cancellationToken))
            {
                found.Undecided++;
                return;
            }

            await _pending.ReadAsync(cancellationToken);
            if (isPending() && !await IsDoneAsync(cancellationToken))
            {
                found.UnderWay++;
                return;
            }
        }

        found.Disagree($"{what}: {last}");
    }

    private async Task<string?> SignalFaultAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(Containers.Signals, key, cancellationToken);
        var record = await RecordAsync(SignalKey.FeedbackOf(key), cancellationToken);
        return record is null ? null : Expected(record).Where(signals => signals.Key == key).Select(signals => Fault(stored, signals.Signals)).FirstOrDefault();
    }

    private async Task<string?> StrayFaultAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        var feedback = SignalKey.FeedbackOf(key);
        if (await RecordAsync(feedback, cancellationToken) is not { } record)
            return _damaged.HasAnyOf(Containers.Feedback, feedback) ? null : $"there is no feedback {feedback}";
        if (Expected(record).Any(signals => signals.Key == key))
            return null;
        return await store.GetAsync(Containers.Signals, key, cancellationToken) is { } document && new SignalDecoder().Read(document.Body.Span).Length > 0
            ? $"feedback {feedback} has no signals there: they would be counted twice or in the wrong place"
            : null;
    }

    private async Task<string?> FoldFaultAsync(string partition, FoldPeriod period, CancellationToken cancellationToken) =>
        await FoldFaultAsync(partition, period, await compute.RunAsync(FoldPartition.JourneyOf(partition), period, cancellationToken), cancellationToken);

    private async Task<string?> FoldFaultAsync(string partition, FoldPeriod period, PeriodFolds computed, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(Containers.Folds, new(partition, period.ToString()), cancellationToken);
        var expected = FoldPartition.SegmentOf(partition) is { } segment ? computed.Of(segment) : computed.Whole;
        if (stored is not null)
            return IsRight(stored, expected) ? null : "is not the sum of the folds below it";
        // Without a fold of its own a month is read by its days.
        return expected.Cells.Count == 0 || period.Grain == FoldGrain.Month ? null : "is missing";
    }

    /// <summary>One that an earlier version stored is to be counted anew: until then its opinions and scores must be right, and its customers are as well as
    /// that version knew them.</summary>
    private bool IsRight(Document stored, Fold expected) =>
        stored.Body.Span.SequenceEqual(Json.Serialize(expected, SignalsJson.Default.Fold))
        || (_damaged.Read(Containers.Folds, stored, one => Json.Read(one, SignalsJson.Default.Fold)) is { IsOfEarlierForm: true } earlier
            && earlier.Cells.SequenceEqual(expected.Cells) && earlier.Scores.SequenceEqual(expected.Scores));

    private async Task<FeedbackRecord?> RecordAsync(string id, CancellationToken cancellationToken) =>
        await store.GetStoredFeedbackAsync([id], cancellationToken) is [var found] ? found.Record : null;

    private async Task<bool> IsDoneAsync(CancellationToken cancellationToken) =>
        await IsDoneAsync(Containers.Feedback, cursors.Feedback, cancellationToken)
        && await IsDoneAsync(Containers.Signals, cursors.Signals, cancellationToken);

    // Without a cursor nothing was ever handled here, so there is nothing to wait for.
    private async Task<bool> IsDoneAsync(string container, CursorName name, CancellationToken cancellationToken) =>
        await store.FindCursorAsync(name, cancellationToken) is not { } cursor
        || (await store.ReadChangesAsync(container, cursor, 1, cancellationToken)).Documents.Count == 0;

    /// <summary>The signals that a record must have. One that is to be understood anew keeps those of its mapping until then.</summary>
    private static IEnumerable<(DocumentKey Key, FeedbackSignals Signals)> Expected(FeedbackRecord record) =>
        (record.Mapping ?? []).Select(mapping => (SignalKey.Of(record, mapping), ProjectSignals.Of(record, mapping)));

    private static string? Fault(Document? stored, FeedbackSignals expected)
    {
        if (stored is null)
            return expected.Opinions.Count == 0 ? null : "are missing";
        // An earlier version did not say of a score that it has no words.
        return IsOf(expected) || (expected.Wordless is not null && IsOf(expected with { Wordless = null })) ? null
            : $"do not match feedback {expected.Feedback}";

        bool IsOf(FeedbackSignals signals) => stored.Body.Span.SequenceEqual(Json.Serialize(signals, SignalsJson.Default.FeedbackSignals));
    }

    private FoldPeriod Lift(FoldPeriod period, FoldGrain grain)
    {
        while (period.Grain < grain)
            period = compute.Calendar.ParentOf(period);
        return period;
    }
}

/// <summary>What a verification found.</summary>
public sealed class Verification
{
    private readonly List<string> _named = [];

    /// <summary>Records by state.</summary>
    public SortedDictionary<FeedbackState, long> Records { get; } = [];

    /// <summary>Opinions on journeys, by the records.</summary>
    public long Opinions { get; private set; }

    /// <summary>Signals that count.</summary>
    public long Signals { get; private set; }

    /// <summary>Feedback that left a journey: documents of signals that are void.</summary>
    public long Void { get; private set; }

    /// <summary>Folds.</summary>
    public long Folds { get; internal set; }

    /// <summary>Differences that the pipeline will settle: it had not come to what they are of yet.</summary>
    public long UnderWay { get; internal set; }

    /// <summary>Differences of which nobody can say anything, because everything is to be counted anew in another time zone.</summary>
    public long Undecided { get; internal set; }

    /// <summary>Disagreements.</summary>
    public long Disagreements { get; private set; }

    /// <summary>Documents that cannot be read, which are in none of the counts.</summary>
    public IReadOnlyList<string> Damaged { get; internal set; } = [];

    /// <summary>The first of them, at most <see cref="VerifyFolds.MostNamed"/>.</summary>
    public IReadOnlyList<string> Named => _named;

    internal void Disagree(string what)
    {
        Disagreements++;
        if (_named.Count < VerifyFolds.MostNamed)
            _named.Add(DamagedDocuments.Plain(what));
    }

    internal void Count(FeedbackRecord record)
    {
        Records[record.State] = Records.GetValueOrDefault(record.State) + 1;
        Opinions += record.Mapping?.Sum(mapping => mapping.Opinions.Count) ?? 0;
    }

    internal void Count(Signal[] signals)
    {
        Signals += signals.Length;
        Void += signals.Length == 0 ? 1 : 0;
    }
}
