using Feedback.Core.Access;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Subscriptions;

public sealed class DeliverWebhookTests : IAsyncLifetime
{
    private const string Desk = "desk";
    private static readonly WebhookAnswer Fine = new(204);
    private static readonly WebhookAnswer Broken = new(500, "answered 500");
    private readonly FakeTimeProvider _time = new(Tickets.At);
    private readonly DictionaryStore _store;
    private readonly DeliveryLog _deliveries;
    private readonly SubscriptionRegistry _subscriptions;
    private readonly ToySecrets _secrets = new();
    private readonly List<WebhookRequest> _posted = [];
    private readonly DeliverWebhook _deliver;
    private Func<WebhookRequest, CancellationToken, Task<WebhookAnswer>> _answer = (_, _) => Task.FromResult(Fine);

    public DeliverWebhookTests()
    {
        _store = new(_time);
        _deliveries = new(_store, _time);
        _subscriptions = new(_store, _deliveries, _secrets, _time);
        _deliver = new(_subscriptions, _deliveries, PostAsync, _time, NullLogger<DeliverWebhook>.Instance);
    }

    public async Task InitializeAsync() =>
        Assert.NotNull(await _subscriptions.CreateAsync(new(Desk, new("https://desk.example.com/hook"), SubscriptionFilter.Everything)));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_is_due_is_posted_signed_and_is_delivered()
    {
        var id = await RecordAsync();

        var (subscription, delivery) = await AttemptAsync(id);

        var posted = Assert.Single(_posted);
        Assert.Equal(("https://desk.example.com/hook", TicketEvents.IdOf(Tickets.Id, 0)), (posted.Url.AbsoluteUri, posted.Id));
        var secret = Assert.Single(subscription!.SigningSecrets).Value;
        Assert.Equal(WebhookCheck.Valid, CheckWith(secret, posted));
        Assert.Equal((DeliveryState.Delivered, 1, (int?)204, Tickets.At), (delivery!.State, delivery.Attempts, delivery.LastStatus, delivery.DeliveredAt));
        Assert.Equal(Tickets.At, subscription.LastSuccessAt);
    }

    [Fact]
    public async Task What_cannot_be_signed_is_not_sent_and_says_what_to_do()
    {
        var id = await RecordAsync();
        _secrets.IsKeyLost = true;

        var (_, delivery) = await AttemptAsync(id);

        Assert.Empty(_posted);
        Assert.Equal(DeliveryState.Pending, delivery!.State);
        Assert.Contains("rotate it", delivery.LastFault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_delivered_is_not_sent_again()
    {
        var id = await RecordAsync();
        await AttemptAsync(id);

        await AttemptAsync(id);

        Assert.Single(_posted);
    }

    [Fact]
    public async Task For_24_hours_after_a_rotation_both_secrets_sign()
    {
        var old = (await _subscriptions.FindAsync(Desk))!.SigningSecrets[^1].Value;
        var fresh = (await _subscriptions.RotateAsync(Desk))!.SigningSecrets[^1].Value;
        _time.Advance(SubscriptionRegistry.Overlap - TimeSpan.FromSeconds(1));
        await AttemptAsync(await RecordAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        await AttemptAsync(await RecordAsync(1));

        Assert.Equal([WebhookCheck.Valid, WebhookCheck.Valid], [CheckWith(old, _posted[0]), CheckWith(fresh, _posted[0])]);
        Assert.Equal([WebhookCheck.WrongSignature, WebhookCheck.Valid], [CheckWith(old, _posted[1]), CheckWith(fresh, _posted[1])]);
    }

    [Fact]
    public async Task A_failure_is_tried_again_on_schedule_with_a_new_timestamp_and_the_same_id_and_body()
    {
        _answer = (_, _) => Task.FromResult(Broken);
        var id = await RecordAsync();

        var (_, delivery) = await AttemptAsync(id);
        Assert.Equal((DeliveryState.Pending, "answered 500"), (delivery!.State, delivery.LastFault));
        Assert.InRange(delivery.NextAttemptAt!.Value - Tickets.At, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.5));
        await AttemptAsync(id);
        Assert.Single(_posted);

        _time.Advance(TimeSpan.FromSeconds(6));
        await AttemptAsync(id);
        Assert.Equal(2, _posted.Count);
        Assert.Equal(_posted[0].Id, _posted[1].Id);
        Assert.True(_posted[0].Body.Span.SequenceEqual(_posted[1].Body.Span));
        Assert.Equal(6, _posted[1].Timestamp - _posted[0].Timestamp);
    }

    [Fact]
    public async Task A_subscriber_that_takes_other_events_has_one_given_up_after_the_last_attempt()
    {
        var (poison, good) = (await RecordAsync(), await RecordAsync(1));
        _answer = (request, _) => Task.FromResult(request.Id == TicketEvents.IdOf(Tickets.Id, 0) ? Broken : Fine);
        var delivery = await FailThroughAsync(poison, beforeEach: async () =>
        {
            await AttemptAsync(good);
            await _deliveries.ReplayAsync(Desk, Tickets.At.AddMinutes(1), Tickets.At.AddMinutes(2));
        });

        Assert.Equal((DeliveryState.Abandoned, 8, (DateTimeOffset?)null), (delivery.State, delivery.Attempts, delivery.NextAttemptAt));
        Assert.True((await _subscriptions.FindAsync(Desk))!.IsEnabled);
    }

    [Fact]
    public async Task A_subscriber_that_fails_for_24_hours_is_disabled_and_nothing_of_its_events_is_given_up()
    {
        _answer = (_, _) => Task.FromResult(Broken);
        var id = await RecordAsync();

        var delivery = await FailThroughAsync(id);

        var subscription = (await _subscriptions.FindAsync(Desk))!;
        Assert.Equal((false, "every delivery has failed for 24 hours"), (subscription.IsEnabled, subscription.DisabledBecause));
        Assert.Equal(DeliveryState.Pending, delivery.State);
    }

    [Fact]
    public async Task While_it_is_disabled_nothing_is_sent_and_when_it_is_enabled_what_waits_is()
    {
        _answer = (_, _) => Task.FromResult(new WebhookAnswer(410, "answered 410"));
        var id = await RecordAsync();
        var (subscription, _) = await AttemptAsync(id);
        Assert.Equal((false, "the subscriber answered 410 Gone"), (subscription!.IsEnabled, subscription.DisabledBecause));
        _answer = (_, _) => Task.FromResult(Fine);
        _time.Advance(TimeSpan.FromDays(2));
        await AttemptAsync(id);
        Assert.Single(_posted);

        await _subscriptions.EnableAsync(Desk);
        var (_, delivery) = await AttemptAsync(id);

        Assert.Equal((DeliveryState.Delivered, 1), (delivery!.State, delivery.Attempts));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_subscriber_is_left_alone_as_long_as_it_asks(int status)
    {
        _answer = (_, _) => Task.FromResult(new WebhookAnswer(status, "busy", TimeSpan.FromHours(1)));
        var (first, second) = (await RecordAsync(), await RecordAsync(1));
        await AttemptAsync(first);
        _time.Advance(TimeSpan.FromMinutes(59));
        await AttemptAsync(first);
        await AttemptAsync(second);
        Assert.Single(_posted);

        _answer = (_, _) => Task.FromResult(Fine);
        _time.Advance(TimeSpan.FromMinutes(1));
        await AttemptAsync(first);
        await AttemptAsync(second);
        Assert.Equal(3, _posted.Count);
    }

    [Fact]
    public async Task A_subscriber_that_asks_for_a_year_is_left_alone_for_ten_hours()
    {
        _answer = (_, _) => Task.FromResult(new WebhookAnswer(503, "busy", TimeSpan.FromDays(365)));

        var (subscription, _) = await AttemptAsync(await RecordAsync());

        Assert.Equal(Tickets.At.AddHours(10), subscription!.HoldUntil);
    }

    [Fact]
    public async Task Of_two_that_attempt_one_delivery_one_sends_it()
    {
        var id = await RecordAsync();
        var both = new TaskCompletionSource();
        var reached = 0;
        // Both have read the delivery before either claims it.
        _store.BeforeWrite = async _ =>
        {
            if (Interlocked.Increment(ref reached) == 2)
                both.SetResult();
            await both.Task;
        };

        await Task.WhenAll(AttemptAsync(id), AttemptAsync(id));

        Assert.Single(_posted);
    }

    [Fact]
    public async Task A_delivery_whose_sender_was_never_heard_of_again_falls_due_once_more()
    {
        var id = await RecordAsync();
        var (known, etag) = (await _deliveries.FindAsync(Desk, id))!.Value;
        await _deliveries.ReplaceAsync(Desk, known.Claimed(_time.GetUtcNow()), etag);
        await AttemptAsync(id);
        Assert.Empty(_posted);

        _time.Advance(Delivery.Lease);
        await AttemptAsync(id);

        Assert.Single(_posted);
    }

    [Fact]
    public async Task A_program_that_stops_while_it_sends_leaves_the_delivery_as_it_was()
    {
        var id = await RecordAsync();
        using var stopping = new CancellationTokenSource();
        _answer = async (_, cancellationToken) =>
        {
            await stopping.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return Fine;
        };

        await Assert.ThrowsAsync<OperationCanceledException>(() => _deliver.AttemptAsync(Desk, id, stopping.Token));

        var delivery = (await _deliveries.FindAsync(Desk, id))!.Value.Delivery;
        Assert.Equal((0, true), (delivery.Attempts, delivery.IsDueAt(Tickets.At)));
    }

    [Fact]
    public async Task A_replay_sends_the_events_of_its_period_once_more_under_their_ids()
    {
        var ids = new[] { await RecordAsync(), await RecordAsync(1), await RecordAsync(2) };
        foreach (var id in ids)
            await AttemptAsync(id);

        var events = await _deliveries.ReplayAsync(Desk, Tickets.At.AddMinutes(1), Tickets.At.AddMinutes(2));
        foreach (var id in ids)
            await AttemptAsync(id);

        Assert.Equal(1, events);
        Assert.Equal([0, 1, 2, 1], _posted.Select(posted => Enumerable.Range(0, 3).Single(entry => TicketEvents.IdOf(Tickets.Id, entry) == posted.Id)));
    }

    [Fact]
    public async Task A_replay_while_a_delivery_is_being_sent_sends_it_again_afterwards()
    {
        var id = await RecordAsync();
        _answer = async (_, cancellationToken) =>
        {
            await _deliveries.ReplayAsync(Desk, Tickets.At, Tickets.At.AddDays(1), cancellationToken);
            return Fine;
        };

        var (_, delivery) = await AttemptAsync(id);

        Assert.Equal((DeliveryState.Pending, 0), (delivery!.State, delivery.Attempts));
    }

    [Fact]
    public async Task A_day_without_an_attempt_is_not_a_day_of_failures()
    {
        _answer = (_, _) => Task.FromResult(Broken);
        await AttemptAsync(await RecordAsync());
        _time.Advance(TimeSpan.FromHours(25));

        var (subscription, _) = await AttemptAsync(await RecordAsync(1));

        Assert.Equal((true, (DateTimeOffset?)_time.GetUtcNow()), (subscription!.IsEnabled, subscription.FailingSince));
    }

    [Fact]
    public async Task A_success_ends_a_row_of_failures()
    {
        _answer = (_, _) => Task.FromResult(Broken);
        await AttemptAsync(await RecordAsync());
        _answer = (_, _) => Task.FromResult(Fine);

        var (subscription, _) = await AttemptAsync(await RecordAsync(1));

        Assert.Null(subscription!.FailingSince);
    }

    [Fact]
    public async Task Deliveries_are_kept_for_30_days()
    {
        await AttemptAsync(await RecordAsync());
        _time.Advance(Delivery.Kept - TimeSpan.FromSeconds(1));
        Assert.Single(await _deliveries.ListAsync(Desk, null, null, 10));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await _deliveries.ListAsync(Desk, null, null, 10));
    }

    [Fact]
    public async Task A_deleted_subscription_takes_its_deliveries_along_and_a_new_one_of_its_name_has_none()
    {
        var id = await RecordAsync();
        Assert.True(await _subscriptions.DeleteAsync(Desk));
        Assert.Equal((null, null), await AttemptAsync(id));
        await RecordAsync();

        await InitializeAsync();

        Assert.Empty(await _deliveries.ListAsync(Desk, null, null, 10));
        Assert.Empty(_posted);
    }

    private Task<WebhookAnswer> PostAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        lock (_posted)
            _posted.Add(request);
        return _answer(request, cancellationToken);
    }

    private async Task<string> RecordAsync(int entry = 0)
    {
        var ticketEvent = TicketEvents.Of(Tickets.With(TicketAction.Raised, TicketAction.Moved, TicketAction.Commented))[entry];
        await _deliveries.RecordAsync(Desk, ticketEvent);
        return Delivery.IdOf(ticketEvent.Timestamp, ticketEvent.Id);
    }

    private Task<(Subscription? Subscription, Delivery? Delivery)> AttemptAsync(string id) => _deliver.AttemptAsync(Desk, id, default);

    /// <summary>Attempts a delivery at each of its times until nothing more is done.</summary>
    private async Task<Delivery> FailThroughAsync(string id, Func<Task>? beforeEach = null)
    {
        while (true)
        {
            if (beforeEach is not null)
                await beforeEach();
            var (subscription, delivery) = await AttemptAsync(id);
            if (!subscription!.IsEnabled || delivery!.NextAttemptAt is not { } next)
                return delivery!;
            _time.Advance(next - _time.GetUtcNow());
        }
    }

    private WebhookCheck CheckWith(string secret, WebhookRequest posted) => WebhookSignature.Check(
        [secret], posted.Id, posted.Timestamp.ToString(System.Globalization.CultureInfo.InvariantCulture), posted.Signatures, posted.Body.Span,
            _time.GetUtcNow());
}
