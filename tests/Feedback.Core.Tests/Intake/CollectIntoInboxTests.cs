using System.Text;
using Feedback.Core.Access;
using Feedback.Core.Customers;
using Feedback.Core.Intake;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Intake;

/// <summary>What is posted while the store does not answer, and what becomes of it.</summary>
public sealed class CollectIntoInboxTests
{
    private static readonly Source Till = new("pos-42", "store", "stores");

    private readonly FakeTimeProvider _time = new(Posted.Now);
    private readonly CustomerKeys _keys = new(new byte[32]);
    private readonly DictionaryStore _store;
    private readonly ListInbox _inbox = new();
    private readonly CollectFeedback _collect;

    public CollectIntoInboxTests()
    {
        _store = new(_time);
        _collect = new(_store, _keys, new(_time), _time, NullLogger<CollectFeedback>.Instance, _inbox);
    }

    [Fact]
    public async Task While_the_store_answers_nothing_goes_into_the_inbox()
    {
        Assert.Equal(CollectOutcome.Accepted, (await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till)).Outcome);

        Assert.Empty(_inbox.Messages);
    }

    [Theory]
    [InlineData(Posted.HouseExample, null)]
    [InlineData("""{"source":"pos-42","text":"Fine."}""", "request-1")]
    [InlineData("""{"source":"pos-42","text":"Fine."}""", null)]
    public async Task What_comes_out_of_the_inbox_has_the_id_that_the_sender_was_told_and_is_what_would_have_been_stored(string posted, string? idempotencyKey)
    {
        GoAway();
        var told = await _collect.AcceptAsync(Posted.Read(posted), Till, idempotencyKey);
        Assert.Equal((CollectOutcome.Queued, FeedbackState.Received, 0), (told.Outcome, told.State, await CountAsync()));

        ComeBack();
        var taken = await TakeInAsync(Assert.Single(_inbox.Messages));

        Assert.Equal((CollectOutcome.Accepted, told.Id), (taken.Outcome, taken.Id));
        var stored = await StoredAsync(told.Id!);
        var direct = new DictionaryStore(_time);
        var once = await new CollectFeedback(direct, _keys, new(_time), new FakeTimeProvider(Posted.Now), NullLogger<CollectFeedback>.Instance)
            .AcceptAsync(Posted.Read(posted), Till, idempotencyKey);
        var expected = Json.Read((await direct.GetAsync(Containers.Feedback, new(once.Id!, once.Id!)))!, RecordsJson.Default.FeedbackRecord);
        Assert.Equivalent(expected with { Id = told.Id! }, stored, strict: true);
    }

    [Fact]
    public async Task What_is_posted_again_while_the_store_is_away_or_after_it_is_the_same_feedback()
    {
        GoAway();
        var first = await _collect.AcceptAsync(Posted.Read(Posted.Without("sourceEventId")), Till, "request-1");
        var again = await _collect.AcceptAsync(Posted.Read(Posted.Without("sourceEventId")), Till, "request-1");
        ComeBack();
        _time.Advance(StoreCircuitBreaker.Pause);
        var after = await _collect.AcceptAsync(Posted.Read(Posted.Without("sourceEventId")), Till, "request-1");
        foreach (var message in _inbox.Messages)
            Assert.Equal(CollectOutcome.Duplicate, (await TakeInAsync(message)).Outcome);

        Assert.Equal((first.Id, first.Id, 1), (again.Id, after.Id, await CountAsync()));
        Assert.Single(_inbox.Messages.Select(message => message.Id).Distinct());
    }

    [Fact]
    public async Task Two_sources_that_name_a_request_alike_send_messages_that_are_told_apart()
    {
        GoAway();
        await _collect.AcceptAsync(Posted.Read("""{"source":"pos-42","text":"Fine."}"""), Till, "1");
        await _collect.AcceptAsync(Posted.Read("""{"source":"web-1","text":"Fine."}"""), new("web-1", "web", null), "1");

        Assert.Equal(2, _inbox.Messages.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_messages_id_fits_into_a_queue_however_long_the_senders_own_names_are()
    {
        GoAway();
        await _collect.AcceptAsync(Posted.Read(Posted.With("sourceEventId", new string('e', 200))), Till);
        await _collect.AcceptAsync(Posted.Read(Posted.Without("sourceEventId")), Till, new string('ü', 200));

        Assert.All(_inbox.Messages, message => Assert.True(message.Id.Length <= 128 && message.Id.All(char.IsAscii)));
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("feedback:1")]
    [InlineData("feedback:0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("Feedback:0123456789abcdef0123456789abcdef")]
    public async Task A_senders_own_message_id_names_a_request_of_that_source(string messageId)
    {
        var taken = await _collect.TakeInAsync(Posted.Read("""{"source":"pos-42","text":"Fine."}"""), Till, messageId, null);

        Assert.Equal(FeedbackId.OfRequest("pos-42", messageId), taken.Id);
    }

    [Fact]
    public async Task The_events_own_id_counts_before_the_one_that_a_message_names()
    {
        var taken = await _collect.TakeInAsync(Posted.Read(Posted.HouseExample), Till, "feedback:0123456789abcdef0123456789abcdef", null);

        Assert.Equal(FeedbackId.OfEvent("pos-42", "r-99812"), taken.Id);
    }

    [Fact]
    public async Task An_idempotency_key_that_looks_like_a_messages_id_chooses_nothing()
    {
        var posted = await _collect.AcceptAsync(Posted.Read("""{"source":"pos-42","text":"Fine."}"""), Till, "feedback:0123456789abcdef0123456789abcdef");

        Assert.Equal(FeedbackId.OfRequest("pos-42", "feedback:0123456789abcdef0123456789abcdef"), posted.Id);
    }

    [Fact]
    public async Task It_is_received_when_the_inbox_took_it_in_and_occurred_when_it_was_posted()
    {
        GoAway();
        var told = await _collect.AcceptAsync(Posted.Read(Posted.Without("occurredAt")), Till);
        ComeBack();
        _time.Advance(TimeSpan.FromHours(3));

        await TakeInAsync(_inbox.Messages[0], sentAt: Posted.Now.AddSeconds(1));

        var stored = await StoredAsync(told.Id!);
        Assert.Equal((Posted.Now.AddSeconds(1), Posted.Now), (stored.ReceivedAt, stored.OccurredAt));
    }

    [Fact]
    public async Task A_queue_whose_clock_is_ahead_does_not_put_the_receipt_into_the_future()
    {
        var taken = await _collect.TakeInAsync(Posted.Read(Posted.HouseExample), Till, "m-1", Posted.Now.AddMinutes(1));

        Assert.Equal(Posted.Now, (await StoredAsync(taken.Id!)).ReceivedAt);
    }

    [Fact]
    public async Task The_message_says_the_touchpoint_that_the_source_had_when_it_was_posted()
    {
        GoAway();
        var told = await _collect.AcceptAsync(Posted.Read(Posted.Without("touchpoint")), Till with { Touchpoint = "billing" });
        ComeBack();

        await TakeInAsync(_inbox.Messages[0]);

        Assert.Equal("billing", (await StoredAsync(told.Id!)).Touchpoint);
    }

    [Fact]
    public async Task What_is_not_valid_is_refused_while_the_store_is_away()
    {
        GoAway();

        Assert.Equal(CollectOutcome.ForeignSource, (await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), new("web-1", "web", null))).Outcome);
        Assert.Equal(CollectOutcome.Invalid, (await _collect.AcceptAsync(Posted.Read(Posted.Without("touchpoint")), Till with { Touchpoint = null })).Outcome);
        Assert.Empty(_inbox.Messages);
    }

    [Fact]
    public async Task Where_the_inbox_fails_too_the_store_is_unavailable()
    {
        GoAway();
        _inbox.Fails = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _collect.AcceptAsync([Posted.Read(Posted.HouseExample)], Till));
    }

    [Fact]
    public async Task What_comes_out_of_the_inbox_does_not_go_into_it_again()
    {
        GoAway();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _collect.TakeInAsync(Posted.Read(Posted.HouseExample), Till, "m-1", null));

        Assert.Empty(_inbox.Messages);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_waited_for_two_seconds_and_what_it_stores_late_is_the_same_feedback()
    {
        var late = new TaskCompletionSource();
        _store.BeforeWrite = _ => late.Task;
        var accepting = _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till);
        Assert.False(accepting.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(CollectOutcome.Queued, (await accepting).Outcome);
        Assert.Equal(CollectOutcome.Queued, (await _collect.AcceptAsync(Posted.Read(Posted.Without("sourceEventId")), Till)).Outcome);

        ComeBack();
        late.SetResult();
        foreach (var message in _inbox.Messages)
            await TakeInAsync(message);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Without_an_inbox_the_store_is_waited_for()
    {
        var written = new TaskCompletionSource();
        _store.BeforeWrite = _ => written.Task;
        var accepting = new CollectFeedback(_store, _keys, new(_time), _time, NullLogger<CollectFeedback>.Instance)
            .AcceptAsync(Posted.Read(Posted.HouseExample), Till);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(accepting.IsCompleted);
        written.SetResult();

        Assert.Equal(CollectOutcome.Accepted, (await accepting).Outcome);
    }

    [Fact]
    public async Task After_five_seconds_the_store_is_tried_again()
    {
        GoAway();
        await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till);
        ComeBack();
        Assert.Equal(CollectOutcome.Queued, (await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till)).Outcome);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(CollectOutcome.Accepted, (await _collect.AcceptAsync(Posted.Read(Posted.HouseExample), Till)).Outcome);
    }

    [Fact]
    public async Task Of_a_batch_what_the_store_does_not_take_goes_into_the_inbox_together_and_each_item_is_told_what_became_of_it()
    {
        var (stored, left) = (FeedbackId.OfEvent("pos-42", "r-1"), FeedbackId.OfEvent("pos-42", "r-2"));
        _store.BeforeWrite = key => key.Id == left ? throw new StoreUnavailableException("throttled") : Task.CompletedTask;

        var collected = await _collect.AcceptAsync(
            [Posted.Read(Posted.With("sourceEventId", "r-1")), Posted.Read(Posted.With("source", "web-1")), Posted.Read(Posted.With("sourceEventId", "r-2")),
                Posted.Read(Posted.With("sourceEventId", "r-2"))], Till);

        Assert.Equal([CollectOutcome.Accepted, CollectOutcome.ForeignSource, CollectOutcome.Queued, CollectOutcome.Queued],
            collected.Select(one => one.Outcome));
        Assert.Equal([stored, null, left, left], collected.Select(one => one.Id));
        Assert.Equal(1, _inbox.Calls);
        Assert.Equal([left, left], _inbox.Messages.Select(message => InboxMessage.FeedbackIn(message.Id)));
    }

    [Fact]
    public async Task A_batch_of_more_than_is_asked_at_once_is_not_taken_for_an_outage_while_the_store_answers()
    {
        using var asked = new SemaphoreSlim(0);
        using var answers = new SemaphoreSlim(0);
        _store.BeforeWrite = _ =>
        {
            asked.Release();
            return answers.WaitAsync();
        };

        var accepting = _collect.AcceptAsync([.. Enumerable.Range(0, 2 * StoreCircuitBreaker.AtOnce)
            .Select(number => Posted.Read(Posted.With("sourceEventId", $"r-{number}")))], Till);
        for (var wave = 0; wave < 2; wave++)
        {
            for (var one = 0; one < StoreCircuitBreaker.AtOnce; one++)
                await asked.WaitAsync();
            _time.Advance(StoreCircuitBreaker.Patience - TimeSpan.FromTicks(1));
            answers.Release(StoreCircuitBreaker.AtOnce);
        }

        Assert.All(await accepting, collected => Assert.Equal(CollectOutcome.Accepted, collected.Outcome));
        Assert.Empty(_inbox.Messages);
    }

    [Fact]
    public void Law_a_message_says_exactly_what_was_posted()
    {
        var text = ArbMap.Default.GeneratorFor<string>().Where(value => value is not null && !value.Contains('\0', StringComparison.Ordinal)
            && IsUnicode(value));
        var line = text.Where(value => value.Length is > 0 and <= 200 && !value.Any(char.IsControl));
        // The blanks around a customer's number would be taken away.
        var posted =
            from words in text.Where(value => !string.IsNullOrWhiteSpace(value))
            from name in line
            from id in line.Where(value => value.Length <= 198).Select(value => $"c{value}c")
            from value in text.Where(value => value.Length <= 1_000)
            from ticks in Gen.Choose(0, int.MaxValue)
            from score in Gen.Choose(0, 10)
            select new PostedFeedback("pos-42", name, "store", null, Posted.Now.AddTicks(-ticks), new(id, null), words, "en", new(score, null, null),
                new Dictionary<string, string> { [id.Length > 100 ? "a" : id] = value });

        Prop.ForAll(posted.ToArbitrary(), one => Assert.Equivalent(one, Read(InboxMessage.Of("0123456789abcdef0123456789abcdef", one)), strict: true))
            .QuickCheckThrowOnFailure();
    }

    private static bool IsUnicode(string value)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(value) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static PostedFeedback Read(InboxMessage message) => Posted.Read(Encoding.UTF8.GetString(message.Body.Span));

    private Task<Collected> TakeInAsync(InboxMessage message, DateTimeOffset? sentAt = null) => _collect.TakeInAsync(Read(message), Till, message.Id, sentAt);

    private void GoAway() => _store.BeforeWrite = _ => throw new StoreUnavailableException("down");

    private void ComeBack() => _store.BeforeWrite = null;

    private async Task<FeedbackRecord> StoredAsync(string id) =>
        Json.Read((await _store.GetAsync(Containers.Feedback, new(id, id)))!, RecordsJson.Default.FeedbackRecord);

    private async Task<int> CountAsync() => (await _store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 10)).Documents.Count;

    private sealed class ListInbox : IFeedbackInbox
    {
        public List<InboxMessage> Messages { get; } = [];

        public int Calls { get; private set; }

        public bool Fails { get; set; }

        public Task PutAsync(IReadOnlyList<InboxMessage> messages, CancellationToken cancellationToken = default)
        {
            if (Fails)
                throw new InboxUnavailableException("down, too");
            Calls++;
            Messages.AddRange(messages);
            return Task.CompletedTask;
        }
    }
}
