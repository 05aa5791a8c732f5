using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketWorkTests
{
    private static readonly DateTimeOffset Now = AnyTicket.RaisedAt.AddDays(10);

    [Theory]
    [InlineData(TicketState.Open)]
    [InlineData(TicketState.Shipped)]
    [InlineData(TicketState.Closed)]
    [InlineData(TicketState.Dismissed)]
    public void A_comment_is_taken_in_any_state(TicketState state)
    {
        var entry = TicketWork.Comment(AnyTicket.Of(state), "Hm.", Desk.Ann, Now).Ticket!.History[^1];

        Assert.Equal((TicketAction.Commented, "Hm.", "Ann", null, null), (entry.Action, entry.Text, entry.OnBehalfOf, entry.From, entry.To));
    }

    [Fact]
    public void A_full_history_takes_no_more_comments_but_can_still_be_finished_and_then_nothing_by_hand()
    {
        Assert.Equal(RefusalKind.Conflict, TicketWork.Comment(Full(TicketHistory.MostBeforeComments), "Hm.", Desk.Ann, Now).Refusal!.Kind);
        Assert.NotNull(TicketWork.Comment(Full(TicketHistory.MostBeforeComments - 1), "Hm.", Desk.Ann, Now).Ticket);
        Assert.NotNull(TicketLifecycle.Move(Full(TicketHistory.MostEntries - 1), new(TicketState.Accepted), Desk.Ann, Now).Ticket);
        Assert.Equal(
            "The ticket's history has 1000 entries; the limit for changes of this kind is 1000.",
            TicketLifecycle.Move(Full(TicketHistory.MostEntries), new(TicketState.Accepted), Desk.Ann, Now).Refusal!.Detail);

        static Ticket Full(int entries)
        {
            var ticket = AnyTicket.Of();
            return ticket with { History = [.. Enumerable.Range(0, entries).Select(number => ticket.History[0] with { Number = number })] };
        }
    }

    [Fact]
    public void A_ticket_is_given_to_a_silo_and_a_person_with_helpers()
    {
        var given = Assign(AnyTicket.Of(), new("logistics", "Bo", ["billing"])).Ticket!;

        Assert.Equal(("logistics", "Bo", "billing"), (given.OwnedBy, given.Assignee, Assert.Single(given.Collaborators)));
        Assert.Equal((TicketAction.Assigned, "Assigned to Logistics (Bo), with help from Billing."), (given.History[^1].Action, given.History[^1].Text));
    }

    [Fact]
    public void The_same_owner_again_is_no_change()
    {
        var given = Assign(AnyTicket.Of(), new("logistics", "Bo", ["billing"])).Ticket!;

        Assert.Same(given, Assign(given, new("logistics", "Bo", ["billing"])).Ticket);
    }

    [Fact]
    public void A_ticket_that_only_its_new_owner_hears_crosses_no_silos()
    {
        var ticket = AnyTicket.Of() with { HeardBy = [new("store", 9)] };

        Assert.False(Assign(ticket, new("store", null, [])).Ticket!.CrossSilo);
        Assert.True(Assign(ticket, new("logistics", null, [])).Ticket!.CrossSilo);
    }

    [Fact]
    public void Every_silo_that_the_journey_does_not_have_is_named_with_the_nearest_that_it_has()
    {
        var errors = Assign(AnyTicket.Of(), new("biling", null, ["store", "store", "legal", "biling"])).Refusal!.Errors!.ToDictionary();

        Assert.Equal(["must be one of store, billing, logistics (did you mean \"billing\"?)"], errors["silo"]);
        Assert.Equal(["is listed twice"], errors["collaborators[1]"]);
        Assert.Equal(["must be one of store, billing, logistics"], errors["collaborators[2]"]);
        Assert.Contains("is already the owner", errors["collaborators[3]"]);
    }

    [Fact]
    public void A_due_date_is_set_moved_and_taken_away()
    {
        var due = TicketWork.Schedule(AnyTicket.Of(), Now.AddDays(5), Desk.Ann, Now).Ticket!;
        var free = TicketWork.Schedule(due, null, Desk.Ann, Now).Ticket!;

        Assert.Equal((Now.AddDays(5), "Due 25 Nov 2026, 09:00 UTC."), (due.DueAt!.Value, due.History[^1].Text));
        Assert.Equal((null, "Due date removed.", 3), (free.DueAt, free.History[^1].Text, free.History.Count));
        Assert.Same(free, TicketWork.Schedule(free, null, Desk.Ann, Now).Ticket);
    }

    [Fact]
    public void A_due_date_at_the_end_of_a_day_reads_as_that_day() =>
        Assert.Equal("Due 15 Dec 2026.",
            TicketWork.Schedule(AnyTicket.Of(), new(2026, 12, 15, 23, 59, 59, TimeSpan.Zero), Desk.Ann, Now).Ticket!.History[^1].Text);

    [Fact]
    public void A_due_date_lies_in_the_next_five_years()
    {
        Assert.Equal(["must be in the future"], TicketWork.Schedule(AnyTicket.Of(), Now, Desk.Ann, Now).Refusal!.Errors!.ToDictionary()["dueAt"]);
        Assert.Equal(["must be at most 5 years in the future"],
            TicketWork.Schedule(AnyTicket.Of(), Now.AddYears(6), Desk.Ann, Now).Refusal!.Errors!.ToDictionary()["dueAt"]);
    }

    [Theory]
    [InlineData(TicketState.Closed)]
    [InlineData(TicketState.Dismissed)]
    public void What_is_done_with_has_to_be_reopened_to_be_given_away_or_scheduled(TicketState state)
    {
        Assert.Equal(RefusalKind.Conflict, Assign(AnyTicket.Of(state), new("store", null, [])).Refusal!.Kind);
        Assert.Equal(RefusalKind.Conflict, TicketWork.Schedule(AnyTicket.Of(state), Now.AddDays(1), Desk.Ann, Now).Refusal!.Kind);
    }

    private static TicketChange Assign(Ticket ticket, TicketOwner owner) => TicketWork.Assign(ticket, owner, new Desk().Catalogue.Find("shop")!, Desk.Ann, Now);
}
