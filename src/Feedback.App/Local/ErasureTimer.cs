using Feedback.Core.Erasures;

namespace Feedback.App.Local;

/// <summary>Takes up erasures that were broken off, at the start too, and scrubs once more after those that ended.</summary>
internal sealed class ErasureTimer(EraseCustomer erase, TimeProvider time, ILogger<ErasureTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await erase.ResumeAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "Going on with erasures failed; trying again in {Interval}", Interval);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
