using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class EscalateTicketsTests
{
    private readonly Desk _desk = new();

    [Fact]
    public async Task A_ticket_that_nobody_has_accepted_for_seven_days_is_escalated_once()
    {
        await _desk.Store.PutAsync(AnyTicket.Of());

        await RunAsync(3);

        Assert.Equal(["Open since 10 Nov 2026, 09:00 UTC, not accepted within 7 days."], await EscalationsAsync());
    }

    [Fact]
    public async Task A_ticket_that_is_open_for_less_is_not_escalated()
    {
        await _desk.Store.PutAsync(AnyTicket.Of() with { RaisedAt = _desk.Time.GetUtcNow() - TicketAgeing.OpenFor, History = [] });

        await RunAsync(1);

        Assert.Empty(await EscalationsAsync());
    }

    [Theory]
    [InlineData(TicketState.Open, 1)]
    [InlineData(TicketState.Accepted, 1)]
    [InlineData(TicketState.InProgress, 1)]
    [InlineData(TicketState.Shipped, 0)]
    [InlineData(TicketState.Verified, 0)]
    [InlineData(TicketState.Ineffective, 0)]
    [InlineData(TicketState.Closed, 0)]
    [InlineData(TicketState.Dismissed, 0)]
    public async Task A_live_ticket_that_is_past_its_due_date_is_escalated_once(TicketState state, int times)
    {
        await _desk.Store.PutAsync(AnyTicket.Of(state) with { DueAt = new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero) });

        await RunAsync(3);

        Assert.Equal(times, (await EscalationsAsync()).Count(text => text == "Was due 20 Nov 2026, 11:00 UTC and has not shipped."));
    }

    [Fact]
    public async Task Every_due_date_is_escalated_by_itself()
    {
        await _desk.Store.PutAsync(AnyTicket.Of(TicketState.Accepted) with { DueAt = new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero) });
        await RunAsync(1);
        await _desk.Change.RunAsync(AnyTicket.Id, null, (ticket, now) => TicketWork.Schedule(ticket, now.AddDays(1), Desk.Ann, now));
        await RunAsync(1);
        _desk.Time.Advance(TimeSpan.FromDays(2));

        await RunAsync(2);

        Assert.Equal(["Was due 20 Nov 2026, 11:00 UTC and has not shipped.", "Was due 21 Nov 2026, 12:05 UTC and has not shipped."], await EscalationsAsync());
    }

    [Fact]
    public async Task What_was_escalated_in_other_words_is_not_escalated_again()
    {
        var due = new DateTimeOffset(2026, 11, 20, 11, 0, 0, TimeSpan.Zero);
        await _desk.Store.PutAsync(AnyTicket.Of(TicketState.Accepted)
            .Append(TicketAction.Escalated, TicketActor.Program, due.AddMinutes(5), text: "Was due at 2026-11-20T11:00:00Z and is not shipped.") with
        { DueAt = due });

        await RunAsync(2);

        Assert.Single(await EscalationsAsync());
    }

    [Fact]
    public async Task A_reopened_ticket_has_its_seven_days_again()
    {
        await _desk.Store.PutAsync(AnyTicket.Of(TicketState.Dismissed));
        await _desk.Change.RunAsync(AnyTicket.Id, null, (ticket, now) => TicketLifecycle.Move(ticket, new(TicketState.Open, "It came back."), Desk.Ann, now));
        await RunAsync(1);
        Assert.Empty(await EscalationsAsync());
        _desk.Time.Advance(TimeSpan.FromDays(8));

        await RunAsync(2);

        Assert.Equal(["Open since 20 Nov 2026, 12:00 UTC, not accepted within 7 days."], await EscalationsAsync());
    }

    [Fact]
    public async Task Two_machines_that_escalate_at_once_do_so_once()
    {
        await _desk.Store.PutAsync(AnyTicket.Of());
        _desk.BeforeWriting(AnyTicket.Id, () => _desk.Escalation.RunAsync());

        await RunAsync(1);

        Assert.Single(await EscalationsAsync());
    }

    [Fact]
    public void The_age_is_counted_in_whole_days_until_the_end()
    {
        var now = AnyTicket.RaisedAt.AddDays(10).AddHours(-1);

        Assert.Equal((9, 1), (TicketAgeing.AgeInDays(AnyTicket.Of(), now), TicketAgeing.AgeInDays(AnyTicket.Of(TicketState.Closed), now)));
    }

    private async Task RunAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await _desk.Escalation.RunAsync();
            _desk.Time.Advance(TimeSpan.FromMinutes(5));
        }
    }

    private async Task<IReadOnlyList<string?>> EscalationsAsync() =>
        [.. (await _desk.ReadAsync()).History.Where(entry => entry is { Action: TicketAction.Escalated, By: TicketEntry.System }).Select(entry => entry.Text)];
}
