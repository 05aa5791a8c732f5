using Feedback.Core.Access;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;

namespace Feedback.Core.Tests.Access;

public sealed class SourceActivityLogTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly DictionaryStore _store;
    private readonly SourceActivityLog _log;

    public SourceActivityLogTests()
    {
        _store = new(_time);
        _log = new(_store, _time);
    }

    [Fact]
    public async Task A_source_that_sent_nothing_has_no_activity() => Assert.Equal(SourceActivity.None, await ReadAsync());

    [Fact]
    public async Task What_is_noted_adds_up()
    {
        _log.Note("pos-42", 5, 1, 0);
        _log.Note("pos-42", 2, 0, 3);

        Assert.Equal(new(_time.GetUtcNow(), 7, 1, 3), await ReadAsync());
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

        Assert.Equal(before, await ReadAsync());
    }

    [Fact]
    public async Task What_was_flushed_is_read_by_another_instance()
    {
        _log.Note("pos-42", 5, 1, 2);
        await _log.FlushAsync();

        Assert.Equal(new(_time.GetUtcNow(), 5, 1, 2), await ReadAsync(new(_store, _time)));
    }

    [Fact]
    public async Task Gathered_and_stored_are_read_together()
    {
        _log.Note("pos-42", 5, 1, 2);
        await _log.FlushAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        _log.Note("pos-42", 1, 1, 1);

        Assert.Equal(new(_time.GetUtcNow(), 6, 2, 3), await ReadAsync());
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

        Assert.Equal(late, early.Plus(late));
        Assert.Equal(late, late.Plus(early));
        Assert.Equal(early, SourceActivity.None.Plus(early));
        Assert.Equal(early, early.Plus(SourceActivity.None));
    }

    private Task<SourceActivity> ReadAsync() => ReadAsync(_log);

    private static async Task<SourceActivity> ReadAsync(SourceActivityLog log) => (await log.ReadAsync(["pos-42"]))["pos-42"];
}
