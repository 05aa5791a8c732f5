using Feedback.Core.Access;
using Feedback.Core.Customers;
using Feedback.Core.Intake;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Intake;

public sealed class CollectFeedbackTests
{
    private static readonly Source Till = new("pos-42", "store", "stores");

    private readonly FakeTimeProvider _time = new(Posted.Now);
    private readonly CustomerKeys _keys = new(new byte[32]);
    private readonly DictionaryStore _store;
    private readonly CollectFeedback _collect;

    public CollectFeedbackTests()
    {
        _store = new(_time);
        _collect = new(_store, _keys, new(_time), _time, NullLogger<CollectFeedback>.Instance);
    }

    [Fact]
    public async Task An_accepted_feedback_is_stored_as_received_with_everything_that_was_posted()
    {
        var posted = Posted.Read(Posted.HouseExample);

        var collected = await _collect.AcceptAsync(posted, Till);

        Assert.Equal(new Collected(CollectOutcome.Accepted, FeedbackId.OfEvent("pos-42", "r-99812"), FeedbackState.Received, null), collected);
        Assert.Equivalent(
            new FeedbackRecord
            {
                Id = collected.Id!,
                Source = "pos-42",
                SourceEventId = "r-99812",
                Touchpoint = "store",
                Silo = "stores",
                Channel = "kiosk",
                OccurredAt = posted.OccurredAt!.Value,
                ReceivedAt = Posted.Now,
                Customer = posted.Customer,
                CustomerKey = _keys.KeyOf(posted.Customer!),
                Text = posted.Text,
                Language = "en",
                Ratings = posted.Ratings,
                Attributes = posted.Attributes,
                State = FeedbackState.Received,
            },
            await StoredAsync(collected.Id!),
            strict: true);
    }

    [Fact]
    public async Task A_source_posts_under_its_own_name_only()
    {
        var collected = await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), new("web-1", "web", null));

        Assert.Equal((CollectOutcome.ForeignSource, null), (collected.Outcome, collected.Id));
        Assert.Equal(["source"], collected.Errors!.ToDictionary().Keys);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task A_name_in_another_case_is_another_name() =>
        Assert.Equal(CollectOutcome.ForeignSource, (await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till with { Id = "POS-42" })).Outcome);

    [Fact]
    public async Task The_touchpoint_is_the_sources_own_when_none_is_posted()
    {
        var collected = await _collect.AcceptAsync(Posted.Read(Posted.Without("touchpoint")), Till with { Touchpoint = "billing" });

        Assert.Equal("billing", (await StoredAsync(collected.Id!)).Touchpoint);
    }

    [Fact]
    public async Task The_posted_touchpoint_goes_before_the_sources_own()
    {
        var collected = await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till with { Touchpoint = "billing" });

        Assert.Equal("store", (await StoredAsync(collected.Id!)).Touchpoint);
    }

    [Fact]
    public async Task A_touchpoint_is_required_of_a_source_that_has_none()
    {
        var collected = await _collect.AcceptAsync(Posted.Read(Posted.Without("touchpoint")), Till with { Touchpoint = null });

        Assert.Equal(CollectOutcome.Invalid, collected.Outcome);
        Assert.Equal(["touchpoint"], collected.Errors!.ToDictionary().Keys);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Without_a_time_it_occurred_when_it_was_received()
    {
        var collected = await _collect.AcceptAsync(Posted.Read(Posted.Without("occurredAt")), Till);

        Assert.Equal(Posted.Now, (await StoredAsync(collected.Id!)).OccurredAt);
    }

    [Fact]
    public async Task The_same_event_posted_again_is_a_duplicate_of_the_same_id()
    {
        var first = await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till);

        var second = await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till);

        Assert.Equal((CollectOutcome.Duplicate, first.Id), (second.Outcome, second.Id));
    }

    [Fact]
    public async Task A_duplicate_changes_nothing_that_is_stored()
    {
        var first = await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till);

        await _collect.AcceptAsync(Posted.Read(Posted.With("text", "Something else")), Till);

        Assert.StartsWith("Nice staff", (await StoredAsync(first.Id!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duplicate_says_how_far_the_first_has_come()
    {
        var first = await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till);
        var failed = (await StoredAsync(first.Id!)) with { State = FeedbackState.Failed };
        await _store.UpsertAsync(Containers.Feedback, Json.Write(new(first.Id!, first.Id!), failed, RecordsJson.Default.FeedbackRecord));

        Assert.Equal(FeedbackState.Failed, (await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till)).State);
    }

    [Fact]
    public async Task The_event_goes_before_the_idempotency_key() =>
        Assert.Equal(FeedbackId.OfEvent("pos-42", "r-99812"), (await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till, "key")).Id);

    [Fact]
    public async Task Without_an_event_the_idempotency_key_makes_the_id() =>
        Assert.Equal(FeedbackId.OfRequest("pos-42", "key"), (await _collect.AcceptAsync(Posted.Read(Posted.Without("sourceEventId")), Till, "key")).Id);

    [Fact]
    public async Task Without_either_every_post_is_another_feedback()
    {
        var posted = Posted.Read(Posted.Without("sourceEventId"));
        await _collect.AcceptAsync(posted, Till);
        await _collect.AcceptAsync(posted, Till);

        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Without_a_customer_there_is_no_customer_key()
    {
        var collected = await _collect.AcceptAsync(Posted.Read(Posted.Without("customer")), Till);

        Assert.Null((await StoredAsync(collected.Id!)).CustomerKey);
    }

    [Fact]
    public async Task Intake_is_busy_while_more_waits_for_the_store_than_the_processors_can_serve_and_for_a_moment_after()
    {
        var written = new TaskCompletionSource();
        _store.BeforeWrite = _ => written.Task;
        List<Task> accepting = [];
        for (var i = 0; i <= 2 * Environment.ProcessorCount; i++)
        {
            Assert.False(_collect.IsBusy);
            accepting.Add(_collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till));
        }

        Assert.True(_collect.IsBusy);
        written.SetResult();
        await Task.WhenAll(accepting);
        Assert.True(_collect.IsBusy);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.False(_collect.IsBusy);
    }

    [Fact]
    public async Task What_the_store_could_not_write_is_not_accepted_and_does_not_wait_any_longer()
    {
        _store.BeforeWrite = _ => throw new StoreUnavailableException("down");

        for (var i = 0; i <= 2 * Environment.ProcessorCount; i++)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till));

        Assert.False(_collect.IsBusy);
    }

    private async Task<FeedbackRecord> StoredAsync(string id) =>
        Json.Read((await _store.GetAsync(Containers.Feedback, new(id, id)))!, RecordsJson.Default.FeedbackRecord);

    private async Task<int> CountAsync() => (await _store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 10)).Documents.Count;
}
