using Feedback.Core.Signals;
using Feedback.Web.Hosting;

namespace Feedback.App.Local;

/// <summary>Settles the folds every few minutes, on a store whose replicas may lag; the embedded store has none.</summary>
internal sealed class SettleTimer(FeedbackOptions options, SettleFolds settle, TimeProvider time, ILogger<SettleTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Cosmos is not null && !stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await settle.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "Settling the folds failed; trying again in {Interval}", Interval);
            }
        }
    }
}
