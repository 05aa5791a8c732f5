using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketLifecycleTests
{
    private static readonly DateTimeOffset Now = AnyTicket.RaisedAt.AddDays(10);

    /// <summary>The table as the issue has it.</summary>
    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["open"] = ["accepted", "dismissed"],
        ["accepted"] = ["in-progress", "open", "dismissed"],
        ["in-progress"] = ["shipped", "accepted", "dismissed"],
        ["shipped"] = ["in-progress", "dismissed"],
        ["verified"] = ["closed", "open"],
        ["ineffective"] = ["in-progress", "closed", "open"],
        ["closed"] = ["open"],
        ["dismissed"] = ["open"],
    };

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var from in Table.Keys)
        {
            foreach (var to in Table.Keys)
                pairs.Add(from, to);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_ticket_moves_by_hand_as_the_table_says_and_is_told_the_table_otherwise(string from, string to)
    {
        var ticket = AnyTicket.Of(JsonWord.Parse<TicketState>(from)!.Value);

        var moved = Move(ticket, JsonWord.Parse<TicketState>(to)!.Value, "Because.");

        if (Table[from].Contains(to))
        {
            Assert.Equal(to, JsonWord.Of(moved.Ticket!.State));
            var entry = moved.Ticket.History[^1];
            Assert.Equal((ticket.History.Count, Now, "manager", "Ann", ticket.State, moved.Ticket.State),
                (entry.Number, entry.At, entry.By, entry.OnBehalfOf, entry.From!.Value, entry.To!.Value));
            Assert.Equal(Now, moved.Ticket.UpdatedAt);
        }
        else
        {
            Assert.Equal(RefusalKind.Conflict, moved.Refusal!.Kind);
            Assert.Equal(Table[from], moved.Refusal.Possible!);
            Assert.EndsWith($"Possible: {string.Join(", ", Table[from])}.", moved.Refusal.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(TicketState.Verified, TicketState.Open, TicketAction.Reopened)]
    [InlineData(TicketState.Ineffective, TicketState.Open, TicketAction.Reopened)]
    [InlineData(TicketState.Closed, TicketState.Open, TicketAction.Reopened)]
    [InlineData(TicketState.Dismissed, TicketState.Open, TicketAction.Reopened)]
    [InlineData(TicketState.Accepted, TicketState.Open, TicketAction.Moved)]
    [InlineData(TicketState.Ineffective, TicketState.InProgress, TicketAction.Moved)]
    public void Coming_back_from_the_end_is_a_reopening(TicketState from, TicketState to, TicketAction action) =>
        Assert.Equal(action, Move(AnyTicket.Of(from), to, "Because.").Ticket!.History[^1].Action);

    [Theory]
    [InlineData(TicketState.Open, TicketState.Dismissed, "reason: is required to dismiss a ticket")]
    [InlineData(TicketState.Shipped, TicketState.Dismissed, "reason: is required to dismiss a ticket")]
    [InlineData(TicketState.Closed, TicketState.Open, "reason: is required to reopen a ticket")]
    [InlineData(TicketState.Dismissed, TicketState.Open, "reason: is required to reopen a ticket")]
    [InlineData(TicketState.Accepted, TicketState.Open, null)]
    [InlineData(TicketState.Verified, TicketState.Closed, null)]
    public void Dismissing_and_reopening_take_a_reason(TicketState from, TicketState to, string? fault) =>
        Assert.Equal(fault, FaultOf(Move(AnyTicket.Of(from), to)));

    [Fact]
    public void Nobody_sets_verified_by_hand_and_is_told_so() =>
        Assert.StartsWith("verified cannot be set by hand", Move(AnyTicket.Of(TicketState.Shipped), TicketState.Verified).Refusal!.Detail,
            StringComparison.Ordinal);

    [Fact]
    public void A_move_to_the_same_state_is_told_so() =>
        Assert.StartsWith("The ticket is already accepted.", Move(AnyTicket.Of(TicketState.Accepted), TicketState.Accepted).Refusal!.Detail,
            StringComparison.Ordinal);

    [Fact]
    public void A_ticket_is_shipped_now_unless_somebody_says_since_when()
    {
        var ticket = AnyTicket.Of(TicketState.InProgress);

        Assert.Equal(Now, Move(ticket, TicketState.Shipped).Ticket!.ShippedAt);
        Assert.Equal(Now.AddDays(-1), Ship(ticket, Now.AddDays(-1)).Ticket!.ShippedAt);
    }

    [Theory]
    [InlineData("2026-11-20T09:05:00Z", null)]
    [InlineData("2026-11-20T09:05:01Z", "shippedAt: must be at most 5 minutes in the future")]
    [InlineData("2026-11-08T09:00:00Z", null)]
    [InlineData("2026-11-08T08:59:59Z", "shippedAt: must not be before 2026-11-08T09:00:00Z, when the ticket's cause began")]
    [InlineData("2026-08-22T08:59:59Z", "shippedAt: must be at most 90 days in the past")]
    public void What_is_shipped_was_shipped_after_its_cause_began_and_not_in_the_future(string at, string? fault) =>
        Assert.Equal(fault, FaultOf(Ship(AnyTicket.Of(TicketState.InProgress), DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Only_a_move_to_shipped_says_since_when() =>
        Assert.Equal("shippedAt: is only allowed for a move to shipped",
            FaultOf(TicketLifecycle.Move(AnyTicket.Of(), new(TicketState.Accepted, ShippedAt: Now), Desk.Ann, Now)));

    [Fact]
    public void What_goes_back_to_work_is_no_longer_shipped_and_its_history_says_that_it_was()
    {
        var shipped = AnyTicket.Of(TicketState.Ineffective) with { Outcome = AnyTicket.Outcome(OutcomeVerdict.Ineffective, Now) };

        var back = Move(shipped, TicketState.InProgress, "Another try.").Ticket!;

        Assert.Null(back.ShippedAt);
        Assert.Null(back.Outcome);
        Assert.Equal("Another try.\nHad been shipped on 11 Nov 2026, 09:00 UTC.\nIt is Ineffective.", back.History[^1].Text);
    }

    [Fact]
    public void A_verified_ticket_that_is_closed_keeps_its_outcome()
    {
        var verified = AnyTicket.Of(TicketState.Verified) with { Outcome = AnyTicket.Outcome(OutcomeVerdict.Verified, Now) };

        var closed = Move(verified, TicketState.Closed).Ticket!;

        Assert.Equal((verified.Outcome, verified.ShippedAt), (closed.Outcome, closed.ShippedAt));
    }

    [Fact]
    public void A_ticket_that_was_merged_away_accepts_nothing()
    {
        var merged = AnyTicket.Of(TicketState.Closed) with { MergedInto = "shop.refund.2026-11-12" };

        Assert.Empty(TicketLifecycle.Possible(merged));
        var definition = new Desk().Catalogue.Find("shop")!;
        TicketChange[] changes =
        [
            Move(merged, TicketState.Open, "Because."),
            TicketWork.Comment(merged, "Hm.", Desk.Ann, Now),
            TicketWork.Assign(merged, new("store", null, []), definition, Desk.Ann, Now),
            TicketWork.Schedule(merged, Now.AddDays(1), Desk.Ann, Now),
        ];
        Assert.All(changes, change =>
            Assert.Equal((RefusalKind.Conflict, true),
                (change.Refusal!.Kind, change.Refusal.Detail.Contains("shop.refund.2026-11-12", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_ticket_is_not_reopened_while_another_stands_for_its_topic()
    {
        var closed = AnyTicket.Of(TicketState.Closed);
        var other = AnyTicket.Of(TicketState.Shipped, "shop.invoice-error.2026-11-15");

        var refused = TicketLifecycle.Move(closed, new(TicketState.Open, "It came back."), Desk.Ann, Now, [closed, other]);

        Assert.Equal("The ticket shop.invoice-error.2026-11-15 already covers a topic of this one.", refused.Refusal!.Detail);
        Assert.NotNull(TicketLifecycle.Move(closed, new(TicketState.Open, "It came back."), Desk.Ann, Now,
            [closed, other with { State = TicketState.Dismissed }]).Ticket);
    }

    [Theory]
    [InlineData(OutcomeVerdict.Verified, TicketState.Verified, 1)]
    [InlineData(OutcomeVerdict.Ineffective, TicketState.Ineffective, 1)]
    [InlineData(OutcomeVerdict.NotEnoughYet, TicketState.Shipped, 0)]
    public void The_customers_later_feedback_concludes_a_shipped_ticket(OutcomeVerdict verdict, TicketState state, int entries)
    {
        var shipped = AnyTicket.Of(TicketState.Shipped);

        var concluded = TicketLifecycle.Conclude(shipped, AnyTicket.Outcome(verdict, Now), Now).Ticket!;

        Assert.Equal((state, verdict, entries), (concluded.State, concluded.Outcome!.Verdict, concluded.History.Count - shipped.History.Count));
        Assert.All(concluded.History.Skip(shipped.History.Count), entry => Assert.Equal((TicketEntry.System, state), (entry.By, entry.To!.Value)));
    }

    [Theory]
    [InlineData(TicketState.Open)]
    [InlineData(TicketState.InProgress)]
    [InlineData(TicketState.Verified)]
    [InlineData(TicketState.Dismissed)]
    public void Nothing_but_a_shipped_ticket_is_concluded(TicketState state) =>
        Assert.Equal(RefusalKind.Conflict, TicketLifecycle.Conclude(AnyTicket.Of(state), AnyTicket.Outcome(OutcomeVerdict.Verified, Now), Now).Refusal!.Kind);

    private static TicketChange Move(Ticket ticket, TicketState to, string? reason = null) => TicketLifecycle.Move(ticket, new(to, reason), Desk.Ann, Now);

    private static TicketChange Ship(Ticket ticket, DateTimeOffset at) => TicketLifecycle.Move(ticket, new(TicketState.Shipped, ShippedAt: at), Desk.Ann, Now);

    private static string? FaultOf(TicketChange change) =>
        change.Refusal is { } refusal ? string.Join("; ", refusal.Errors!.ToDictionary().Select(error => $"{error.Key}: {string.Join(", ", error.Value)}"))
            : null;
}
