using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Subscriptions;

public sealed class DueDeliveriesTests
{
    private static readonly DateTimeOffset Now = Tickets.At;
    private static readonly Subscription Desk = new()
    {
        Id = "desk",
        Url = "https://desk.example.com/",
        Filter = SubscriptionFilter.Everything,
        CreatedAt = Now,
        SigningSecrets = []
    };
    private readonly DueDeliveries _due = new();

    public DueDeliveriesTests() => _due.Note(Desk);

    [Fact]
    public void Of_what_is_due_the_earliest_event_comes_first()
    {
        _due.Note("desk", Waiting(2, Now));
        _due.Note("desk", Waiting(1, Now));

        Assert.Equal(Waiting(1, Now).Id, _due.Next("desk", Now));
    }

    [Fact]
    public void A_delivery_that_waits_for_its_next_attempt_lets_those_behind_it_pass()
    {
        _due.Note("desk", Waiting(1, Now.AddMinutes(5)));
        _due.Note("desk", Waiting(2, Now));

        Assert.Equal(Waiting(2, Now).Id, _due.Next("desk", Now));
        Assert.Equal(Waiting(1, Now).Id, _due.Next("desk", Now.AddMinutes(5)));
    }

    [Fact]
    public void A_subscriber_is_ready_when_something_is_due()
    {
        _due.Note("desk", Waiting(1, Now.AddMinutes(5)));

        Assert.Empty(_due.Ready(Now));
        Assert.Equal(["desk"], _due.Ready(Now.AddMinutes(5)));
    }

    [Fact]
    public void A_disabled_or_busy_subscriber_is_not_ready()
    {
        _due.Note("desk", Waiting(1, Now));

        _due.Note(Desk with { DisabledAt = Now });
        Assert.Empty(_due.Ready(Now));
        _due.Note(Desk with { HoldUntil = Now.AddSeconds(1) });
        Assert.Empty(_due.Ready(Now));
        _due.Note(Desk);
        Assert.Equal(["desk"], _due.Ready(Now));
    }

    [Fact]
    public void A_delivery_of_a_subscription_that_is_not_known_yet_waits_for_it()
    {
        _due.Note("other", Waiting(1, Now));
        Assert.Null(_due.Next("other", Now));

        _due.Note(Desk with { Id = "other" });

        Assert.NotNull(_due.Next("other", Now));
    }

    [Fact]
    public void What_is_delivered_or_gone_is_not_next()
    {
        _due.Note("desk", Waiting(1, Now));
        _due.Note("desk", Waiting(2, Now));
        _due.Note("desk", Waiting(1, Now).Arrived(Now, 200));
        _due.Forget("desk", Waiting(2, Now).Id);

        Assert.Empty(_due.Ready(Now));
    }

    [Fact]
    public void The_settings_change_feed_tells_of_both_and_of_other_things_that_are_passed_over()
    {
        _due.Note(Change("cursor", "fold-signals", "{}"u8.ToArray()));
        _due.Note(Change("subscription", "store.1", Json.Serialize(Desk with { Id = "store.1" }, SubscriptionsJson.Default.Subscription)));
        _due.Note(Change("delivery|store.1", Waiting(1, Now).Id, Json.Serialize(Waiting(1, Now), SubscriptionsJson.Default.Delivery)));

        Assert.Equal(["store.1"], _due.Ready(Now));
    }

    private static Delivery Waiting(int entry, DateTimeOffset due) => new()
    {
        Event = TicketEvents.IdOf(Tickets.Id, entry),
        Type = TicketEvents.TypeOf(TicketAction.Moved),
        Ticket = Tickets.Id,
        At = Now.AddMinutes(entry - 10),
        Body = "{}",
        State = DeliveryState.Pending,
        NextAttemptAt = due,
    };

    private static Document Change(string partition, string id, byte[] body) => new(new(partition, id), "1", body);
}
