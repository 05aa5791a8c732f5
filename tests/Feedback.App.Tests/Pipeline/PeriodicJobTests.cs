using Feedback.App.Local;
using Feedback.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Feedback.App.Tests.Pipeline;

/// <summary>When a job of the pipeline runs on one machine.</summary>
public sealed class PeriodicJobTests : IAsyncDisposable
{
    private const string Reader = "fold-signals";
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly House _house = new();
    private readonly Clock _time = new();
    private readonly PipelineProgress _progress;
    private int _runs;
    private string _goesBy = "a";

    public PeriodicJobTests() => _progress = _house.Get<PipelineProgress>();

    [Fact]
    public async Task One_that_waits_for_the_processors_runs_when_they_have_caught_up()
    {
        _progress.Begins(Reader);
        await using var job = await StartAsync(Counting(Soon) with { WaitsForProcessors = true });
        await Task.Delay(Soon * 20);
        Assert.Equal(0, _runs);

        _progress.HasCaughtUp(Reader);

        await RunsAsync(1);
    }

    [Fact]
    public async Task One_that_waits_for_the_processors_runs_after_a_quarter_of_an_hour_all_the_same()
    {
        _progress.Begins(Reader);
        await using var job = await StartAsync(Counting(Soon) with { WaitsForProcessors = true });
        await Task.Delay(Soon * 20);
        Assert.Equal(0, _runs);

        _time.Advance(TimeSpan.FromMinutes(15));

        await RunsAsync(1);
    }

    [Fact]
    public async Task One_does_not_run_again_while_what_it_goes_by_stays_the_same()
    {
        await using var job = await StartAsync(Counting(Soon) with { GoesByAsync = (_, _) => Task.FromResult(_goesBy) });
        await RunsAsync(1);
        await Task.Delay(Soon * 20);
        Assert.Equal(1, _runs);

        _goesBy = "b";

        await RunsAsync(2);
    }

    [Fact]
    public async Task One_that_runs_at_the_start_does_not_wait_for_its_interval()
    {
        await using var job = await StartAsync(Counting(Long) with { AtStart = true });

        await RunsAsync(1);
    }

    [Fact]
    public async Task One_that_runs_at_the_stop_runs_once_more()
    {
        await using (await StartAsync(Counting(Long) with { AtStart = true, AtStop = true }))
            await RunsAsync(1);

        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task One_that_fails_is_tried_again()
    {
        await using var job = await StartAsync(new("failing", FailingOnce) { Interval = Soon });

        await RunsAsync(2);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private Job Counting(TimeSpan interval) => new("counting", (_, _) => Task.FromResult(Interlocked.Increment(ref _runs))) { Interval = interval };

    private Task FailingOnce(IServiceProvider services, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _runs) == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask;

    private async Task<Running> StartAsync(Job job)
    {
        var periodic = new PeriodicJob(job, new ServiceCollection().BuildServiceProvider(), _progress, _time, NullLogger<PeriodicJob>.Instance);
        await periodic.StartAsync(default);
        return new(periodic);
    }

    private async Task RunsAsync(int least)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Volatile.Read(ref _runs) < least)
            await Task.Delay(Soon, patience.Token);
    }

    private sealed class Running(PeriodicJob job) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await job.StopAsync(default);
            job.Dispose();
        }
    }

    /// <summary>The system's clock, whose timestamps can be moved on.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _ahead;

        public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _ahead);

        public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, (long)(time.TotalSeconds * TimestampFrequency));
    }
}
