using System.Net.Http.Json;
using System.Text.Json;
using Feedback.Core.Access;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Microsoft.AspNetCore.Http;

namespace Feedback.App.Tests.Subscriptions;

public sealed class DeliveryTests : IAsyncLifetime
{
    private Receiver _desk = null!;
    private EventDesk _events = null!;

    public async Task InitializeAsync() => (_desk, _events) = (await Receiver.StartAsync(), await EventDesk.StartAsync());

    public async Task DisposeAsync()
    {
        await _events.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task Every_event_is_posted_once_in_its_order_and_signed()
    {
        var secret = await _events.SubscribeAsync("desk", _desk.Address);

        await _events.WriteTicketAsync(TicketAction.Raised, TicketAction.Commented);
        await _events.WriteTicketAsync(TicketAction.Moved);
        var received = await _desk.WaitForAsync(3);

        Assert.Equal(Enumerable.Range(0, 3).Select(entry => TicketEvents.IdOf(EventDesk.Ticket, entry)), received.Select(webhook => webhook.Id));
        Assert.All(received, webhook => Assert.Equal(WebhookCheck.Valid, _events.Check(webhook, secret)));
        Assert.Equal(["ticket.raised", "ticket.commented", "ticket.moved"],
            received.Select(webhook => JsonDocument.Parse(webhook.Body).RootElement.GetProperty("type").GetString()));
        Assert.Equal(("POST", "application/json", "Feedback/1"), (received[0].Method, received[0].Headers["content-type"], received[0].Headers["user-agent"]));
        await _events.DeliveriesAsync("desk", deliveries => deliveries.Count == 3
            && deliveries.All(delivery => delivery.GetProperty("state").GetString() == "delivered"));
        Assert.Equal(3, _desk.Received.Count);
    }

    [Fact]
    public async Task A_failed_delivery_is_sent_again_when_its_time_has_come_and_lets_the_later_ones_pass()
    {
        await _events.SubscribeAsync("desk", _desk.Address);
        var poison = TicketEvents.IdOf(EventDesk.Ticket, 0);
        _desk.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Headers["webhook-id"] == poison ? 500 : 200;
            return Task.CompletedTask;
        };

        await _events.WriteTicketAsync(TicketAction.Raised, TicketAction.Moved);
        var failed = (await _events.DeliveriesAsync("desk", deliveries => deliveries is [_, var first] && first.GetProperty("attempts").GetInt32() == 1
            && deliveries[0].GetProperty("state").GetString() == "delivered"))[1];
        Assert.Equal((500, "answered 500"), (failed.GetProperty("lastStatus").GetInt32(), failed.GetProperty("lastFault").GetString()));

        _desk.AnswerWith(200);
        _events.Time.Advance(TimeSpan.FromSeconds(6));
        await _events.DeliveriesAsync("desk", deliveries => deliveries.All(delivery => delivery.GetProperty("state").GetString() == "delivered"));

        Assert.Equal([0, 1, 0], _desk.Received.Select(webhook => webhook.Id == poison ? 0 : 1));
        Assert.Equal(JsonValueKind.Null, (await _events.SubscriptionAsync("desk")).GetProperty("failingSince").ValueKind);
    }

    [Fact]
    public async Task A_slow_subscriber_does_not_delay_another()
    {
        await using var other = await Receiver.StartAsync();
        var slow = new TaskCompletionSource();
        _desk.Answer = _ => slow.Task;
        await _events.SubscribeAsync("desk", _desk.Address);
        await _events.SubscribeAsync("other", other.Address);

        await _events.WriteTicketAsync(TicketAction.Raised, TicketAction.Moved);

        await other.WaitForAsync(2);
        Assert.True(_desk.Received.Count <= 1);
        slow.SetResult();
        await _desk.WaitForAsync(2);
    }

    [Fact]
    public async Task A_subscriber_that_is_gone_is_disabled_at_once_and_told_of_everything_when_it_is_enabled()
    {
        _desk.AnswerWith(StatusCodes.Status410Gone);
        await _events.SubscribeAsync("desk", _desk.Address);
        await _events.WriteTicketAsync(TicketAction.Raised);
        await Eventually.HoldsAsync(async () => (await _events.SubscriptionAsync("desk")).GetProperty("state").GetString() == "disabled", () =>
            "still enabled");

        await _events.WriteTicketAsync(TicketAction.Moved);
        await _events.DeliveriesAsync("desk", deliveries => deliveries.Count == 2 && deliveries.All(delivery =>
            delivery.GetProperty("state").GetString() == "pending" && delivery.GetProperty("nextAttemptAt").ValueKind == JsonValueKind.Null));
        var disabled = await _events.SubscriptionAsync("desk");
        Assert.Equal(("the subscriber answered 410 Gone", 2),
            (disabled.GetProperty("disabledBecause").GetString(), disabled.GetProperty("pending").GetInt32()));
        Assert.Single(_desk.Received);

        _desk.AnswerWith(200);
        await _events.PostAsync("/v1/subscriptions/desk/enable");

        Assert.Equal([0, 0, 1], (await _desk.WaitForAsync(3)).Select(webhook => webhook.Id == TicketEvents.IdOf(EventDesk.Ticket, 0) ? 0 : 1));
    }

    [Fact]
    public async Task A_busy_subscriber_is_left_alone_as_long_as_it_asks()
    {
        _desk.AnswerWith(503, "Retry-After", "3600");
        await _events.SubscribeAsync("desk", _desk.Address);
        await _events.WriteTicketAsync(TicketAction.Raised, TicketAction.Moved);

        var held = await _events.DeliveriesAsync("desk", deliveries =>
            deliveries is [_, var first] && first.GetProperty("lastStatus") is { ValueKind: JsonValueKind.Number });

        Assert.All(held, delivery => Assert.True(delivery.GetProperty("nextAttemptAt").GetDateTimeOffset() > _events.Time.GetUtcNow().AddMinutes(59)));
        Assert.Single(_desk.Received);
        _desk.AnswerWith(200);
        _events.Time.Advance(TimeSpan.FromHours(1));
        await _desk.WaitForAsync(3);
    }

    [Fact]
    public async Task A_subscriber_that_never_answers_well_is_disabled_after_24_hours()
    {
        _desk.AnswerWith(500);
        await _events.SubscribeAsync("desk", _desk.Address);
        await _events.WriteTicketAsync(TicketAction.Raised);
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            await _desk.WaitForAsync(attempt);
            // The attempt is noted a moment after it was answered.
            await _events.DeliveriesAsync("desk", deliveries => deliveries[0].GetProperty("lastStatus").ValueKind == JsonValueKind.Number
                && deliveries[0].GetProperty("attempts").GetInt32() == attempt
                && deliveries[0].GetProperty("nextAttemptAt") is var next
                    && (next.ValueKind == JsonValueKind.Null || attempt == 1 || next.GetDateTimeOffset() > _events.Time.GetUtcNow().AddMinutes(2)));
            if (attempt < 8)
                _events.Time.Advance(RetrySchedule.Waits[attempt - 1] * 1.11);
        }

        await Eventually.HoldsAsync(async () => (await _events.SubscriptionAsync("desk")).GetProperty("disabledBecause")
            .GetString() == "every delivery has failed for 24 hours", () => "still enabled");
        Assert.Equal(8, _desk.Received.Count);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_are_good()
    {
        var old = await _events.SubscribeAsync("desk", _desk.Address);
        using var rotated = await _events.Manager.PostAsync(new Uri("/v1/subscriptions/desk/rotate", UriKind.Relative), null);
        var fresh = (await rotated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("signingSecret").GetString()!;

        await _events.WriteTicketAsync(TicketAction.Raised);
        var received = (await _desk.WaitForAsync(1))[0];

        Assert.NotEqual(old, fresh);
        Assert.Equal((WebhookCheck.Valid, WebhookCheck.Valid), (_events.Check(received, old), _events.Check(received, fresh)));
        Assert.Equal(2, received.Headers["webhook-signature"].Split(' ').Length);
    }

    [Fact]
    public async Task A_replay_sends_the_events_of_a_period_again_under_their_ids()
    {
        await _events.SubscribeAsync("desk", _desk.Address);
        var start = _events.Time.GetUtcNow();
        await _events.WriteTicketAsync(TicketAction.Raised, TicketAction.Moved);
        await _events.DeliveriesAsync("desk", deliveries => deliveries.Count == 2
            && deliveries.All(delivery => delivery.GetProperty("state").GetString() == "delivered"));

        await _events.PostAsync("/v1/subscriptions/desk/replay", new { from = start });

        var received = await _desk.WaitForAsync(4);
        Assert.Equal(received.Take(2).Select(webhook => webhook.Id), received.Skip(2).Select(webhook => webhook.Id));
        Assert.Equal(received[0].Body, received[2].Body);
    }

    [Fact]
    public async Task What_waits_when_the_program_stops_is_sent_after_it_starts_again()
    {
        var data = Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"));
        try
        {
            await using (var before = await EventDesk.StartAsync(data: data))
            {
                _desk.AnswerWith(500);
                await before.SubscribeAsync("desk", _desk.Address);
                await before.WriteTicketAsync(TicketAction.Raised);
                await before.DeliveriesAsync("desk", deliveries =>
                    deliveries is [var first] && first.GetProperty("lastStatus").ValueKind == JsonValueKind.Number);
            }

            _desk.AnswerWith(200);
            await using var after = await EventDesk.StartAsync(data: data);
            after.Time.Advance(TimeSpan.FromMinutes(1));

            await after.DeliveriesAsync("desk", deliveries => deliveries[0].GetProperty("state").GetString() == "delivered");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task What_is_being_sent_when_the_program_stops_is_sent_after_it_starts_again_at_once()
    {
        var data = Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"));
        try
        {
            _desk.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            await using (var before = await EventDesk.StartAsync(data: data))
            {
                await before.SubscribeAsync("desk", _desk.Address);
                await before.WriteTicketAsync(TicketAction.Raised);
                await _desk.WaitForAsync(1);
            }

            _desk.AnswerWith(200);
            await using var after = await EventDesk.StartAsync(data: data);

            var delivery = (await after.DeliveriesAsync("desk", deliveries => deliveries[0].GetProperty("state").GetString() == "delivered"))[0];
            Assert.Equal(1, delivery.GetProperty("attempts").GetInt32());
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task A_deleted_subscription_is_told_of_nothing_more()
    {
        _desk.AnswerWith(500);
        await _events.SubscribeAsync("desk", _desk.Address);
        await using var witness = await Receiver.StartAsync();
        await _events.SubscribeAsync("witness", witness.Address);
        await _events.WriteTicketAsync(TicketAction.Raised);
        await _desk.WaitForAsync(1);

        using var deleted = await _events.Manager.DeleteAsync(new Uri("/v1/subscriptions/desk", UriKind.Relative));
        _events.Time.Advance(TimeSpan.FromMinutes(10));
        await _events.WriteTicketAsync(TicketAction.Moved);
        await witness.WaitForAsync(2);

        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Single(_desk.Received);
    }
}
