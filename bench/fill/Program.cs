// Fills a data folder as if the pipeline had worked off N feedback, one opinion each, up to now: the signals, the folds, computed by the product's own handler,
// and the customers' profiles. The newest 20,000 have their records and timeline entries too.
// Usage: Feedback.Bench.Fill FOLDER SIGNALS JOURNEY.json [days, 90 by default] [customers, a fifth of the signals by default, at most a million]
using System.Diagnostics;
using System.Globalization;
using Feedback.Bench.Fill;
using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

const int AtOnce = 5_000;
var (folder, signals, file) = (args[0], Number(1), args[2]);
var plan = new Plan(signals, args.Length > 3 ? Number(3) : 90, args.Length > 4 ? Number(4) : Math.Min((signals / 5) + 1, 1_000_000),
    TimeProvider.System.GetUtcNow());
var journey = JourneyDefinitionReader.Read(File.ReadAllBytes(file), Path.GetFileName(file));
await using var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(folder, "feedback.db") }, TimeProvider.System);
var compute = new ComputeFolds(store, new SignalBuckets(1));
var fold = new FoldSignals(store, compute, new JourneyCatalogue([journey], [journey.Id]), TimeProvider.System);
// Nothing is there yet, so this only notes that all is counted as this version counts.
await new RecountFolds(store, fold, compute, NullLogger<RecountFolds>.Instance).RunAsync();
var watch = Stopwatch.StartNew();

var keys = new CustomerKeys(new byte[32]);
foreach (var numbers in Enumerable.Range(0, plan.Customers).Chunk(AtOnce))
{
    await Task.WhenAll(numbers.Select(number =>
    {
        var identity = SimulatedFeedback.CustomerOf(number);
        var profile = new CustomerProfile(keys.KeyOf(identity), identity.Id, null, plan.End.AddDays(-plan.Days));
        return store.UpsertAsync(Containers.Customers, Json.Write(new(profile.Key, CustomerProfile.DocumentId), profile,
            CustomersJson.Default.CustomerProfile));
    }));
}

var done = 0;
var hours = new Dictionary<(string Journey, DateTime Hour), Document>();
foreach (var some in SimulatedFeedback.Of(plan, journey).Chunk(AtOnce))
{
    var writes = new List<Task>(AtOnce);
    foreach (var feedback in some)
    {
        var (said, key) = (feedback.Signals, SignalKey.Of(journey.Id, feedback.Signals.OccurredAt, 0, feedback.Signals.Feedback));
        hours.TryAdd(SignalKey.HourOf(key), new(key, "", default));
        writes.Add(store.UpsertAsync(Containers.Signals, Json.Write(key, said, SignalsJson.Default.FeedbackSignals)));
        if (++done <= plan.Signals - Plan.Whole)
            continue;
        writes.Add(store.UpsertAsync(Containers.Feedback, Json.Write(new(said.Feedback, said.Feedback), feedback.ToRecord(journey),
            RecordsJson.Default.FeedbackRecord)));
        var entry = new CustomerFeedback(said.Feedback, said.OccurredAt, said.Touchpoint, "bench");
        writes.Add(store.UpsertAsync(Containers.Customers, Json.Write(new(said.Customer!, entry.DocumentId), entry,
            CustomersJson.Default.CustomerFeedback)));
    }

    await Task.WhenAll(writes);
}

var written = watch.Elapsed;
// Months have nothing in common, so a few can be folded at a time.
await Parallel.ForEachAsync(hours.GroupBy(hour => (hour.Key.Hour.Year, hour.Key.Hour.Month), hour => hour.Value), async (month, cancellationToken) =>
    await fold.HandleAsync([.. month], cancellationToken));

// The processors have nothing to do: everything is folded.
foreach (var processor in FeedbackPipeline.ProcessorsOn(Heads.OneMachine))
    await store.KeepCursorAsync(processor.Cursor, (await store.ReadChangesAsync(processor.Container, ChangeCursor.Now, 1)).Cursor);
await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"filled with {plan.Signals:N0} signals of {plan.Customers:N0} customers "
    + $"over {plan.Days} days: {written.TotalSeconds:N0} s, folded in {(watch.Elapsed - written).TotalSeconds:N0} s"));

int Number(int at) => int.Parse(args[at], CultureInfo.InvariantCulture);
