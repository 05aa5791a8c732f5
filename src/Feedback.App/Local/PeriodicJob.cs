using Feedback.Core.Pipeline;
using Feedback.Core.Storage;

namespace Feedback.App.Local;

/// <summary>Runs a job of the pipeline now and then: the local stand-in for a timer trigger.</summary>
internal sealed class PeriodicJob(Job job, IServiceProvider services, PipelineProgress progress, TimeProvider time, ILogger<PeriodicJob> logger)
    : BackgroundService
{
    /// <summary>For how long it waits for the processors: under a load that never ends it would never run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private long _lookedAt = time.GetTimestamp();
    private string? _wentBy;

    public Job Job => job;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (job.ContinuouslyAsync is { } runAsync)
        {
            await runAsync(services, stoppingToken);
            return;
        }

        if (job.AtStart)
            await TryAsync(stoppingToken);
        while (await WaitAsync(stoppingToken))
        {
            if (!job.WaitsForProcessors || progress.IsCaughtUp || time.GetElapsedTime(_lookedAt) >= Patience)
                await TryAsync(stoppingToken);
        }

        if (job.AtStop)
            await TryAsync(CancellationToken.None);
    }

    private async Task<bool> WaitAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(job.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stoppingToken.IsCancellationRequested;
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var goesBy = job.GoesByAsync is { } goesByAsync ? await goesByAsync(services, cancellationToken) : null;
            if (goesBy is null || goesBy != _wentBy)
                await job.RunAsync(services, cancellationToken);
            (_wentBy, _lookedAt) = (goesBy, time.GetTimestamp());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What it had begun it goes on with at the next start.
        }
        catch (StoreUnavailableException exception)
        {
            logger.LogWarning("The job {Job} found that {Reason}; retrying in {Interval}", job.Name, exception.Message, job.Interval);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "The job {Job} failed; retrying in {Interval}", job.Name, job.Interval);
        }
    }
}
