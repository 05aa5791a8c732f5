using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class ChangeTicketTests
{
    private readonly Desk _desk = new();

    [Fact]
    public async Task A_change_is_stored_and_makes_a_new_version()
    {
        await _desk.Store.PutAsync(AnyTicket.Of());

        await _desk.CommentAsync(version: 1);

        Assert.Equal(2, (await _desk.ReadAsync()).History.Count);
    }

    [Fact]
    public async Task A_change_that_is_meant_for_another_version_is_refused_and_told_the_present_one()
    {
        await _desk.Store.PutAsync(AnyTicket.Of(TicketState.Accepted));

        var refused = await _desk.CommentAsync(version: 1);

        Assert.Equal((RefusalKind.Stale, "2"), (refused.Refusal!.Kind, refused.Refusal.ETag));
        Assert.Equal(2, (await _desk.ReadAsync()).History.Count);
    }

    [Fact]
    public async Task New_evidence_that_is_written_in_between_is_kept_and_does_not_make_the_change_fail()
    {
        await _desk.Store.PutAsync(AnyTicket.Of());
        _desk.BeforeWriting(AnyTicket.Id, () => _desk.RewriteEvidenceAsync());

        var changed = await _desk.CommentAsync(version: 1);

        var stored = await _desk.ReadAsync();
        Assert.Equal((2, 15), (stored.History.Count, stored.Evidence.Negative));
        Assert.Equal(2, changed.Ticket!.History.Count);
    }

    [Fact]
    public async Task Of_two_changes_that_are_meant_for_one_version_one_is_refused()
    {
        await _desk.Store.PutAsync(AnyTicket.Of());
        TicketChange? between = null;
        _desk.BeforeWriting(AnyTicket.Id, async () => between = await _desk.CommentAsync(version: 1, "The second, which overtakes."));

        var first = await _desk.CommentAsync(version: 1, "The first.");

        Assert.NotNull(between!.Ticket);
        Assert.Equal(RefusalKind.Stale, first.Refusal!.Kind);
        Assert.Equal("The second, which overtakes.", (await _desk.ReadAsync()).History[^1].Text);
    }

    [Fact]
    public async Task Of_two_changes_for_any_version_both_are_made()
    {
        await _desk.Store.PutAsync(AnyTicket.Of());
        _desk.BeforeWriting(AnyTicket.Id, () => _desk.CommentAsync(text: "One."));

        await _desk.CommentAsync(text: "Two.");

        Assert.Equal(["One.", "Two."], (await _desk.ReadAsync()).History.Skip(1).Select(entry => entry.Text));
    }

    [Fact]
    public async Task A_ticket_that_is_not_there_is_not_found() => Assert.Equal(RefusalKind.NotFound, (await _desk.CommentAsync()).Refusal!.Kind);

    [Fact]
    public async Task What_changes_nothing_writes_nothing()
    {
        await _desk.Store.PutAsync(AnyTicket.Of());
        _desk.BeforeWriting(AnyTicket.Id, () => throw new CrashException());

        var changed = await _desk.Change.RunAsync(AnyTicket.Id, null, (ticket, _) => TicketChange.Done(ticket));

        Assert.NotNull(changed.Ticket);
    }

    [Fact]
    public async Task A_ticket_grows_no_larger_than_an_engine_stores()
    {
        var ticket = AnyTicket.Of();
        await _desk.Store.PutAsync(ticket with { Title = new('x', ChangeTicket.MostBytes - 1_500) });

        Assert.Equal(RefusalKind.Conflict, (await _desk.CommentAsync(text: new('x', TicketHistory.TextCharacters))).Refusal!.Kind);
    }
}
