using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.EndToEnd.Running;
using Xunit.Abstractions;

namespace Feedback.EndToEnd.Durability;

/// <summary>The promise: after kill -9 at any moment every accepted feedback is there once, and counted once. <c>FEEDBACK_KILLS</c> says how many kills;
/// bench/kills has the process killed a hundred times.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Connections = 6;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("FEEDBACK_KILLS") ?? "20", CultureInfo.InvariantCulture);

    private static readonly string[] Texts =
    [
        "Nice staff, but I was billed twice and the refund took six weeks.",
        "The delivery was late again and nobody answered the phone.",
        "I love this dress, the fabric is soft!",
    ];

    [Fact]
    public async Task After_kills_in_the_middle_of_posting_everything_accepted_is_there_once_and_counted_once()
    {
        var data = FeedbackProcess.FreshData();
        var accepted = new ConcurrentDictionary<string, object>(StringComparer.Ordinal);
        string? key = null;
        var found = 0;
        var random = new Random(20261121);

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = await FeedbackProcess.StartAsync(data);
            key ??= await KeyAsync(program);
            using var till = program.WithKey(key);
            using var killed = new CancellationTokenSource();
            var posting = Enumerable.Range(0, Connections).Select(connection => PostAsync(till, kill, connection, accepted, killed.Token)).ToArray();
            var before = accepted.Count;
            await Task.Delay(random.Next(150, 600));
            await WaitForProgressAsync(accepted, before);
            await program.KillAsync();
            await killed.CancelAsync();
            await Task.WhenAll(posting);
        }

        await using (var program = await FeedbackProcess.StartAsync(data))
        {
            await program.DrainAsync();
            using var till = program.WithKey(key!);
            found = await AssertEachIsThereOnceAsync(program, till, accepted);
            await program.DrainAsync();
            Assert.Equal(0, await program.StopAsync());
        }

        var (exitCode, verified) = await FeedbackProcess.RunAsync(data, "verify");
        Assert.True(exitCode == 0, verified);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Kills} kills: {accepted.Count} feedback accepted, none lost, none twice; {found - accepted.Count} more whose answer the kill cut off"));
        Directory.Delete(data, recursive: true);
    }

    private static async Task<int> AssertEachIsThereOnceAsync(FeedbackProcess program, HttpClient till, IReadOnlyDictionary<string, object> accepted)
    {
        var map = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/journeys/retail/map");
        var opinions = 0;
        var found = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/feedback?limit=200" + (cursor.Length == 0 ? "" : "&cursor=" + cursor));
            foreach (var feedback in page.GetProperty("items").EnumerateArray())
            {
                Assert.True(found.Add(feedback.GetProperty("id").GetString()!), "a feedback is listed twice");
                Assert.Equal("mapped", feedback.GetProperty("state").GetString());
                opinions += feedback.GetProperty("opinions").GetArrayLength();
            }

            cursor = page.GetProperty("next").GetString();
        }

        Assert.Empty(accepted.Keys.Except(found));
        Assert.Equal(opinions, map.GetProperty("total").GetProperty("volume").GetInt32());

        // Posting an event again says that it is known: nothing that was accepted could be stored a second time.
        using var again = await till.PostAsJsonAsync("/v1/feedback", accepted.Values.First());
        Assert.True((await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("duplicate").GetBoolean());
        return found.Count;
    }

    /// <summary>Posts one after the other until the process is gone; each is repeated once, as a till does that has missed the answer.</summary>
    private static async Task PostAsync(HttpClient till, int kill, int connection, ConcurrentDictionary<string, object> accepted, CancellationToken killed)
    {
        for (var number = 0; !killed.IsCancellationRequested; number++)
        {
            var body = Body(kill, connection, number);
            try
            {
                for (var repeat = 0; repeat < 2; repeat++)
                {
                    using var response = await till.PostAsJsonAsync("/v1/feedback", body, killed);
                    Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
                    var answer = await response.Content.ReadFromJsonAsync<JsonElement>(killed);
                    accepted.TryAdd(answer.GetProperty("id").GetString()!, body);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                return;
            }
        }
    }

    private static object Body(int kill, int connection, int number) => new
    {
        source = "pos-42",
        sourceEventId = $"{kill}-{connection}-{number}",
        customer = new { id = $"c-{number % 50}" },
        text = Texts[number % Texts.Length],
        ratings = new { nps = number % 11 },
    };

    private static async Task<string> KeyAsync(FeedbackProcess program)
    {
        using var response = await program.Manager.PostAsJsonAsync("/v1/sources", new { id = "pos-42", touchpoint = "store" });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
    }

    /// <summary>A kill before anything was accepted would prove nothing.</summary>
    private static async Task WaitForProgressAsync(ConcurrentDictionary<string, object> accepted, int before)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (accepted.Count < before + 20)
            await Task.Delay(20, patience.Token);
    }
}
