using Feedback.Core.Outcomes;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.App.Local;

/// <summary>
/// Looks after the tickets now and then, when a fold has changed or an hour has passed: the local stand-in for a timer trigger. It waits for the tails, for a while: to a window that is
/// counted against a past that is only half counted yet, everything seems to have risen.
/// </summary>
internal sealed class TicketTimer(TicketRounds rounds, PipelineProgress progress, IDocumentStore store, TimeProvider time, ILogger<TicketTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        (string Cursor, long Hour) seen = default;
        var lookedAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (progress.Tails.Any(tail => tail.Lag > TimeSpan.Zero) && time.GetElapsedTime(lookedAt) < Patience)
                continue;
            try
            {
                var present = ((await store.ReadChangesAsync(Containers.Folds, ChangeCursor.Now, 1, stoppingToken)).Cursor, time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour);
                if (present == seen)
                    continue;
                await rounds.RunAsync(stoppingToken);
                (seen, lookedAt) = (present, time.GetTimestamp());
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "Looking after the tickets failed; trying again in {Interval}", Interval);
            }
        }
    }
}

/// <summary>What is done for the tickets on each round, in this order: what is found, what a change has brought, what nobody attends to.</summary>
internal sealed class TicketRounds(RaiseTickets raise, MeasureOutcomes measure, EscalateTickets escalate)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await raise.RunAsync(cancellationToken);
        await measure.RunAsync(cancellationToken);
        await escalate.RunAsync(cancellationToken);
    }
}
