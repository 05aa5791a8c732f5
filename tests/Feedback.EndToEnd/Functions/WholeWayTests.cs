using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Feedback.Cosmos.Tests.Running;

namespace Feedback.EndToEnd.Functions;

/// <summary>The whole way of feedback under the Functions host, on the Cosmos DB engine.</summary>
public sealed class WholeWayTests : IAsyncLifetime
{
    private const string Complaint = "The refund took six weeks.";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private CosmosServer _cosmos = null!;
    private FunctionsHostDriver _host = null!;

    public async Task InitializeAsync()
    {
        _cosmos = await CosmosServer.StartAsync();
        _host = await FunctionsHostDriver.StartAsync(_cosmos, CosmosServer.NewDatabase());
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _cosmos.DisposeAsync();
    }

    [Fact]
    public async Task From_a_webhook_to_a_published_ticket_and_delivered_again_in_any_order_past_a_killed_handler_it_is_all_the_same()
    {
        var (_, secret) = await AddSourceAsync("zendesk", "service");
        var (tills, _) = await AddSourceAsync("tills", "store");
        using (var webhook = await SendWebhookAsync("zendesk", secret,
            new
            {
                source = "zendesk",
                sourceEventId = "t-1",
                text = Complaint,
                language = "en",
                customer = new { id = "first" },
                occurredAt = Now.AddHours(-2)
            }))
            Assert.Equal(HttpStatusCode.Accepted, webhook.StatusCode);
        await PostAsync(tills, "tills", Enumerable.Range(0, 60).Select(number => (number % 6 == 0 ? Complaint : "The dress is lovely.", number)));

        await _host.PumpAsync();
        var mapped = (await _host.AnalysesAsync()).Count(IsMapped);
        await _host.FireAsync("UpdateTickets");
        await _host.PumpAsync();
        await _host.FireAsync("SettleFolds");

        Assert.Equal(61, mapped);
        var topic = _host.Bus.Bodies("tickets").Select(body => JsonElement.Parse(body)).ToList();
        Assert.Equal(("ticket.raised", "refund", 11), (topic[0].GetProperty("type").GetString(), topic[0].GetProperty("data").GetProperty("theme").GetString(),
            topic[0].GetProperty("data").GetProperty("customers").GetInt32()));
        var (map, folds) = (await MapAsync(), await FoldsAsync());
        Assert.Contains("\"volume\":61", map, StringComparison.Ordinal);

        // Once more, all of it, three times each and in a shuffled order; in the middle the handler is killed while it works.
        var again = _host.Invocations.Where(invocation => invocation.Function is "RelayFeedback" or "AnalyseFeedback" or "FoldSignals" or "PublishTickets")
            .SelectMany(invocation => Enumerable.Repeat(invocation, 3)).ToArray();
        new Random(7).Shuffle(again);
        foreach (var invocation in again[..(again.Length / 2)])
            Assert.True(await _host.RepeatAsync(invocation), _host.Output);
        var interrupted = _host.RepeatAsync(again.First(invocation => invocation.Function == "FoldSignals"));
        await _host.KillAsync();
        await interrupted;
        foreach (var invocation in again[(again.Length / 2)..])
            Assert.True(await _host.RepeatAsync(invocation), _host.Output);
        await _host.PumpAsync();
        await _host.FireAsync("SettleFolds");

        Assert.Equal(map, await MapAsync());
        Assert.Equal(folds, await FoldsAsync());
        Assert.Single(_host.Bus.Bodies("tickets").Select(body => JsonElement.Parse(body).GetProperty("id").GetString()).Distinct());
        Assert.Empty(_host.Bus.DeadLetters);
    }

    [Fact]
    public async Task A_handler_that_is_killed_while_it_analyses_loses_and_doubles_nothing()
    {
        var (tills, _) = await AddSourceAsync("tills", "store");
        await PostAsync(tills, "tills", Enumerable.Range(0, 150).Select(number => (Complaint, number)));
        // What the store did not take within the time for which a sender waits, the program has left in the inbox, and it comes from there.
        await _host.PumpAsync("CollectFromQueue", "RelayFeedback");

        Assert.Equal(150, _host.Bus.Waiting("feedback-analysis"));

        // Behind the fortieth the store is silent, so that the kill is in the middle however fast the handler is.
        await _cosmos.StallCreatesAsync("feedback", after: 40);
        var analysing = _host.ReceiveAsync(Function("AnalyseFeedback"));
        for (var ended = false; (await _host.AnalysesAsync()).Count(IsMapped) < 40; ended = analysing.IsCompleted)
            Assert.False(ended, _host.Output);

        await _host.KillAsync();
        await analysing;
        Assert.Equal(150, _host.Bus.Waiting("feedback-analysis"));
        await _cosmos.FailAsync();
        await _host.StartProgramAsync();
        await _host.PumpAsync();

        Assert.Equal(150, (await _host.AnalysesAsync()).Count(IsMapped));
        Assert.Contains("\"volume\":150", await MapAsync(), StringComparison.Ordinal);
        Assert.Empty(_host.Bus.DeadLetters);
    }

    private FunctionFolder Function(string name) => _host.Functions.Single(function => function.Name == name);

    private static bool IsMapped(JsonElement analysis) => !analysis.GetProperty("body").TryGetProperty("s", out _);

    private Task<string> MapAsync() =>
        _host.Manager.GetStringAsync(
            new Uri(string.Create(CultureInfo.InvariantCulture, $"/v1/journeys/retail/map?from={Now.AddDays(-5):yyyy-MM-dd}&to={Now.AddDays(2):yyyy-MM-dd}"),
                UriKind.Relative));

    private async Task<IReadOnlyList<string>> FoldsAsync() =>
        [.. (await _host.DocumentsAsync("folds")).Select(item => item.GetProperty("id").GetString() + item.GetProperty("body").GetRawText())
            .Order(StringComparer.Ordinal)];

    private async Task<(HttpClient Client, string Secret)> AddSourceAsync(string id, string touchpoint)
    {
        using var response = await _host.Manager.PostAsJsonAsync("/v1/sources", new { id, touchpoint });
        var source = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (_host.WithKey(source.GetProperty("key").GetString()!), source.GetProperty("signingSecret").GetString()!);
    }

    private static async Task PostAsync(HttpClient client, string source, IEnumerable<(string Text, int Number)> feedback)
    {
        using var response = await client.PostAsJsonAsync("/v1/feedback/batch", feedback.Select(item => new
        {
            source,
            sourceEventId = $"e-{item.Number}",
            text = item.Text,
            language = "en",
            customer = new { id = $"c-{item.Number}" },
            occurredAt = Now.AddMinutes(-item.Number - 1),
        }));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private async Task<HttpResponseMessage> SendWebhookAsync(string source, string secret, object body)
    {
        var (id, timestamp, text) = ("msg_1", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), JsonSerializer.Serialize(body));
        var signature = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]),
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{text}")));
        using var client = new HttpClient { BaseAddress = _host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"/v1/webhooks/{source}")
        { Content = new StringContent(text, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(signature));
        return await client.SendAsync(request);
    }
}
