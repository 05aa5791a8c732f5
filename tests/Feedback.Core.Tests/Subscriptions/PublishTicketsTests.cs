using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Subscriptions;

public sealed class PublishTicketsTests
{
    private static readonly TicketAction[] Actions = Enum.GetValues<TicketAction>();
    private readonly DictionaryStore _store;
    private readonly DeliveryLog _deliveries;
    private readonly SubscriptionRegistry _subscriptions;
    private readonly PublishTickets _publish;
    private readonly FakeTimeProvider _time = new(Tickets.At.AddHours(-1));

    public PublishTicketsTests()
    {
        _store = new(_time);
        _deliveries = new(_store, _time);
        _subscriptions = new(_store, _deliveries, new ToySecrets(), _time);
        _publish = new(_store, _subscriptions, _deliveries, NullLogger<PublishTickets>.Instance);
    }

    [Fact]
    public async Task Every_subscriber_gets_a_delivery_of_each_event_that_it_wants()
    {
        await SubscribeAsync("all");
        await SubscribeAsync("moves", new(Events: ["ticket.moved"]));
        await SubscribeAsync("marketing", new(Silos: ["marketing"]));

        await PublishAsync(Tickets.With(TicketAction.Raised, TicketAction.Commented, TicketAction.Moved));

        Assert.Equal(["ticket.raised", "ticket.commented", "ticket.moved"], await TypesAsync("all"));
        Assert.Equal(["ticket.moved"], await TypesAsync("moves"));
        Assert.Empty(await TypesAsync("marketing"));
    }

    [Fact]
    public async Task A_subscriber_is_told_of_nothing_that_was_done_before_it_subscribed()
    {
        _time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(30));
        await SubscribeAsync("late");

        await PublishAsync(Tickets.With(TicketAction.Raised, TicketAction.Moved));

        Assert.Equal(["ticket.moved"], await TypesAsync("late"));
    }

    [Fact]
    public async Task An_entry_is_held_against_the_filters_once()
    {
        await SubscribeAsync("urgent", new(MinPriority: 90));
        await PublishAsync(Tickets.With(TicketAction.Raised));

        await PublishAsync(Tickets.With(TicketAction.Raised, TicketAction.Escalated) with { Priority = new(95, []) });

        Assert.Equal(["ticket.escalated"], await TypesAsync("urgent"));
    }

    [Fact]
    public async Task A_disabled_subscriber_is_told_later_so_its_deliveries_are_kept()
    {
        await SubscribeAsync("gone");
        await _subscriptions.ChangeAsync("gone", subscription => subscription.Disabled(_time.GetUtcNow(), "test"));

        await PublishAsync(Tickets.With(TicketAction.Raised));

        Assert.Equal(DeliveryState.Pending, Assert.Single(await _deliveries.ListAsync("gone", null, null, 10)).State);
    }

    [Fact]
    public async Task A_crash_before_the_ticket_is_marked_records_nothing_twice()
    {
        await SubscribeAsync("all");
        var crashed = false;
        _store.BeforeWrite = key => key.Partition != "published-ticket" || crashed ? Task.CompletedTask : throw new StoreUnavailableException("crash");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => PublishAsync(Tickets.With(TicketAction.Raised)));
        crashed = true;
        var first = Assert.Single(await _deliveries.ListAsync("all", null, null, 10));

        await PublishAsync(Tickets.With(TicketAction.Raised) with { Title = "Changed meanwhile" });

        Assert.Equal(first, Assert.Single(await _deliveries.ListAsync("all", null, null, 10)));
    }

    [Fact]
    public async Task A_ticket_that_cannot_be_read_does_not_stop_those_behind_it()
    {
        await SubscribeAsync("all");

        await _publish.HandleAsync([new(new("retail", "broken"), "1", "{}"u8.ToArray()), Tickets.With(TicketAction.Raised).ToDocument()], default);

        Assert.Single(await TypesAsync("all"));
    }

    [Fact]
    public async Task A_change_without_a_new_entry_writes_nothing()
    {
        await SubscribeAsync("all");
        await PublishAsync(Tickets.With(TicketAction.Raised));
        var writes = 0;
        _store.BeforeWrite = _ =>
        {
            writes++;
            return Task.CompletedTask;
        };

        await PublishAsync(Tickets.With(TicketAction.Raised) with { UpdatedAt = Tickets.At.AddDays(1) });

        Assert.Equal(0, writes);
    }

    [Fact]
    public void Whatever_is_delivered_again_and_in_whatever_order_the_deliveries_are_the_same() =>
        Prop.ForAll(Deliveries(), delivery => RunAsync(delivery).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static async Task<bool> RunAsync(Storm storm)
    {
        var (calm, stormy) = (new PublishTicketsTests(), new PublishTicketsTests());
        List<Ticket> versions = [];
        foreach (var ticket in Enumerable.Range(1, 3))
            versions.AddRange(Enumerable.Range(1, storm.Entries.Count)
                .Select(entries => Tickets.With([.. storm.Entries.Take(entries)]) with { Id = $"retail.refund.2026-11-2{ticket}" }));
        foreach (var house in new[] { calm, stormy })
        {
            await house.SubscribeAsync("all");
            await house.SubscribeAsync("some", new(Events: ["ticket.raised", "ticket.moved", "ticket.merged"]));
        }

        foreach (var version in versions)
            await calm.PublishAsync(version);

        // Everything at least once, some of it more often, in pages of any size and any order.
        var random = new Random(storm.Seed);
        List<Ticket> delivered = [.. versions, .. versions.Where(_ => random.Next(2) == 0)];
        var order = delivered.ToArray();
        random.Shuffle(order);
        for (var at = 0; at < order.Length;)
        {
            var size = Math.Min(random.Next(1, 6), order.Length - at);
            await stormy._publish.HandleAsync([.. order[at..(at + size)].Select(ticket => ticket.ToDocument())], default);
            at += size;
        }

        foreach (var subscriber in new[] { "all", "some" })
        {
            if (!(await calm.RecordedAsync(subscriber)).SequenceEqual(await stormy.RecordedAsync(subscriber)))
                return false;
        }

        return (await calm.RecordedAsync("all")).Count == 3 * storm.Entries.Count;
    }

    private async Task<List<(string Id, string Type, DateTimeOffset At, int Entry)>> RecordedAsync(string subscription) =>
        [.. (await _deliveries.ListAsync(subscription, null, null, 10_000)).Select(delivery =>
            (delivery.Event, delivery.Type, delivery.At, System.Text.Json.JsonSerializer.Deserialize(delivery.Body,
                SubscriptionsJson.Default.TicketEvent)!.Data.Entry.Number))];

    private async Task SubscribeAsync(string id, SubscriptionFilter? filter = null) =>
        Assert.NotNull(await _subscriptions.CreateAsync(new(id, new("https://desk.example.com/"), filter ?? SubscriptionFilter.Everything)));

    private Task PublishAsync(Ticket ticket) => _publish.HandleAsync([ticket.ToDocument()], default);

    private async Task<List<string>> TypesAsync(string subscription) =>
        [.. (await _deliveries.ListAsync(subscription, null, null, 100)).Reverse().Select(delivery => delivery.Type)];

    private static Arbitrary<Storm> Deliveries() =>
        (from entries in Gen.Elements(Actions).NonEmptyListOf()
         from seed in Gen.Choose(0, int.MaxValue - 1)
         select new Storm([.. entries.Take(8)], seed)).ToArbitrary();

    internal sealed record Storm(IReadOnlyList<TicketAction> Entries, int Seed);
}
