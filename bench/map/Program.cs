// Fills a data directory with N signals over the last 90 days, spread as a busy retailer's would be, and folds them with the product's own handler. A third of
// the customers belong to a segment. The signals of the last day have their feedback records too: the pages show no older ones.
// Usage: Seed DIRECTORY SIGNALS JOURNEY.json
using System.Globalization;
using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Sqlite;

var (directory, count, file) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args[2]);
var journey = JourneyDefinitionReader.Read(File.ReadAllBytes(file), Path.GetFileName(file));
await using var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(directory, "feedback.db") }, TimeProvider.System);
var customers = new CustomerKeys(new byte[32]);
var random = new Random(20261121);
var end = TimeProvider.System.GetUtcNow();
var hours = new Dictionary<(string, DateTime), Document>();
var pending = new List<Task>();

for (var i = 0; i < count; i++)
{
    // Squaring the draw makes some themes and touchpoints far commoner than others.
    var theme = journey.Themes[(int)(random.NextDouble() * random.NextDouble() * journey.Themes.Count)];
    var touchpoint = journey.Touchpoints[(int)(random.NextDouble() * random.NextDouble() * journey.Touchpoints.Count)];
    var at = end.AddMinutes(-random.Next(90 * 24 * 60));
    var place = new ProjectedOpinion(theme.Stage ?? touchpoint.Stage ?? MappedOpinion.Unmapped, theme.Id, theme.Silo, random.Next(-1000, 1001));
    var signal = new FeedbackSignals
    {
        Feedback = new Guid(i, 0, 0, new byte[8]).ToString("N"),
        OccurredAt = at,
        Touchpoint = touchpoint.Kind,
        HeardBy = touchpoint.Silo,
        Customer = customers.KeyOf(new CustomerIdentity($"c-{random.Next((count / 5) + 1)}", null)),
        Segments = journey.Segments.Count > 0 && random.Next(3) == 0 ? [journey.Segments[random.Next(journey.Segments.Count)].Id] : null,
        Ratings = random.Next(3) == 0 ? new(touchpoint.Stage ?? MappedOpinion.Unmapped, new Ratings(random.Next(11), random.Next(1, 6), random.Next(1, 8)))
            : null,
        Opinions = [place],
    };
    var key = SignalKey.Of(journey.Id, at, 0, signal.Feedback);
    hours.TryAdd(SignalKey.HourOf(key), new(key, "", default));
    pending.Add(store.UpsertAsync(Containers.Signals, Json.Write(key, signal, SignalsJson.Default.FeedbackSignals)));
    if (at > end.AddDays(-1))
        pending.Add(store.UpsertAsync(Containers.Feedback, Json.Write(new(signal.Feedback, signal.Feedback), RecordOf(signal, place),
            RecordsJson.Default.FeedbackRecord)));
    if (pending.Count >= 2_000)
    {
        await Task.WhenAll(pending);
        pending.Clear();
    }
}

await Task.WhenAll(pending);
await new FoldSignals(store, new(store, new SignalBuckets(1)), new JourneyCatalogue([journey], [journey.Id]), TimeProvider.System)
    .HandleAsync([.. hours.Values], default);

// The processors have nothing to do: everything is folded.
foreach (var processor in FeedbackPipeline.ProcessorsOn(Heads.OneMachine))
    await store.KeepCursorAsync(processor.Cursor, (await store.ReadChangesAsync(processor.Container, ChangeCursor.Now, 1)).Cursor);

FeedbackRecord RecordOf(FeedbackSignals signal, ProjectedOpinion place)
{
    const string text = "The parcel came two weeks late, and nobody at the service desk could tell me where it was.";
    var sentiment = Sentiment.FromScore(place.Sentiment / 1000.0);
    return new()
    {
        Id = signal.Feedback,
        Source = "bench",
        Touchpoint = signal.Touchpoint,
        OccurredAt = signal.OccurredAt,
        ReceivedAt = signal.OccurredAt,
        CustomerKey = signal.Customer,
        Text = text,
        Language = "en",
        Ratings = signal.Ratings?.Scores,
        State = FeedbackState.Mapped,
        Analysis = new("bench", "en", sentiment, [new(new(0, text.Length), sentiment)], [new(new(4, 6), new(11, 19), new(0, 30), sentiment)], null),
        Mapping = [new(journey.Id, journey.Version, 0, signal.HeardBy, place.Stage,
            [new(place.Stage, place.Theme, place.OwnedBy, MappingReason.ThemeTerm, 0.8)]) { Segments = signal.Segments }],
    };
}
