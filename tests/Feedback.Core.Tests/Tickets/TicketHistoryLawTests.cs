using Feedback.Core.Tickets;
using Feedback.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketHistoryLawTests
{
    private static readonly (TicketState From, TicketState To)[] ByProgram =
        [(TicketState.Shipped, TicketState.Verified), (TicketState.Shipped, TicketState.Ineffective)];

    [Fact]
    public void Whatever_is_done_in_whatever_order_the_history_only_grows_without_a_gap_and_tells_how_the_state_was_reached() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(AnyStep.ListOf().ToArbitrary(), steps =>
        {
            var ticket = AnyTicket.Of();
            var now = AnyTicket.RaisedAt;
            foreach (var step in steps)
            {
                now += step.Pause;
                var change = step.Do(ticket, now);
                if (change.Ticket is { } after)
                {
                    AssertFollows(ticket, after, now);
                    ticket = after;
                }
            }
        }));

    private static void AssertFollows(Ticket before, Ticket after, DateTimeOffset now)
    {
        Assert.Equal(before.History, after.History.Take(before.History.Count));
        Assert.Equal(Enumerable.Range(0, after.History.Count), after.History.Select(entry => entry.Number));
        var state = before.State;
        foreach (var entry in after.History.Skip(before.History.Count))
        {
            Assert.Equal(now, entry.At);
            if (entry.To is not { } to)
                continue;
            Assert.Equal(state, entry.From);
            Assert.True(entry.By == TicketEntry.System ? ByProgram.Contains((state, to)) : TicketLifecycle.Possible(before with { State = state }).Contains(to),
                $"{state} to {to} by {entry.By}");
            state = to;
        }

        Assert.Equal(state, after.State);
        Assert.Equal(after.State is TicketState.Shipped or TicketState.Verified or TicketState.Ineffective, after.ShippedAt is not null
            && after.State is not (TicketState.Closed or TicketState.Dismissed));
        if (!ReferenceEquals(before, after))
            Assert.Equal(now, after.UpdatedAt);
    }

    private sealed record Step(string Name, TimeSpan Pause, Func<Ticket, DateTimeOffset, TicketChange> Do)
    {
        public override string ToString() => $"{Name} after {Pause}";
    }

    // Moves come most often, and to states that are possible more often than not: else few sequences would get far.
    private static Gen<Step> AnyStep =>
        from pause in Gen.Choose(0, 100)
        from step in Gen.Frequency(
            (6, from choice in Gen.Choose(0, 3)
                select Named($"possible {choice}", (ticket, now) =>
                Move(ticket, TicketLifecycle.Possible(ticket)[choice % TicketLifecycle.Possible(ticket).Count], now))),
            (2, from to in Gen.Elements(Enum.GetValues<TicketState>()) select Named($"to {to}", (ticket, now) => Move(ticket, to, now))),
            (3, from verdict in Gen.Elements(Enum.GetValues<OutcomeVerdict>())
                select Named($"{verdict}", (ticket, now) =>
                TicketLifecycle.Conclude(ticket, AnyTicket.Outcome(verdict, now), now))),
            (1, Gen.Constant(Named("comment", (ticket, now) => TicketWork.Comment(ticket, "Hm.", Desk.Ann, now)))),
            (1, from days in Gen.Choose(-1, 9) select Named($"due in {days}", (ticket, now) => TicketWork.Schedule(ticket, now.AddDays(days), Desk.Ann, now))),
            (1, from silo in Gen.Elements("store", "billing", "nowhere")
                select Named($"give to {silo}", (ticket, now) =>
                TicketWork.Assign(ticket, new(silo, null, []), new Desk().Catalogue.Find("shop")!, Desk.Ann, now))),
            (2, Gen.Constant(Named("escalate", (ticket, now) => TicketChange.Done(TicketAgeing.Escalate(ticket, now))))))
        select step with { Pause = TimeSpan.FromHours(pause) };

    private static Step Named(string name, Func<Ticket, DateTimeOffset, TicketChange> act) => new(name, TimeSpan.Zero, act);

    private static TicketChange Move(Ticket ticket, TicketState to, DateTimeOffset now) => TicketLifecycle.Move(ticket, new(to, "Because."), Desk.Ann, now);
}
