// How long after its POST a feedback is on the map, at a steady rate, in an hour that holds N feedback already.
// Usage: Lag fill DIRECTORY FEEDBACK JOURNEY.json AT    fills that hour with signals, as the pipeline would, and leaves the cursors behind them
//        Lag post URL MANAGER-KEY SOURCE-KEY AT RATE SECONDS WARM
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Sqlite;

if (args[0] == "fill")
    await FillAsync(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), args[3], DateTimeOffset.Parse(args[4], CultureInfo.InvariantCulture));
else
    await PostAsync(args[1], args[2], args[3], args[4], int.Parse(args[5], CultureInfo.InvariantCulture), int.Parse(args[6], CultureInfo.InvariantCulture),
        int.Parse(args[7], CultureInfo.InvariantCulture));

static async Task FillAsync(string directory, int count, string file, DateTimeOffset at)
{
    var journey = JourneyDefinitionReader.Read(File.ReadAllBytes(file), Path.GetFileName(file));
    await using var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(directory, "feedback.db") }, TimeProvider.System);
    var customers = new CustomerKeys(new byte[32]);
    var random = new Random(20261130);
    var folds = new FoldSignals(store, new(store, new SignalBuckets(1)), new JourneyCatalogue([journey], [journey.Id]), TimeProvider.System);
    var page = new List<Document>();
    for (var n = 1; n <= count; n++)
    {
        var opinions = Enumerable.Range(0, 3).Select(_ => journey.Themes[(int)(random.NextDouble() * random.NextDouble() * journey.Themes.Count)])
            .Select(theme => new ProjectedOpinion(theme.Stage ?? MappedOpinion.Unmapped, theme.Id, theme.Silo, random.Next(-1000, 1001)));
        var touchpoint = journey.Touchpoints[(int)(random.NextDouble() * random.NextDouble() * journey.Touchpoints.Count)];
        var signals = new FeedbackSignals
        {
            Feedback = FeedbackId.OfEvent("lag", n.ToString(CultureInfo.InvariantCulture)),
            OccurredAt = at,
            Touchpoint = touchpoint.Kind,
            HeardBy = touchpoint.Silo,
            Customer = customers.KeyOf(new CustomerIdentity($"c-{random.Next((count / 5) + 1)}", null)),
            Ratings = new(touchpoint.Stage ?? MappedOpinion.Unmapped, new Ratings(random.Next(11), null, null)),
            Opinions = [.. opinions],
        };
        var write = Json.Write(SignalKey.Of(journey.Id, at, 0, signals.Feedback), signals, SignalsJson.Default.FeedbackSignals);
        page.Add(new(write.Key, "", write.Body));
        if (page.Count < 5_000 && n < count)
            continue;
        await Task.WhenAll(page.Select(document => store.UpsertAsync(Containers.Signals, new(document.Key, document.Body))));
        var started = Stopwatch.GetTimestamp();
        await folds.HandleAsync(page, default);
        if (n % (count / 10) < 5_000)
            Console.WriteLine($"an hour of {n:N0}: {page.Count:N0} more folded in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:N0} ms");
        page.Clear();
    }

    foreach (var processor in FeedbackPipeline.ProcessorsOn(Heads.OneMachine))
        await store.KeepCursorAsync(processor.Cursor, (await store.ReadChangesAsync(processor.Container, ChangeCursor.Now, 1)).Cursor);
}

static async Task PostAsync(string url, string managerKey, string sourceKey, string at, int rate, int seconds, int warm)
{
    using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new(url) };
    var origin = Stopwatch.GetTimestamp();
    var accepted = new List<double>();
    var counted = new List<(double At, long Feedback)>();
    var perFeedback = 0L;
    var before = await VolumeAsync();

    // One feedback first: it says how many opinions each has.
    await SendAsync(0);
    do
        await Task.Delay(100);
    while ((perFeedback = await VolumeAsync() - before) == 0);

    using var stop = new CancellationTokenSource();
    var look = Task.Run(async () =>
    {
        while (!stop.IsCancellationRequested)
        {
            var feedback = (await VolumeAsync() - before) / perFeedback;
            lock (counted)
                counted.Add((Now(), feedback));
            await Task.Delay(20);
        }
    });

    var sending = new List<Task>();
    var total = rate * (warm + seconds);
    var start = Now();
    for (var n = 1; n <= total;)
    {
        for (var due = (int)((Now() - start) * rate); n <= Math.Min(due, total); n++)
            sending.Add(SendAsync(n));
        await Task.Delay(1);
    }

    await Task.WhenAll(sending);
    var sent = Now();
    while (true)
    {
        lock (counted)
        {
            if (counted is [.., (_, var feedback)] && feedback >= total + 1)
                break;
        }

        await Task.Delay(50);
        if (Now() - sent > 300)
            throw new TimeoutException("Not everything is on the map after five minutes.");
    }

    await stop.CancelAsync();
    await look;

    // The nth that was accepted is on the map when n are: the pipeline works in order.
    accepted.Sort();
    var lags = new List<double>();
    var at2 = 0;
    for (var n = 0; n < accepted.Count; n++)
    {
        while (counted[at2].Feedback < n + 1)
            at2++;
        if (accepted[n] - start >= warm)
            lags.Add(counted[at2].At - accepted[n]);
    }

    lags.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{rate} a second for {seconds} s, sent in {sent - start:F1} s: p50 {At(0.5):F0} ms, p99 {At(0.99):F0} ms, max {lags[^1] * 1000:F0} ms"));

    double At(double share) => lags[(int)(share * (lags.Count - 1))] * 1000;

    double Now() => Stopwatch.GetElapsedTime(origin).TotalSeconds;

    async Task SendAsync(int n)
    {
        var body = $$$"""
            {"source":"bench","touchpoint":"store","occurredAt":"{{{at}}}","customer":{"id":"c-{{{n % 5000}}}"},
             "text":"Nice staff, but I was billed twice and the refund took six weeks.","language":"en","ratings":{"nps":4}}
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/feedback") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sourceKey);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        lock (accepted)
            accepted.Add(Now());
    }

    async Task<long> VolumeAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/journeys/retail/map");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", managerKey);
        using var response = await http.SendAsync(request);
        using var map = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return map.RootElement.GetProperty("total").GetProperty("volume").GetInt64();
    }
}
