using Feedback.Core.Access;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Access;

public sealed class SourceActivityLogTests
{
    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly DictionaryStore _store;
    private readonly SourceActivityLog _log;

    public SourceActivityLogTests()
    {
        _store = new(_time);
        _log = new(_store, _time);
    }

    [Fact]
    public async Task A_source_that_sent_nothing_has_no_activity() => Assert.Equal((null, 0, 0, 0), Sums(await ReadAsync()));

    [Fact]
    public async Task What_is_noted_adds_up()
    {
        _log.Note("pos-42", 5, 1, 0);
        _log.Note("pos-42", 2, 0, 3);

        Assert.Equal((_time.GetUtcNow(), 7, 1, 3), Sums(await ReadAsync()));
    }

    [Fact]
    public async Task Each_source_has_its_own()
    {
        _log.Note("pos-42", 5, 1, 0);
        _log.Note("web-1", 2, 0, 3);

        Assert.Equal(5, (await ReadAsync()).Accepted);
    }

    [Fact]
    public async Task What_was_flushed_reads_the_same()
    {
        _log.Note("pos-42", 5, 1, 2);
        var before = await ReadAsync();

        await _log.FlushAsync();

        Assert.Equivalent(before, await ReadAsync(), strict: true);
    }

    [Fact]
    public async Task What_was_flushed_is_read_by_another_instance()
    {
        _log.Note("pos-42", 5, 1, 2);
        await _log.FlushAsync();

        Assert.Equal((_time.GetUtcNow(), 5, 1, 2), Sums(await ReadAsync(new(_store, _time))));
    }

    [Fact]
    public async Task Gathered_and_stored_are_read_together()
    {
        _log.Note("pos-42", 5, 1, 2);
        await _log.FlushAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        _log.Note("pos-42", 1, 1, 1);

        Assert.Equal((_time.GetUtcNow(), 6, 2, 3), Sums(await ReadAsync()));
    }

    [Fact]
    public async Task Flushing_again_adds_nothing()
    {
        _log.Note("pos-42", 5, 1, 2);
        await _log.FlushAsync();
        await _log.FlushAsync();

        Assert.Equal(5, (await ReadAsync()).Accepted);
    }

    [Fact]
    public async Task A_flush_that_fails_says_so_and_loses_nothing()
    {
        _log.Note("pos-42", 5, 1, 2);
        _log.Note("web-1", 3, 0, 0);
        _store.BeforeWrite = _ => throw new StoreUnavailableException("down");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _log.FlushAsync());
        _log.Note("pos-42", 1, 0, 0);
        _store.BeforeWrite = null;

        await _log.FlushAsync();

        var stored = await new SourceActivityLog(_store, _time).ReadAsync(["pos-42", "web-1"]);
        Assert.Equal((6, 3), (stored["pos-42"].Accepted, stored["web-1"].Accepted));
    }

    [Fact]
    public async Task Two_instances_that_flush_at_once_lose_nothing()
    {
        var other = new SourceActivityLog(_store, _time);
        _log.Note("pos-42", 5, 0, 0);
        other.Note("pos-42", 3, 0, 0);
        _store.BeforeWrite = async _ =>
        {
            _store.BeforeWrite = null;
            await other.FlushAsync();
        };

        await _log.FlushAsync();

        Assert.Equal(8, (await ReadAsync(new(_store, _time))).Accepted);
    }

    [Fact]
    public void The_later_of_two_times_is_when_it_was_last_seen()
    {
        var early = new SourceActivity(_time.GetUtcNow(), 0, 0, 0);
        var late = new SourceActivity(_time.GetUtcNow().AddSeconds(1), 0, 0, 0);

        Assert.Equal(late.LastSeen, early.Plus(late).LastSeen);
        Assert.Equal(late.LastSeen, late.Plus(early).LastSeen);
        Assert.Equal(early.LastSeen, SourceActivity.None.Plus(early).LastSeen);
        Assert.Equal(early.LastSeen, early.Plus(SourceActivity.None).LastSeen);
    }

    [Fact]
    public async Task Days_are_counted_apart()
    {
        _log.Note("pos-42", 5, 1, 0);
        _time.Advance(TimeSpan.FromDays(1));
        _log.Note("pos-42", 2, 0, 0);
        await _log.FlushAsync();
        _log.Note("pos-42", 1, 0, 4);

        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        Assert.Equal([new(today.AddDays(-1), 5, 1, 0), new(today, 3, 0, 4)], (await ReadAsync()).Days);
    }

    [Fact]
    public async Task Of_the_days_only_the_last_are_kept()
    {
        for (var day = 0; day < SourceActivity.MostDays + 5; day++)
        {
            _log.Note("pos-42", 1, 0, 0);
            await _log.FlushAsync();
            _time.Advance(TimeSpan.FromDays(1));
        }

        var activity = await ReadAsync();
        Assert.Equal((SourceActivity.MostDays, SourceActivity.MostDays + 5), (activity.Days.Count, activity.Accepted));
        Assert.Equal(DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime).AddDays(-1), activity.Days[^1].Day);
    }

    [Fact]
    public async Task The_last_fault_is_kept_until_a_later_one()
    {
        _log.Note("pos-42", 0, 0, 1, "must be a number", "ratings.nps");
        await _log.FlushAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        _log.Note("pos-42", 0, 0, 1, "is required", "source");
        var failed = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(1));
        _log.Note("pos-42", 7, 0, 0);

        Assert.Equal(new(failed, "source", "is required"), (await ReadAsync()).LastFault);
    }

    [Fact]
    public async Task The_name_of_a_field_that_a_sender_made_up_tells_nobody_who_a_customer_is()
    {
        _log.Note("pos-42", 0, 0, 1, "is not known", "jane@example.com" + new string('x', 500));

        var field = (await ReadAsync()).LastFault!.Field!;
        Assert.DoesNotContain("jane", field, StringComparison.Ordinal);
        Assert.InRange(field.Length, 1, 100);
    }

    [Fact]
    public async Task Refusals_are_counted_by_their_fault_the_most_frequent_first()
    {
        _log.Note("pos-42", 0, 0, 2, "is required", "source");
        _log.Note("pos-42", 5, 0, 0);
        await _log.FlushAsync();
        _log.Note("pos-42", 0, 0, 3, "must be a number", "ratings.nps");
        _log.Note("pos-42", 0, 0, 2, "must be a number", "ratings.nps");

        Assert.Equal([new("ratings.nps", "must be a number", 5), new("source", "is required", 2)], (await ReadAsync()).Faults);
    }

    [Fact]
    public async Task Of_faults_that_are_ever_new_no_more_are_kept_than_may_be()
    {
        _log.Note("pos-42", 0, 0, 9, "is required", "source");
        for (var fault = 0; fault < 3 * SourceActivity.MostFaults; fault++)
        {
            _log.Note("pos-42", 0, 0, 1, "is not a field of a feedback", $"field{fault}");
            await _log.FlushAsync();
        }

        var activity = await ReadAsync();
        Assert.Equal((SourceActivity.MostFaults, 9 + (3 * SourceActivity.MostFaults)), (activity.Faults.Count, activity.Errors));
        Assert.Equal(new("source", "is required", 9), activity.Faults[0]);
    }

    private static (DateTimeOffset? LastSeen, long Accepted, long Duplicates, long Errors) Sums(SourceActivity activity) =>
        (activity.LastSeen, activity.Accepted, activity.Duplicates, activity.Errors);

    private Task<SourceActivity> ReadAsync() => ReadAsync(_log);

    private static async Task<SourceActivity> ReadAsync(SourceActivityLog log) => (await log.ReadAsync(["pos-42"]))["pos-42"];
}
