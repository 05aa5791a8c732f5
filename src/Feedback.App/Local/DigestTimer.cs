using Feedback.Core.Digests;
using Feedback.Web.Hosting;

namespace Feedback.App.Local;

/// <summary>
/// Sends the weekly digests when they are due: the local stand-in for the timer trigger <c>SendWeeklyDigest</c>. It waits for the tails, for a while: a week that is only half counted would be told wrong.
/// </summary>
internal sealed class DigestTimer(SendDigests send, FeedbackOptions options, PipelineProgress progress, TimeProvider time, ILogger<DigestTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>On Cosmos DB each look is paid for.</summary>
    private readonly TimeSpan _interval = options.Cosmos is null ? TimeSpan.FromSeconds(2) : TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ranAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
                logger.LogError(exception, "Sending the digests failed; trying again in {Interval}", _interval);
            }
        }
    }
}
