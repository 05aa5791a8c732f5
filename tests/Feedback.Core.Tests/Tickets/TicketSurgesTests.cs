using Feedback.Core.Detection;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketSurgesTests
{
    private static readonly DateTimeOffset Now = AnyTicket.RaisedAt.AddDays(20);
    private static readonly Finding Rise = new(AnyTicket.Invoice, FindingKind.Jump, Now.AddDays(-2), Now, 45, 15.2, 1e-7, 0.2);

    [Fact]
    public void A_surge_is_told_in_the_history_with_its_figures()
    {
        var surged = TicketSurges.Surged(AnyTicket.Of(TicketState.Accepted), Rise, TicketSurges.Words(Rise), Now);

        var entry = surged.History[^1];
        Assert.Equal((TicketAction.Surged, TicketEntry.System, Now, null), (entry.Action, entry.By, entry.At, entry.To));
        Assert.Equal("45 customers in 2 days, 15.2 expected at the ticket’s own level; as many or more occur by chance about once in 10,000,000 checks",
            entry.Text);
        Assert.Equal((TicketState.Accepted, new TicketSurge(Now, Rise), true), (surged.State, surged.Surge, TicketSurges.IsSurging(surged, Now)));
    }

    [Fact]
    public void It_is_news_for_a_week()
    {
        var surged = Surged(TicketState.Open);

        Assert.True(TicketSurges.IsSurging(surged, Now.AddDays(6.9)));
        Assert.False(TicketSurges.IsSurging(surged, Now.AddDays(7)));
    }

    [Theory]
    [InlineData(TicketState.InProgress, true)]
    [InlineData(TicketState.Closed, false)]
    [InlineData(TicketState.Dismissed, false)]
    public void It_is_news_only_while_the_ticket_stands(TicketState state, bool isNews) =>
        Assert.Equal(isNews, TicketSurges.IsSurging(Surged(TicketState.Open) with { State = state }, Now));

    [Fact]
    public void It_is_none_any_more_once_a_change_is_shipped() =>
        Assert.False(TicketSurges.IsSurging(Surged(TicketState.Open) with { State = TicketState.Shipped, ShippedAt = Now.AddHours(1) }, Now.AddHours(2)));

    [Fact]
    public void A_ticket_of_a_rise_is_compared_with_what_it_has_been_since_the_rise_began() =>
        Assert.Equal(new(AnyTicket.RaisedAt, AnyTicket.RaisedAt.AddDays(-2)), TicketSurges.PastOf(AnyTicket.Of(TicketState.Accepted), Now));

    [Fact]
    public void An_ongoing_problem_is_compared_with_all_that_was_heard()
    {
        var ticket = AnyTicket.Of();

        Assert.Equal(TopicPast.Whole, TicketSurges.PastOf(ticket with { Cause = ticket.Cause with { Kind = FindingKind.Chronic } }, Now));
    }

    [Fact]
    public void After_a_surge_it_is_compared_with_what_it_has_been_since_that_began() =>
        Assert.Equal(new(Now, Rise.From), TicketSurges.PastOf(Surged(TicketState.Open), Now.AddDays(9)));

    [Theory]
    [InlineData(7, -2)]
    [InlineData(8, 1)]
    public void A_shipped_one_is_compared_with_what_it_has_been_since_as_soon_as_that_is_a_week(int days, int since)
    {
        var ticket = AnyTicket.Of(TicketState.Shipped);

        Assert.Equal(new(ticket.ShippedAt, AnyTicket.RaisedAt.AddDays(since)), TicketSurges.PastOf(ticket, ticket.ShippedAt!.Value.AddDays(days)));
    }

    [Fact]
    public void A_surge_never_lowers_the_priority_and_a_larger_one_lifts_it_no_less() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from customers in Gen.Choose(0, 2_000)
             from severity in Gen.Choose(0, 100)
             from surge in Gen.Choose(16, 400)
             from more in Gen.Choose(0, 400)
             select (customers, severity, surge, more)).ToArbitrary(),
            any =>
            {
                var before = TicketPriorityRule.Of(any.customers, 0.05, -any.severity / 100.0, null, null);
                var one = before.WithSurge(new(Now, Rise with { Customers = any.surge }));
                var larger = before.WithSurge(new(Now, Rise with { Customers = any.surge + any.more }));
                return before.Score <= one.Score && one.Score <= larger.Score && larger.Score <= 100;
            }));

    [Fact]
    public void The_priority_says_why_and_forgets_it_when_it_is_over()
    {
        var before = TicketPriorityRule.Of(40, 0.05, -0.5, null, null);

        var surging = before.WithSurge(new(Now, Rise)).WithSurge(new(Now, Rise));
        var part = Assert.Single(surging.Parts, part => part.Name == TicketPriorityRule.Surge);

        Assert.Equal("surged on 30 Nov: 45 customers in 2 days, 15.2 expected at the ticket’s own level", part.Why);
        Assert.Equal((13.2, 13.2), (part.Points, part.Most));
        Assert.Equal(before.Score, surging.WithSurge(null).Score);
        Assert.Equal(before.Parts, surging.WithSurge(null).Parts);
    }

    [Fact]
    public void A_ticket_that_never_surged_is_stored_without_a_word_of_it() => Assert.DoesNotContain("surg",
        System.Text.Encoding.UTF8.GetString(Json.Serialize(AnyTicket.Of(), TicketsJson.Default.Ticket)), StringComparison.Ordinal);

    private static Ticket Surged(TicketState state) => TicketSurges.Surged(AnyTicket.Of(state), Rise, "", Now);
}
