using System.Globalization;
using Feedback.Core.Maps;
using Feedback.Core.Outcomes;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Pipeline;

/// <summary>Looks after the tickets, in this order: what is found, what a change has brought, what nobody attends to.</summary>
public sealed class UpdateTickets(RaiseTickets raise, MeasureOutcomes measure, EscalateTickets escalate, FoldCache folds, IDocumentStore store,
    TimeProvider time)
{
    /// <summary>Runs once; not while everything is being counted anew.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (!await folds.IsCountedAsync(cancellationToken))
            return;
        await raise.RunAsync(cancellationToken);
        await measure.RunAsync(cancellationToken);
        await escalate.RunAsync(cancellationToken);
    }

    /// <summary>What a run goes by: the folds and the hour. While both stay the same, another run would find nothing new.</summary>
    public async Task<string> GoesByAsync(CancellationToken cancellationToken = default)
    {
        var newest = await store.ReadChangesAsync(Containers.Folds, ChangeCursor.Now, 1, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{newest.Cursor} {time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour}");
    }
}
