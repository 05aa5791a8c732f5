using Feedback.Core.Storage;
using Feedback.StoreContract;

namespace Feedback.Core.Tests.Storage;

public sealed class StoreCircuitBreakerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<bool> _changes = [];
    private readonly StoreCircuitBreaker _outage;
    private int _asked;

    public StoreCircuitBreakerTests() => _outage = new(_time, _changes.Add);

    [Fact]
    public async Task The_answer_is_what_the_store_answers()
    {
        Assert.Equal(42, await _outage.AskAsync(_ => Task.FromResult(42), CancellationToken.None));

        Assert.Empty(_changes);
    }

    [Fact]
    public async Task After_a_failure_the_store_is_left_alone_for_five_seconds()
    {
        await FailAsync();
        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        await FailAsync();
        Assert.Equal(1, _asked);

        _time.Advance(TimeSpan.FromTicks(1));
        await FailAsync();

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task One_at_a_time_finds_out_whether_it_is_back()
    {
        await FailAsync();
        _time.Advance(StoreCircuitBreaker.Pause);
        var answer = new TaskCompletionSource<int>();

        var trying = _outage.AskAsync(_ => answer.Task, CancellationToken.None);
        await FailAsync();
        answer.SetResult(1);
        await trying;

        Assert.Equal(1, _asked);
        Assert.Equal(2, await _outage.AskAsync(_ => Task.FromResult(2), CancellationToken.None));
    }

    [Fact]
    public async Task What_is_not_answered_in_two_seconds_is_given_up_even_by_an_engine_that_heeds_no_token()
    {
        var asking = _outage.AskAsync(_ => new TaskCompletionSource<int>().Task, CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => asking);
    }

    [Fact]
    public async Task What_is_given_up_is_cancelled()
    {
        CancellationToken seen = default;
        var asking = _outage.AskAsync(
            token =>
            {
                seen = token;
                return new TaskCompletionSource<int>().Task;
            }, CancellationToken.None);

        _time.Advance(StoreCircuitBreaker.Patience);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => asking);

        Assert.True(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task An_outage_begins_once_and_ends_once_however_many_fail()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => FailAsync()));
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(StoreCircuitBreaker.Pause);
            await FailAsync();
        }

        _time.Advance(StoreCircuitBreaker.Pause);
        await _outage.AskAsync(_ => Task.FromResult(1), CancellationToken.None);
        await _outage.AskAsync(_ => Task.FromResult(1), CancellationToken.None);

        Assert.Equal([true, false], _changes);
    }

    [Fact]
    public async Task An_answer_to_what_was_asked_before_it_began_does_not_end_an_outage()
    {
        var answer = new TaskCompletionSource<int>();
        var early = _outage.AskAsync(_ => answer.Task, CancellationToken.None);
        await FailAsync();

        answer.SetResult(1);
        await early;

        Assert.Equal([true], _changes);
    }

    [Fact]
    public async Task A_caller_who_goes_away_says_nothing_about_the_store()
    {
        using var gone = new CancellationTokenSource();
        var asking = _outage.AskAsync(_ => new TaskCompletionSource<int>().Task, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Empty(_changes);
    }

    [Fact]
    public async Task A_fault_of_ours_is_no_outage()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _outage.AskAsync<int>(_ => throw new InvalidOperationException(), CancellationToken.None));

        Assert.Empty(_changes);
    }

    private async Task FailAsync() => await Assert.ThrowsAsync<StoreUnavailableException>(() => _outage.AskAsync<int>(
        _ =>
        {
            _asked++;
            throw new StoreUnavailableException("down");
        }, CancellationToken.None));
}
