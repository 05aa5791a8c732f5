using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Pipeline;

public sealed class RequeueStalledTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);
    private readonly DictionaryStore _store;
    private readonly RequeueStalled _requeue;

    public RequeueStalledTests()
    {
        _store = new(_time);
        _requeue = new(_store, _time);
    }

    [Fact]
    public async Task What_is_received_for_too_long_is_at_the_end_of_the_change_feed_again_as_it_was()
    {
        await StoreAsync("a", FeedbackState.Received);
        await StoreAsync("b", FeedbackState.Mapped);
        var before = await BodyAsync("a");
        _time.Advance(RequeueStalled.Patience);

        Assert.Equal(1, await _requeue.RunAsync());

        Assert.Equal(["b", "a"], await FeedAsync());
        Assert.Equal(before, await BodyAsync("a"));
    }

    [Fact]
    public async Task What_may_still_come_by_itself_is_left_alone_and_not_forgotten()
    {
        await StoreAsync("a", FeedbackState.Received);
        _time.Advance(RequeueStalled.Patience - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await _requeue.RunAsync());

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await _requeue.RunAsync());
    }

    [Fact]
    public async Task What_is_still_received_is_sent_round_by_each_run_once()
    {
        await StoreAsync("a", FeedbackState.Received);
        _time.Advance(RequeueStalled.Patience);

        Assert.Equal((1, 1), (await _requeue.RunAsync(), await _requeue.RunAsync()));
    }

    [Fact]
    public async Task What_has_failed_waits_for_somebody_to_retry_it()
    {
        await StoreAsync("a", FeedbackState.Failed);
        _time.Advance(RequeueStalled.Patience);

        Assert.Equal(0, await _requeue.RunAsync());
    }

    [Fact]
    public async Task What_is_analysed_meanwhile_is_not_undone()
    {
        await StoreAsync("a", FeedbackState.Received);
        _time.Advance(RequeueStalled.Patience);
        _store.BeforeWrite = async key =>
        {
            _store.BeforeWrite = null;
            if (key.Id == "a")
                await StoreAsync("a", FeedbackState.Mapped);
        };

        await _requeue.RunAsync();

        Assert.Contains("mapped", await BodyAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_understood_beside_its_record_is_not_sent_round()
    {
        await StoreAsync("a", FeedbackState.Received);
        await UnderstandAsync("a", FeedbackState.Mapped, revision: 0);
        await UnderstandAsync("a", FeedbackState.Failed, revision: 1);
        _time.Advance(RequeueStalled.Patience);

        Assert.Equal(0, await _requeue.RunAsync());
    }

    [Fact]
    public async Task What_is_to_be_analysed_again_is_sent_round_as_it_was()
    {
        await StoreAsync("a", FeedbackState.Received);
        await UnderstandAsync("a", FeedbackState.Received, revision: 2);
        await StoreAsync("b", FeedbackState.Mapped);
        _time.Advance(RequeueStalled.Patience);

        Assert.Equal(1, await _requeue.RunAsync());

        Assert.Equal(["a", "b", "analysis"], await FeedAsync());
    }

    private Task<WriteResult> UnderstandAsync(string id, FeedbackState state, int revision) =>
        _store.UpsertAsync(Containers.Feedback, FeedbackRecords.Write(id, new() { Revision = revision, State = state }));

    private Task StoreAsync(string id, FeedbackState state) => _store.PutAsync(AnyFeedback.Received(id, Now) with { State = state });

    private async Task<string> BodyAsync(string id) =>
        System.Text.Encoding.UTF8.GetString((await _store.GetAsync(Containers.Feedback, new(id, id)))!.Body.Span);

    private async Task<IEnumerable<string>> FeedAsync() =>
        (await _store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 100)).Documents.Select(document => document.Key.Id);
}
