using Feedback.Core.ClosingTheLoop;

namespace Feedback.App.Local;

/// <summary>Tells customers what became of what they said, as soon as there is somebody to tell: the local stand-in for a timer trigger.</summary>
internal sealed class TellTimer(NotifyCustomers tell, TimeProvider time, ILogger<TellTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await tell.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "Telling customers failed; trying again in {Interval}", Interval);
            }
        }
    }
}
