using Feedback.Core.Access;
using Feedback.Core.Storage;

namespace Feedback.App.Local;

/// <summary>Stores now and then, and at the end, what the sources have sent.</summary>
internal sealed class SourceActivityFlush(SourceActivityLog activity, TimeProvider time, ILogger<SourceActivityFlush> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await activity.FlushAsync(CancellationToken.None);
            }
            catch (StoreUnavailableException exception)
            {
                logger.LogWarning(exception, "What the sources sent could not be stored; trying again in {Interval}", Interval);
            }
        }
    }
}
