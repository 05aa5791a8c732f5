using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;
using Feedback.Core.Access;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Subscriptions;

/// <summary>A running program whose clock can be moved, one that may send webhooks to this machine.</summary>
internal sealed class EventDesk : IAsyncDisposable
{
    public const string Ticket = RefundTicket.Id;

    private EventDesk(RunningProgram program, ShiftedTime time) => (Program, Time) = (program, time);

    public RunningProgram Program { get; }

    public ShiftedTime Time { get; }

    public HttpClient Manager => Program.Manager;

    public static async Task<EventDesk> StartAsync(bool allowPrivate = true, string? data = null, Action<IServiceCollection>? adjust = null)
    {
        var time = new ShiftedTime(TimeProvider.System.GetUtcNow());
        var program = await RunningProgram.StartAsync(data, services =>
        {
            services.AddSingleton<TimeProvider>(time);
            adjust?.Invoke(services);
        }, $"--Feedback:AllowPrivateWebhooks={allowPrivate}");
        return new(program, time);
    }

    /// <summary>Subscribes and returns the signing secret.</summary>
    public async Task<string> SubscribeAsync(string id, Uri url, object? filter = null)
    {
        var body = JsonSerializer.SerializeToNode(filter ?? new { })!.AsObject();
        (body["id"], body["url"]) = (id, url.AbsoluteUri);
        using var created = await Manager.PostAsJsonAsync("/v1/subscriptions", body);
        var answer = await created.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(created.IsSuccessStatusCode, answer.ToString());
        return answer.GetProperty("signingSecret").GetString()!;
    }

    /// <summary>Writes a ticket on which things were done just now, one after the other.</summary>
    public async Task WriteTicketAsync(params TicketAction[] actions)
    {
        var now = Time.GetUtcNow();
        var store = Program.Services.GetRequiredService<IDocumentStore>();
        var known = await store.GetAsync(Containers.Tickets, new("retail", Ticket));
        List<TicketEntry> history = known is null ? [] : [.. Json.Read(known, TicketsJson.Default.Ticket).History];
        foreach (var action in actions)
            history.Add(new() { Number = history.Count, At = now.AddTicks(history.Count), By = "manager", Action = action });
        await store.PutAsync(RefundTicket.Open(now, "pay", history));
    }

    public async Task<JsonElement> SubscriptionAsync(string id) => await Manager.GetFromJsonAsync<JsonElement>($"/v1/subscriptions/{id}");

    public async Task<List<JsonElement>> DeliveriesAsync(string id, string query = "") =>
        [.. (await Manager.GetFromJsonAsync<JsonElement>($"/v1/subscriptions/{id}/deliveries?limit=200{query}")).GetProperty("items").EnumerateArray()];

    /// <summary>Waits until a subscription's deliveries are such.</summary>
    public async Task<List<JsonElement>> DeliveriesAsync(string id, Func<List<JsonElement>, bool> such)
    {
        List<JsonElement> deliveries = [];
        await Eventually.HoldsAsync(async () => such(deliveries = await DeliveriesAsync(id)), () => string.Join('\n', deliveries));
        return deliveries;
    }

    public async Task PostAsync(string path, object? body = null)
    {
        using var response = await Manager.PostAsJsonAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public WebhookCheck Check(Received received, params string[] secrets) => WebhookSignature.Check(
        secrets, received.Id, received.Headers["webhook-timestamp"], received.Headers["webhook-signature"], received.Body, Time.GetUtcNow());

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
