using Feedback.Core.Digests;

namespace Feedback.App.Triggers;

/// <summary>
/// Sends the weekly digests when they are due: the local stand-in for the timer trigger <c>SendWeeklyDigest</c>. It waits for the tails, for a while: a week that is only half counted would be told wrong.
/// </summary>
internal sealed class DigestTimer(SendDigests send, PipelineProgress progress, TimeProvider time, ILogger<DigestTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ranAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (progress.Tails.Any(tail => tail.Lag > TimeSpan.Zero) && time.GetElapsedTime(ranAt) < Patience)
                continue;
            try
            {
                await send.RunAsync(stoppingToken);
                ranAt = time.GetTimestamp();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "Sending the digests failed; trying again in {Interval}", Interval);
            }
        }
    }
}
