using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketFilterTests
{
    private static readonly DateTimeOffset Now = AnyTicket.RaisedAt.AddDays(10);

    private static readonly Ticket Ticket = AnyTicket.Of(TicketState.InProgress, topics: [AnyTicket.Invoice, AnyTicket.Delivery]) with
    {
        HeardBy = [new("store", 5)],
        Collaborators = ["logistics"],
        DueAt = Now.AddDays(-1),
    };

    [Theory]
    [InlineData("billing", true)]
    [InlineData("store", true)]
    [InlineData("logistics", true)]
    [InlineData("web", false)]
    public void A_silo_finds_what_it_owns_hears_or_helps_with(string silo, bool found) => Assert.Equal(found, new TicketFilter(Silo: silo).Matches(Ticket));

    [Theory]
    [InlineData("delivery-time", null, true)]
    [InlineData(null, "receive", true)]
    [InlineData("delivery-time", "receive", true)]
    [InlineData("delivery-time", "pay", false)]
    [InlineData("refund", null, false)]
    public void A_theme_and_a_stage_are_those_of_one_topic(string? theme, string? stage, bool found) =>
        Assert.Equal(found, new TicketFilter(Theme: theme, Stage: stage).Matches(Ticket));

    [Fact]
    public void Overdue_is_what_is_live_and_past_its_date()
    {
        Assert.True(new TicketFilter(OverdueAt: Now).Matches(Ticket));
        Assert.False(new TicketFilter(OverdueAt: Now.AddDays(-2)).Matches(Ticket));
        Assert.False(new TicketFilter(OverdueAt: Now).Matches(Ticket with { State = TicketState.Shipped }));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, true)]
    public void Crossing_silos_can_be_asked_for_or_against(bool? asked, bool found) => Assert.Equal(found, new TicketFilter(CrossSilo: asked).Matches(Ticket));
}
