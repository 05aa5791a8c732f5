using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Storage;

public sealed class StoreCircuitBreakerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly List<bool> _changes = [];
    private readonly SemaphoreSlim _started = new(0);
    private readonly StoreCircuitBreaker _breaker;
    private int _asked;

    public StoreCircuitBreakerTests() => _breaker = new(_time, _changes.Add);

    public void Dispose() => _started.Dispose();

    [Fact]
    public async Task The_answer_is_what_the_store_answers()
    {
        Assert.Equal(42, await _breaker.AskAsync(_ => Task.FromResult(42), CancellationToken.None));

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

        var trying = _breaker.AskAsync(_ => answer.Task, CancellationToken.None);
        await FailAsync();
        answer.SetResult(1);
        await trying;

        Assert.Equal(1, _asked);
        Assert.Equal(2, await _breaker.AskAsync(_ => Task.FromResult(2), CancellationToken.None));
    }

    [Fact]
    public async Task What_is_not_answered_in_two_seconds_is_given_up_even_by_an_engine_that_heeds_no_token()
    {
        var asking = _breaker.AskAsync(_ => new TaskCompletionSource<int>().Task, CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => asking);
    }

    [Fact]
    public async Task What_is_given_up_is_cancelled()
    {
        CancellationToken seen = default;
        var asking = _breaker.AskAsync(
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
    public async Task An_breaker_begins_once_and_ends_once_however_many_fail()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => FailAsync()));
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(StoreCircuitBreaker.Pause);
            await FailAsync();
        }

        _time.Advance(StoreCircuitBreaker.Pause);
        await _breaker.AskAsync(_ => Task.FromResult(1), CancellationToken.None);
        await _breaker.AskAsync(_ => Task.FromResult(1), CancellationToken.None);

        Assert.Equal([true, false], _changes);
    }

    [Fact]
    public async Task An_answer_to_what_was_asked_before_it_began_does_not_end_an_breaker()
    {
        var answer = new TaskCompletionSource<int>();
        var early = _breaker.AskAsync(_ => answer.Task, CancellationToken.None);
        await FailAsync();

        answer.SetResult(1);
        await early;

        Assert.Equal([true], _changes);
    }

    [Fact]
    public async Task A_caller_who_goes_away_says_nothing_about_the_store()
    {
        using var gone = new CancellationTokenSource();
        var asking = _breaker.AskAsync(_ => new TaskCompletionSource<int>().Task, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Empty(_changes);
    }

    [Fact]
    public async Task A_fault_of_ours_is_no_breaker()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _breaker.AskAsync<int>(_ => throw new InvalidOperationException(), CancellationToken.None));

        Assert.Empty(_changes);
    }

    [Fact]
    public async Task Those_who_wait_for_others_to_be_answered_are_not_waiting_for_the_store()
    {
        var (first, last) = (Fill(), new TaskCompletionSource<int>());
        var waiting = AskAsync(last.Task);
        await StartedAsync(StoreCircuitBreaker.AtOnce);

        _time.Advance(StoreCircuitBreaker.Patience - TimeSpan.FromTicks(1));
        await EndAsync(first);
        await StartedAsync(1);
        _time.Advance(StoreCircuitBreaker.Patience - TimeSpan.FromTicks(1));
        last.SetResult(42);

        Assert.Equal(42, await waiting);
        Assert.Empty(_changes);
    }

    [Fact]
    public async Task Whoever_waits_two_seconds_for_others_is_refused_and_says_nothing_about_the_store()
    {
        var (first, second, late) = (Fill(), Fill(), AskAsync(Task.FromResult(42)));
        await StartedAsync(StoreCircuitBreaker.AtOnce);
        _time.Advance(StoreCircuitBreaker.Patience / 2);
        await EndAsync(first);
        await StartedAsync(StoreCircuitBreaker.AtOnce);

        _time.Advance(StoreCircuitBreaker.Patience / 2);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => late);
        await EndAsync(second);
        Assert.Equal(42, await AskAsync(Task.FromResult(42)));
        Assert.Empty(_changes);
    }

    [Fact]
    public async Task Whoever_waits_for_others_when_an_breaker_begins_does_not_ask_any_more()
    {
        var (silent, waiting) = (Fill(), AskAsync(Task.FromResult(42)));
        await StartedAsync(StoreCircuitBreaker.AtOnce);

        _time.Advance(StoreCircuitBreaker.Patience);

        foreach (var (_, asking) in silent)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => asking);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
        Assert.Equal([true], _changes);
        Assert.Equal(0, _started.CurrentCount);
    }

    /// <summary>Asks as often as the store is asked at once, without an answer yet.</summary>
    private List<(TaskCompletionSource<int> Answer, Task<int> Asking)> Fill() =>
        [.. Enumerable.Range(0, StoreCircuitBreaker.AtOnce).Select(_ => new TaskCompletionSource<int>()).Select(answer => (answer, AskAsync(answer.Task)))];

    private Task<int> AskAsync(Task<int> answer) => _breaker.AskAsync(
        _ =>
        {
            _started.Release();
            return answer;
        }, CancellationToken.None);

    /// <summary>Waits until so many more have begun to ask.</summary>
    private async Task StartedAsync(int count)
    {
        for (var number = 0; number < count; number++)
            await _started.WaitAsync();
    }

    private static async Task EndAsync(List<(TaskCompletionSource<int> Answer, Task<int> Asking)> all)
    {
        foreach (var (answer, _) in all)
            answer.SetResult(1);
        await Task.WhenAll(all.Select(one => one.Asking));
    }

    private async Task FailAsync() => await Assert.ThrowsAsync<StoreUnavailableException>(() => _breaker.AskAsync<int>(
        _ =>
        {
            _asked++;
            throw new StoreUnavailableException("down");
        }, CancellationToken.None));
}
