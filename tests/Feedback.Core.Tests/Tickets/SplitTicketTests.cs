using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Feedback.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Tickets;

public sealed class SplitTicketTests
{
    private const string Part = "shop.delivery-time.2026-11-20";
    private readonly Desk _desk = new();

    [Fact]
    public async Task The_new_ticket_has_the_topics_and_belongs_to_the_silo_that_can_mend_them()
    {
        await PutAsync();

        var split = await SplitAsync(1, AnyTicket.Delivery);

        var (rest, part) = (await _desk.ReadAsync(), await _desk.ReadAsync(Part));
        Assert.Equal(Part, split.Ticket!.Id);
        Assert.Equal([AnyTicket.Invoice, AnyTicket.Staff], rest.Topics);
        Assert.Equal((TicketAction.Split, Part), (rest.History[^1].Action, rest.History[^1].OtherTicket));
        Assert.Equal([AnyTicket.Delivery], part.Topics);
        Assert.Equal((TicketState.Open, "logistics", "delivery-time", "receive", _desk.Time.GetUtcNow()),
            (part.State, part.OwnedBy, part.Theme, part.Stage, part.RaisedAt));
        var raised = Assert.Single(part.History);
        Assert.Equal((0, TicketAction.Raised, "manager", "Ann", AnyTicket.Id),
            (raised.Number, raised.Action, raised.By, raised.OnBehalfOf, raised.OtherTicket));
        Assert.Equal("Delivery, split from shop.invoice-error.2026-11-10", part.Title);
    }

    [Fact]
    public async Task A_ticket_whose_first_topic_goes_is_about_the_next()
    {
        await PutAsync();

        await SplitAsync(1, AnyTicket.Invoice);

        var rest = await _desk.ReadAsync();
        Assert.Equal(("delivery-time", "receive"), (rest.Theme, rest.Stage));
    }

    [Fact]
    public async Task An_id_that_is_taken_is_numbered()
    {
        await PutAsync(AnyTicket.Of(TicketState.Closed, Part, AnyTicket.Delivery));

        Assert.Equal(Part + ".2", (await SplitAsync(1, AnyTicket.Delivery)).Ticket!.Id);
    }

    [Fact]
    public async Task After_a_crash_between_the_two_writes_every_topic_has_a_ticket_and_repeating_finishes_the_split_once()
    {
        await PutAsync();
        _desk.BeforeWriting(AnyTicket.Id, () => throw new CrashException());
        await Assert.ThrowsAsync<CrashException>(() => SplitAsync(1, AnyTicket.Delivery));
        Assert.Equal(3, (await _desk.ReadAsync()).Topics.Count);
        _desk.Time.Advance(TimeSpan.FromDays(2));

        var again = await SplitAsync(1, AnyTicket.Delivery);

        Assert.Equal(Part, again.Ticket!.Id);
        Assert.Equal([AnyTicket.Invoice, AnyTicket.Staff], (await _desk.ReadAsync()).Topics);
        Assert.Equal(2, (await _desk.AllAsync()).Count);
    }

    [Fact]
    public async Task A_split_that_was_begun_must_be_finished_before_its_topics_go_elsewhere()
    {
        await PutAsync();
        _desk.BeforeWriting(AnyTicket.Id, () => throw new CrashException());
        await Assert.ThrowsAsync<CrashException>(() => SplitAsync(1, AnyTicket.Delivery));

        var other = await SplitAsync(1, AnyTicket.Delivery, AnyTicket.Staff);

        Assert.Equal($"A split into {Part} was started but not finished. Repeat it with its topics: delivery-time at receive.", other.Refusal!.Detail);
    }

    [Fact]
    public async Task Of_two_splits_of_one_version_one_is_refused_and_no_topic_stands_in_two_tickets()
    {
        await PutAsync();
        TicketChange? between = null;
        _desk.BeforeWriting(AnyTicket.Id, async () => between = await SplitAsync(1, AnyTicket.Staff));

        var first = await SplitAsync(1, AnyTicket.Delivery);

        Assert.NotNull(between!.Ticket);
        Assert.Equal(RefusalKind.Stale, first.Refusal!.Kind);
        Assert.Equal([AnyTicket.Delivery, AnyTicket.Invoice, AnyTicket.Staff], await HeldAsync(_desk));
    }

    [Fact]
    public async Task The_same_split_twice_at_once_makes_one_ticket()
    {
        await PutAsync();
        TicketChange? between = null;
        _desk.BeforeWriting(AnyTicket.Id, async () => between = await SplitAsync(1, AnyTicket.Delivery));

        var first = await SplitAsync(1, AnyTicket.Delivery);

        Assert.Equal(Part, between!.Ticket!.Id);
        Assert.Equal(Part, first.Ticket!.Id);
        Assert.Equal([AnyTicket.Delivery, AnyTicket.Invoice, AnyTicket.Staff], await HeldAsync(_desk));
    }

    [Fact]
    public async Task The_topics_are_some_of_the_tickets_and_not_all()
    {
        await PutAsync();

        Assert.Equal(["must leave at least one topic on the ticket"],
            (await SplitAsync(1, AnyTicket.Invoice, AnyTicket.Staff, AnyTicket.Delivery)).Refusal!.Errors!.ToDictionary()["topics"]);
        var errors = (await SplitAsync(1, AnyTicket.Invoice, AnyTicket.Invoice, new("refund", "pay"))).Refusal!.Errors!.ToDictionary();
        Assert.Equal(["is listed twice"], errors["topics[1]"]);
        Assert.Equal(["must be a topic of the ticket: invoice-error at pay, delivery-time at receive, staff-attitude at buy"], errors["topics[2]"]);
    }

    [Theory]
    [InlineData(TicketState.Shipped)]
    [InlineData(TicketState.Closed)]
    public async Task Only_a_live_ticket_is_split(TicketState state)
    {
        await _desk.Store.PutAsync(AnyTicket.Of(state, topics: [AnyTicket.Invoice, AnyTicket.Delivery]));

        Assert.Equal(RefusalKind.Conflict, (await SplitAsync(2, AnyTicket.Delivery)).Refusal!.Kind);
        Assert.Single(await _desk.AllAsync());
    }

    [Fact]
    public async Task A_stale_version_is_refused_before_anything_is_written()
    {
        await PutAsync();

        Assert.Equal(RefusalKind.Stale, (await SplitAsync(7, AnyTicket.Delivery)).Refusal!.Kind);
        Assert.Single(await _desk.AllAsync());
    }

    [Fact]
    public void Whatever_is_split_off_the_topics_are_parted_between_the_two() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), Prop.ForAll(Gen.Choose(1, (1 << 5) - 2).ToArbitrary(), async chosen =>
        {
            var desk = new Desk();
            List<Topic> topics = [.. Enumerable.Range(0, 5).Select(n => new Topic($"theme-{n}", "pay"))];
            List<Topic> going = [.. topics.Where((_, n) => (chosen & (1 << n)) != 0)];
            await desk.Store.PutAsync(AnyTicket.Of(topics: topics));

            var part = (await desk.Splits.RunAsync(AnyTicket.Id, null, new([.. going.AsEnumerable().Reverse()]), Desk.Ann)).Ticket!;

            Assert.Equal(going, part.Topics);
            Assert.Equal(topics.Except(going), (await desk.ReadAsync()).Topics);
        }));

    /// <summary>The topics that tickets stand for, each as often as one does.</summary>
    private static async Task<IEnumerable<Topic>> HeldAsync(Desk desk) =>
        (await desk.AllAsync()).Where(ticket => TicketLifecycle.HoldsItsTopics(ticket.State)).SelectMany(ticket => ticket.Topics)
            .OrderBy(topic => topic.Theme, StringComparer.Ordinal);

    private Task PutAsync(params IEnumerable<Ticket> tickets) =>
        _desk.Store.PutAsync(tickets.Append(AnyTicket.Of(topics: [AnyTicket.Invoice, AnyTicket.Delivery, AnyTicket.Staff])));

    private Task<TicketChange> SplitAsync(int version, params IReadOnlyList<Topic> topics) =>
        _desk.Splits.RunAsync(AnyTicket.Id, Desk.Version(version), new(topics), Desk.Ann);
}
