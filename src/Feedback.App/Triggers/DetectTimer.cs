using Feedback.Core.Detection;
using Feedback.Core.Storage;

namespace Feedback.App.Triggers;

/// <summary>Looks for tickets now and then, when a fold has changed or an hour has passed: the local stand-in for a timer trigger.</summary>
internal sealed class DetectTimer(DetectTickets detect, IDocumentStore store, TimeProvider time, ILogger<DetectTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        (string Cursor, long Hour) seen = default;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var present = ((await store.ReadChangesAsync(Containers.Folds, ChangeCursor.Now, 1, stoppingToken)).Cursor, time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour);
                if (present == seen)
                    continue;
                await detect.RunAsync(stoppingToken);
                seen = present;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "Looking for tickets failed; trying again in {Interval}", Interval);
            }
        }
    }
}
