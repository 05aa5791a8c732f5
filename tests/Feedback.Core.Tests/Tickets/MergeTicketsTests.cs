using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Feedback.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Tickets;

public sealed class MergeTicketsTests
{
    private const string Into = "shop.delivery-time.2026-11-10";
    private readonly Desk _desk = new();

    [Fact]
    public async Task The_other_ticket_goes_on_with_the_topics_and_helpers_of_both_and_this_one_ends()
    {
        await PutAsync(AnyTicket.Of() with { OwnedBy = "store", Collaborators = ["billing", "logistics"] });

        var merged = await MergeAsync(version: 1);

        var (source, survivor) = (await _desk.ReadAsync(), await _desk.ReadAsync(Into));
        Assert.Equal((TicketState.Closed, Into, 2), (source.State, source.MergedInto, source.History.Count));
        Assert.Equal((TicketAction.Merged, TicketState.Closed, Into),
            (source.History[^1].Action, source.History[^1].To!.Value, source.History[^1].OtherTicket));
        Assert.Equal([AnyTicket.Delivery, AnyTicket.Invoice], survivor.Topics);
        Assert.Equal(["store", "logistics"], survivor.Collaborators);
        Assert.Equal((TicketAction.Merged, null, AnyTicket.Id), (survivor.History[^1].Action, survivor.History[^1].To, survivor.History[^1].OtherTicket));
        Assert.Equal(Into, merged.Ticket!.Id);
    }

    [Fact]
    public async Task After_a_crash_between_the_two_writes_every_topic_has_a_ticket_and_repeating_finishes_the_merge_once()
    {
        await PutAsync(AnyTicket.Of());
        _desk.BeforeWriting(AnyTicket.Id, () => throw new CrashException());
        await Assert.ThrowsAsync<CrashException>(() => MergeAsync(version: 1));
        Assert.Equal((TicketState.Open, 2), ((await _desk.ReadAsync()).State, (await _desk.ReadAsync(Into)).Topics.Count));

        Assert.NotNull((await MergeAsync(version: 1)).Ticket);

        Assert.Equal(Into, (await _desk.ReadAsync()).MergedInto);
        Assert.Single((await _desk.ReadAsync(Into)).History, entry => entry.Action == TicketAction.Merged);
    }

    [Fact]
    public async Task A_merge_that_is_repeated_after_its_end_is_answered_as_the_first_time()
    {
        await PutAsync(AnyTicket.Of());
        await MergeAsync(version: 1);

        var again = await MergeAsync(version: 1);

        Assert.Equal(Into, again.Ticket!.Id);
        Assert.Equal(2, again.Ticket.History.Count);
    }

    [Fact]
    public async Task A_merge_that_was_begun_must_be_finished_before_another()
    {
        await PutAsync(AnyTicket.Of(), AnyTicket.Of(id: "shop.staff-attitude.2026-11-10", topics: AnyTicket.Staff));
        _desk.BeforeWriting(AnyTicket.Id, () => throw new CrashException());
        await Assert.ThrowsAsync<CrashException>(() => MergeAsync(version: 1));

        var other = await _desk.Merges.RunAsync(AnyTicket.Id, null, new("shop.staff-attitude.2026-11-10"), Desk.Ann);

        Assert.Equal($"A merge into {Into} was started but not finished. Repeat that merge.", other.Refusal!.Detail);
    }

    [Theory]
    [InlineData(AnyTicket.Id, Into)]
    [InlineData(Into, AnyTicket.Id)]
    public async Task Two_tickets_that_are_merged_into_each_other_at_once_do_not_both_end(string first, string second)
    {
        await PutAsync(AnyTicket.Of());
        // The second merge runs when the first has written the other ticket and is about to end its own.
        _desk.BeforeWriting(first, () => _desk.Merges.RunAsync(second, null, new(first), Desk.Ann));

        await _desk.Merges.RunAsync(first, null, new(second), Desk.Ann);

        Assert.Single(await _desk.AllAsync(), ticket => ticket.MergedInto is not null);
    }

    [Theory]
    [InlineData(TicketState.Shipped)]
    [InlineData(TicketState.Verified)]
    [InlineData(TicketState.Closed)]
    [InlineData(TicketState.Dismissed)]
    public async Task Only_live_tickets_are_merged(TicketState state)
    {
        await PutAsync(AnyTicket.Of(state));

        Assert.Equal(RefusalKind.Conflict, (await MergeAsync()).Refusal!.Kind);
        Assert.Equal(RefusalKind.Conflict, (await _desk.Merges.RunAsync(Into, null, new(AnyTicket.Id), Desk.Ann)).Refusal!.Kind);
        Assert.All(await _desk.AllAsync(), ticket => Assert.Null(ticket.MergedInto));
    }

    [Fact]
    public async Task A_stale_version_is_refused_before_anything_is_written()
    {
        await PutAsync(AnyTicket.Of());

        Assert.Equal(RefusalKind.Stale, (await MergeAsync(version: 7)).Refusal!.Kind);
        Assert.Single((await _desk.ReadAsync(Into)).History);
    }

    [Theory]
    [InlineData(AnyTicket.Id, "must not be the ticket itself")]
    [InlineData("shop.nothing.2026-11-10", "must be the id of a ticket")]
    public async Task A_ticket_is_merged_into_another_that_there_is(string into, string fault)
    {
        await PutAsync(AnyTicket.Of());

        Assert.Equal([fault], (await _desk.Merges.RunAsync(AnyTicket.Id, null, new(into), Desk.Ann)).Refusal!.Errors!.ToDictionary()["into"]);
    }

    [Fact]
    public void Whatever_two_tickets_cover_the_one_that_goes_on_covers() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), Prop.ForAll(Gen.Choose(1, 4).Two().ToArbitrary(), async counts =>
        {
            var desk = new Desk();
            IReadOnlyList<Topic> ours = Topics("a", counts.Item1), theirs = Topics("b", counts.Item2);
            await desk.Store.PutAsync(AnyTicket.Of(topics: ours), AnyTicket.Of(id: Into, topics: theirs));

            await desk.Merges.RunAsync(AnyTicket.Id, null, new(Into), Desk.Ann);

            Assert.Equal([.. theirs, .. ours], (await desk.ReadAsync(Into)).Topics);
        }));

    private static List<Topic> Topics(string stage, int count) => [.. Enumerable.Range(0, count).Select(n => new Topic($"theme-{n}", stage))];

    private Task PutAsync(params IEnumerable<Ticket> tickets) => _desk.Store.PutAsync(tickets.Append(AnyTicket.Of(id: Into, topics: AnyTicket.Delivery)));

    private Task<TicketChange> MergeAsync(int? version = null) =>
        _desk.Merges.RunAsync(AnyTicket.Id, version is { } seen ? Desk.Version(seen) : null, new(Into, "One cause."), Desk.Ann);
}
