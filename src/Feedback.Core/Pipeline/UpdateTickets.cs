using System.Globalization;
using Feedback.Core.Outcomes;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Pipeline;

/// <summary>Looks after the tickets, in this order: what is found, what a change has brought, what nobody attends to.</summary>
public sealed class UpdateTickets(RaiseTickets raise, MeasureOutcomes measure, EscalateTickets escalate, IDocumentStore store, TimeProvider time)
{
    /// <summary>Runs once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await raise.RunAsync(cancellationToken);
        await measure.RunAsync(cancellationToken);
        await escalate.RunAsync(cancellationToken);
    }

    /// <summary>What a run goes by: the folds and the hour. While both stay the same, another run would find nothing new.</summary>
    public async Task<string> GoesByAsync(CancellationToken cancellationToken = default)
    {
        var folds = await store.ReadChangesAsync(Containers.Folds, ChangeCursor.Now, 1, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{folds.Cursor} {time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour}");
    }
}
