using System.Collections.Concurrent;

namespace Feedback.Core.Customers;

/// <summary>
/// Knows which erasures began at a time that this machine's clock has not reached: it was set back since. What is received of such a customer now came after
/// the erasure, whatever the clock says, and must not be erased with what came before.
/// </summary>
public sealed class ErasureClock(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _begun = new(StringComparer.Ordinal);

    /// <summary>When something of a customer is said to have been received.</summary>
    /// <param name="customer">The customer key; <c>null</c> for nobody's.</param>
    /// <param name="receivedAt">When it was received by the clock.</param>
    public DateTimeOffset ReceivedAt(string? customer, DateTimeOffset receivedAt) =>
        customer is not null && !_begun.IsEmpty && _begun.TryGetValue(Erasure.KeyOf(customer).Id, out var begun) && time.GetUtcNow() < begun
            ? begun.AddTicks(1) : receivedAt;

    /// <summary>Whether the clock was set back since an erasure began, by more than clocks differ.</summary>
    /// <param name="begun">When it began.</param>
    /// <param name="difference">By how much clocks differ at most.</param>
    internal bool WasSetBack(DateTimeOffset begun, TimeSpan difference) => time.GetUtcNow() < begun - difference;

    /// <summary>Notes an erasure.</summary>
    /// <param name="mark">The id of its mark.</param>
    /// <param name="begun">When it began.</param>
    internal void Note(string mark, DateTimeOffset begun) => _begun.AddOrUpdate(mark, begun, (_, known) => begun > known ? begun : known);
}
