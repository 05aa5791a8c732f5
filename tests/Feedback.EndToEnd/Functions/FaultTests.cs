using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.Azure.Tests.Running;
using Feedback.Cosmos.Tests.Running;
using Xunit.Abstractions;

namespace Feedback.EndToEnd.Functions;

/// <summary>The services around the program fail for a while, under the Functions host. <c>FEEDBACK_FAULT_SECONDS</c> says for how long; bench/faults has the
/// figures of 30 seconds.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Fault =
        TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("FEEDBACK_FAULT_SECONDS") ?? "3", CultureInfo.InvariantCulture));
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("answers 429 and 503", 429, 429, 503, 429)]
    [InlineData("does not answer", CosmosServer.Silence)]
    public async Task While_Cosmos_DB_does_not_serve_intake_goes_on_by_the_queue_and_afterwards_all_is_stored_and_counted_once(string fault,
        params int[] statuses)
    {
        await using var cosmos = await CosmosServer.StartAsync();
        await using var host = await FunctionsHostDriver.StartAsync(cosmos, CosmosServer.NewDatabase());

        var seen = await RunAsync(host, async () =>
        {
            await cosmos.FailAsync(statuses);
            await Task.Delay(Fault);
            await cosmos.FailAsync();
        });

        Assert.Equal(0, seen.Refused);
        Assert.InRange(seen.Queued, 1, seen.Posted);
        output.WriteLine($"| Cosmos DB {fault} | {seen} |");
    }

    [Fact]
    public async Task While_the_language_service_answers_500_429_and_nothing_intake_goes_on_and_afterwards_all_is_analysed()
    {
        await using var cosmos = await CosmosServer.StartAsync();
        await using var language = await LanguageService.StartAsync();
        await using var host = await FunctionsHostDriver.StartAsync(cosmos, CosmosServer.NewDatabase(),
            ("Feedback__Language", "azure"), ("Feedback__LanguageEndpoint", language.Options.Endpoint.ToString()),
                ("Feedback__LanguageKey", LanguageService.Key));

        var seen = await RunAsync(host, async () =>
        {
            language.Always = LanguageService.Status(500);
            await Task.Delay(Fault / 3);
            language.Always = LanguageService.Status(429, "", ("Retry-After", "1"));
            await Task.Delay(Fault / 3);
            using var end = new CancellationTokenSource();
            language.Always = async context =>
            {
                await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
            };
            await Task.Delay(Fault / 3);
            language.Always = null;
            await end.CancelAsync();
        });

        Assert.Equal(0, seen.Refused);
        output.WriteLine($"| the language service answers 500, 429 and nothing | {seen} |");
    }

    /// <summary>Posts ten feedback a second before, while and after something fails, each until it is accepted, while the host delivers; and waits until all is
    /// counted.</summary>
    private static async Task<Seen> RunAsync(FunctionsHostDriver host, Func<Task> failing)
    {
        using var created = await host.Manager.PostAsJsonAsync("/v1/sources", new { id = "tills", touchpoint = "store" });
        using var tills = host.WithKey((await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!);
        using var ending = new CancellationTokenSource();
        var (refused, waits, told) = (0, new List<double>(), new ConcurrentBag<string>());
        var delivering = Task.Run(async () =>
        {
            while (!ending.IsCancellationRequested)
            {
                await host.PumpAsync();
                await Task.Delay(100);
            }
        });
        var posts = new List<Task>();
        using var posting = new CancellationTokenSource();
        var poster = Task.Run(async () =>
        {
            for (var number = 0; !posting.IsCancellationRequested; number++)
            {
                posts.Add(PostAsync(number));
                await Task.Delay(100);
            }
        });

        // The instance has found the store and the key by then: what it has not seen before a fault it refuses during one.
        for (var waited = Stopwatch.StartNew(); told.IsEmpty; await Task.Delay(100))
            Assert.True(waited.Elapsed < Patience, host.Output);
        await Task.Delay(500);
        await failing();
        var recovering = Stopwatch.StartNew();
        await Task.Delay(500);
        await posting.CancelAsync();
        await poster;
        await Task.WhenAll(posts);
        while (await VolumeAsync(host) < posts.Count)
        {
            Assert.True(recovering.Elapsed < Patience, host.Output);
            await Task.Delay(200);
        }

        var lag = recovering.Elapsed;
        await ending.CancelAsync();
        await delivering;

        var records = await host.RecordsAsync();
        Assert.Equal(told.Order(), records.Select(item => item.GetProperty("id").GetString()!).Order());
        var analyses = await host.AnalysesAsync();
        Assert.Equal(records.Count, analyses.Count);
        Assert.All(analyses, item => Assert.False(item.GetProperty("body").TryGetProperty("s", out _), "a state other than mapped is named"));
        Assert.Equal(posts.Count, await VolumeAsync(host));
        Assert.Empty(host.Bus.DeadLetters);
        waits.Sort();
        return new(posts.Count, host.Bus.TakenIn, refused, waits[waits.Count / 2], waits[^1], lag);

        async Task PostAsync(int number)
        {
            while (true)
            {
                var waited = Stopwatch.StartNew();
                using var request = Request(number);
                using var response = await tills.SendAsync(request);
                lock (waits)
                    waits.Add(waited.Elapsed.TotalMilliseconds);
                if (response.StatusCode == HttpStatusCode.Accepted)
                {
                    told.Add((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
                    return;
                }

                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                Interlocked.Increment(ref refused);
                await Task.Delay(500);
            }
        }
    }

    /// <summary>The event has a name, or the request, or neither.</summary>
    private static HttpRequestMessage Request(int number)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/feedback")
        {
            Content = JsonContent.Create(new
            {
                source = "tills",
                sourceEventId = number % 3 == 0 ? $"e-{number}" : null,
                text = "The queue was far too long.",
                language = "en"
            }),
        };
        if (number % 3 == 1)
            request.Headers.Add("Idempotency-Key", $"r-{number}");
        return request;
    }

    private static async Task<long> VolumeAsync(FunctionsHostDriver host)
    {
        using var response = await host.Manager.GetAsync(new Uri("/v1/journeys/retail/map", UriKind.Relative));
        return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("total").GetProperty("volume").GetInt64()
            : -1;
    }

    private sealed record Seen(int Posted, int Queued, int Refused, double Median, double Most, TimeSpan Lag)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Posted} | {Queued} | {Refused} | {Median:0} | {Most:0} | {Lag.TotalSeconds:0.0}");
    }
}
