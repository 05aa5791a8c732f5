using System.Runtime.CompilerServices;
using System.Text;
using Feedback.Core.Storage;

namespace Feedback.Core.Subscriptions;

/// <summary>The deliveries of all subscriptions: one document for each event and subscriber, in a partition for each subscriber, for
/// <see cref="Delivery.Kept"/> from its last change.</summary>
public sealed class DeliveryLog(IDocumentStore store, TimeProvider time)
{
    /// <summary>Records that a subscriber is to be notified of an event. Recording it again changes nothing.</summary>
    public async Task RecordAsync(string subscription, TicketEvent ticketEvent, CancellationToken cancellationToken = default)
    {
        var delivery = new Delivery
        {
            Event = ticketEvent.Id,
            Type = ticketEvent.Type,
            Ticket = ticketEvent.Data.Id,
            At = ticketEvent.Timestamp,
            Body = Encoding.UTF8.GetString(Json.Serialize(ticketEvent, SubscriptionsJson.Default.TicketEvent)),
            State = DeliveryState.Pending,
            NextAttemptAt = time.GetUtcNow(),
        };
        await store.CreateAsync(Containers.Settings, Write(subscription, delivery), cancellationToken);
    }

    /// <summary>One delivery and its version; <c>null</c> when there is none.</summary>
    public async Task<(Delivery Delivery, string ETag)?> FindAsync(string subscription, string id, CancellationToken cancellationToken = default) =>
        await store.GetAsync(Containers.Settings, new(PartitionOf(subscription), id), cancellationToken) is { } document
            ? (Json.Read(document, SubscriptionsJson.Default.Delivery), document.ETag)
            : null;

    /// <summary>Replaces a delivery whose version is still the one that was read.</summary>
    /// <returns>The new version; <c>null</c> when somebody else has changed it.</returns>
    public async Task<string?> ReplaceAsync(string subscription, Delivery delivery, string etag, CancellationToken cancellationToken = default) =>
        (await store.ReplaceAsync(Containers.Settings, Write(subscription, delivery), etag, cancellationToken)).ETag;

    /// <summary>A subscriber's deliveries, the latest event first.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="state">Only those in a state; <c>null</c> for all.</param>
    /// <param name="after">Go on behind this id; <c>null</c> to start.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<Delivery>> ListAsync(string subscription, DeliveryState? state, string? after, int limit,
        CancellationToken cancellationToken = default)
    {
        var found = new List<Delivery>();
        await foreach (var (delivery, _) in ReadAsync(subscription, new(null, null, Descending: true, After: after), cancellationToken))
        {
            if (state is null || delivery.State == state)
                found.Add(delivery);
            if (found.Count == limit)
                break;
        }

        return found;
    }

    /// <summary>Sends the events of a period again, under their ids, delivered or not.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="from">The start.</param>
    /// <param name="to">The end, exclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The count.</returns>
    public Task<int> ReplayAsync(string subscription, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        BeginAgainAsync(subscription, new(Delivery.StartOf(from), Delivery.StartOf(to)), _ => true, cancellationToken);

    /// <summary>Makes everything that waits due now, with all its attempts.</summary>
    /// <returns>The count.</returns>
    public Task<int> ResumeAsync(string subscription, CancellationToken cancellationToken = default) =>
        BeginAgainAsync(subscription, IdRange.All, delivery => delivery.State == DeliveryState.Pending, cancellationToken);

    /// <summary>Deletes all deliveries of a subscription.</summary>
    public async Task ClearAsync(string subscription, CancellationToken cancellationToken = default)
    {
        await foreach (var document in store.AllAsync(Containers.Settings, PartitionOf(subscription), IdRange.All, cancellationToken: cancellationToken))
            await store.DeleteAsync(Containers.Settings, document.Key, cancellationToken);
    }

    /// <summary>A subscriber's deliveries that wait, the earliest event first.</summary>
    public async Task<IReadOnlyList<Delivery>> PendingAsync(string subscription, CancellationToken cancellationToken = default)
    {
        var pending = new List<Delivery>();
        await foreach (var (delivery, _) in ReadAsync(subscription, IdRange.All, cancellationToken))
        {
            if (delivery.State == DeliveryState.Pending)
                pending.Add(delivery);
        }

        return pending;
    }

    private async Task<int> BeginAgainAsync(string subscription, IdRange range, Func<Delivery, bool> chosen, CancellationToken cancellationToken)
    {
        var begun = 0;
        await foreach (var read in ReadAsync(subscription, range, cancellationToken))
        {
            var found = ((Delivery Delivery, string ETag)?)read;
            // Refused when it is being sent just now: then what is there now is begun again, and what the sender has to say of its attempt is refused in its
            // turn.
            while (found is { } known && chosen(known.Delivery))
            {
                if (await ReplaceAsync(subscription, known.Delivery.Again(time.GetUtcNow()), known.ETag, cancellationToken) is not null)
                {
                    begun++;
                    break;
                }

                found = await FindAsync(subscription, known.Delivery.Id, cancellationToken);
            }
        }

        return begun;
    }

    private async IAsyncEnumerable<(Delivery Delivery, string ETag)> ReadAsync(
        string subscription, IdRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var document in store.AllAsync(Containers.Settings, PartitionOf(subscription), range, pageSize: 200, cancellationToken))
            yield return (Json.Read(document, SubscriptionsJson.Default.Delivery), document.ETag);
    }

    private DocumentWrite Write(string subscription, Delivery delivery) =>
        Json.Write(new(PartitionOf(subscription), delivery.Id), delivery, SubscriptionsJson.Default.Delivery, time.GetUtcNow() + Delivery.Kept);

    private static string PartitionOf(string subscription) => DocumentKinds.DeliveryPrefix + subscription;
}
