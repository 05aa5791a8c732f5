namespace Feedback.EndToEnd.Functions;

/// <summary>Service Bus in memory: a message that is given back comes again, until it was delivered too often and is buried; the inbox drops a message whose id
/// it has seen, whoever sent it.</summary>
internal sealed class MemoryServiceBus
{
    public const int MaxDeliveryCount = 10;
    private const string DetectsDuplicates = "feedback-inbox";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<BusMessage>> _entities = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<(string Entity, BusMessage Message)> _deadLetters = [];

    public IReadOnlyList<(string Entity, BusMessage Message)> DeadLetters
    {
        get
        {
            lock (_gate)
                return [.. _deadLetters];
        }
    }

    /// <summary>How many messages the inbox has taken in.</summary>
    public int TakenIn
    {
        get
        {
            lock (_gate)
                return _seen.Count;
        }
    }

    public void Send(string entity, string body) => Send(entity, body, Guid.NewGuid().ToString("N"));

    /// <param name="entity">The queue or topic.</param>
    /// <param name="body">The body.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="at">When it is taken in; <c>null</c> for now.</param>
    public void Send(string entity, string body, string messageId, DateTimeOffset? at = null)
    {
        lock (_gate)
        {
            if (entity != DetectsDuplicates || _seen.Add(messageId))
                Of(entity).Enqueue(new(messageId, body, 0, at ?? TimeProvider.System.GetUtcNow()));
        }
    }

    public int Waiting(string entity)
    {
        lock (_gate)
            return Of(entity).Count;
    }

    public IReadOnlyList<string> Bodies(string entity)
    {
        lock (_gate)
            return [.. Of(entity).Select(message => message.Body)];
    }

    public IReadOnlyList<BusMessage> Receive(string entity, int most)
    {
        var received = new List<BusMessage>();
        lock (_gate)
        {
            while (received.Count < most && Of(entity).TryDequeue(out var message))
                received.Add(message with { DeliveryCount = message.DeliveryCount + 1 });
        }

        return received;
    }

    public void GiveBack(string entity, IEnumerable<BusMessage> messages)
    {
        lock (_gate)
        {
            foreach (var message in messages)
            {
                if (message.DeliveryCount >= MaxDeliveryCount)
                    _deadLetters.Add((entity, message));
                else
                    Of(entity).Enqueue(message);
            }
        }
    }

    private Queue<BusMessage> Of(string entity) => _entities.TryGetValue(entity, out var queue) ? queue : _entities[entity] = new();
}

/// <summary>A message.</summary>
internal sealed record BusMessage(string Id, string Body, int DeliveryCount, DateTimeOffset EnqueuedAt);
