using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.Core.Tickets;
using Feedback.EndToEnd.Running;
using Feedback.Sqlite;
using Feedback.Testing;

namespace Feedback.EndToEnd.Webhooks;

/// <summary>The real program notifies a department's own system of tickets.</summary>
public sealed class NotifyDepartmentsTests : IAsyncLifetime
{
    private static readonly string[] Serving = ["serve", "--Feedback:AllowPrivateWebhooks=true"];
    private readonly string _data = FeedbackProcess.FreshData();
    private NodeReceiver _desk = null!;

    public async Task InitializeAsync() => _desk = await NodeReceiver.StartAsync();

    public async Task DisposeAsync()
    {
        await _desk.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_subscriber_sees_every_event_once_with_a_valid_signature_though_one_was_sent_again()
    {
        await using (var program = await FeedbackProcess.StartAsync(_data, Serving))
        {
            using var created = await program.Manager.PostAsJsonAsync("/v1/subscriptions",
                new { id = "desk", url = new Uri(_desk.Address, "/hooks"), silos = new[] { "billing" } });
            created.EnsureSuccessStatusCode();
            await _desk.ExpectAsync((await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("signingSecret").GetString()!);
            await program.StopAsync();
        }

        await WriteTicketAsync(TicketAction.Raised, TicketAction.Moved, TicketAction.Commented, TicketAction.Escalated);

        await using var again = await FeedbackProcess.StartAsync(_data, Serving);
        var deliveries = await DeliveredAsync(again, 4);
        var seen = await _desk.SeenAsync();

        Assert.All(seen, webhook => Assert.True(webhook.Valid, webhook.Error));
        Assert.Equal([0, 1, 2, 3], seen.Where(webhook => webhook.Accepted).Select(webhook => webhook.Entry).Order());
        Assert.Equal(["ticket.raised", "ticket.moved", "ticket.commented", "ticket.escalated", "ticket.raised"], seen.Select(webhook => webhook.Type));
        Assert.Equal(deliveries.Select(delivery => delivery.GetProperty("id").GetString()).Order(), seen.Where(webhook => webhook.Accepted)
            .Select(webhook => webhook.Id).Order());
    }

    private async Task WriteTicketAsync(params TicketAction[] actions)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ticket = RefundTicket.Open(now, "pay",
            [.. actions.Select((action, number) =>
                new TicketEntry { Number = number, At = now.AddMilliseconds(number), By = "manager", Action = action, Text = "Zahlung geprüft ✓" })]);
        await using var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(_data, "feedback.db") }, TimeProvider.System);
        await store.PutAsync(ticket);
    }

    private static async Task<List<JsonElement>> DeliveredAsync(FeedbackProcess program, int count)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var page = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/subscriptions/desk/deliveries?state=delivered");
            if (page.GetProperty("items").GetArrayLength() >= count)
                return [.. page.GetProperty("items").EnumerateArray()];
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), program.Output);
            await Task.Delay(100);
        }
    }
}
