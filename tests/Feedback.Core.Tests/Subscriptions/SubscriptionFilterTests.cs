using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Subscriptions;

public sealed class SubscriptionFilterTests
{
    private static readonly Ticket Ticket = Tickets.With(TicketAction.Raised);

    [Fact]
    public void Nothing_asked_for_is_everything() => Assert.True(SubscriptionFilter.Everything.Matches(Ticket, TicketAction.Merged));

    [Theory]
    [InlineData("billing", true)]
    [InlineData("logistics", true)]
    [InlineData("service", true)]
    [InlineData("marketing", false)]
    public void A_silo_is_told_of_tickets_that_it_owns_helps_with_or_hears(string silo, bool told) =>
        Assert.Equal(told, new SubscriptionFilter(Silos: [silo]).Matches(Ticket, TicketAction.Raised));

    [Theory]
    [InlineData("pay", true)]
    [InlineData("get-help", true)]
    [InlineData("buy", false)]
    public void A_stage_is_that_of_any_of_the_tickets_topics(string stage, bool told) =>
        Assert.Equal(told, new SubscriptionFilter(Stages: [stage]).Matches(Ticket, TicketAction.Raised));

    [Theory]
    [InlineData(62, true)]
    [InlineData(63, false)]
    public void A_ticket_must_have_the_least_priority(int least, bool told) =>
        Assert.Equal(told, new SubscriptionFilter(MinPriority: least).Matches(Ticket, TicketAction.Raised));

    [Theory]
    [InlineData(TicketAction.Raised, true)]
    [InlineData(TicketAction.Commented, false)]
    public void Only_the_events_that_were_asked_for_are_told(TicketAction action, bool told) =>
        Assert.Equal(told, new SubscriptionFilter(Events: ["ticket.raised", "ticket.moved"]).Matches(Ticket, action));

    [Theory]
    [InlineData("billing", "pay", true)]
    [InlineData("marketing", "pay", false)]
    [InlineData("billing", "buy", false)]
    public void All_that_is_asked_for_must_hold(string silo, string stage, bool told) =>
        Assert.Equal(told, new SubscriptionFilter([silo], [stage]).Matches(Ticket, TicketAction.Raised));
}
