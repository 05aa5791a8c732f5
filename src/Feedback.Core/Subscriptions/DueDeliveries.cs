using Feedback.Core.Storage;

namespace Feedback.Core.Subscriptions;

/// <summary>
/// What waits to be delivered, in memory: which subscriber has something due, and which of its deliveries is next. It follows the settings' change feed, and
/// what it believes is checked in the store before anything is sent, so that it may be late but does no harm.
/// </summary>
public sealed class DueDeliveries
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>Notes a change of the settings; what is neither a subscription nor a delivery is passed over.</summary>
    public void Note(Document change)
    {
        if (change.Key.Partition == DocumentKinds.Subscription)
            Note(Json.Read(change, SubscriptionsJson.Default.Subscription));
        else if (change.Key.Partition.StartsWith(DocumentKinds.DeliveryPrefix, StringComparison.Ordinal))
            Note(change.Key.Partition[DocumentKinds.DeliveryPrefix.Length..], Json.Read(change, SubscriptionsJson.Default.Delivery));
    }

    /// <summary>Notes how a subscription stands.</summary>
    public void Note(Subscription subscription)
    {
        lock (_gate)
            LineOf(subscription.Id).Subscription = subscription;
    }

    /// <summary>Notes how a delivery stands.</summary>
    public void Note(string subscription, Delivery delivery)
    {
        lock (_gate)
        {
            if (delivery is { State: DeliveryState.Pending, NextAttemptAt: { } due })
                LineOf(subscription).Due[delivery.Id] = due;
            else
                LineOf(subscription).Due.Remove(delivery.Id);
        }
    }

    /// <summary>Notes that a subscription is gone, with all its deliveries.</summary>
    public void Forget(string subscription)
    {
        lock (_gate)
            _lines.Remove(subscription);
    }

    /// <summary>Notes that a delivery is gone.</summary>
    public void Forget(string subscription, string delivery)
    {
        lock (_gate)
            LineOf(subscription).Due.Remove(delivery);
    }

    /// <summary>The subscriptions that have something due.</summary>
    public IReadOnlyList<string> Ready(DateTimeOffset now)
    {
        lock (_gate)
            return [.. _lines.Where(line => line.Value.Next(now) is not null).Select(line => line.Key)];
    }

    /// <summary>The delivery that a subscription is to be sent next: of those that are due, the one of the earliest event. <c>null</c> when there is
    /// none.</summary>
    public string? Next(string subscription, DateTimeOffset now)
    {
        lock (_gate)
            return _lines.GetValueOrDefault(subscription)?.Next(now);
    }

    private Line LineOf(string subscription)
    {
        if (!_lines.TryGetValue(subscription, out var line))
            _lines[subscription] = line = new();
        return line;
    }

    private sealed class Line
    {
        public Subscription? Subscription { get; set; }

        public SortedDictionary<string, DateTimeOffset> Due { get; } = new(StringComparer.Ordinal);

        public string? Next(DateTimeOffset now) =>
            Subscription?.MaySendAt(now) == true && Due.FirstOrDefault(delivery => delivery.Value <= now) is { Key: { } id } ? id : null;
    }
}
