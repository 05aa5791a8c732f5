namespace Feedback.EndToEnd.Functions;

/// <summary>Service Bus in memory: a message that is given back comes again, until it was delivered too often and is buried.</summary>
internal sealed class MemoryServiceBus
{
    public const int MaxDeliveryCount = 10;

    private readonly Dictionary<string, Queue<BusMessage>> _entities = new(StringComparer.Ordinal);

    public List<(string Entity, BusMessage Message)> DeadLetters { get; } = [];

    public void Send(string entity, string body) => Of(entity).Enqueue(new(Guid.NewGuid().ToString("N"), body, 0));

    public void Send(string entity, string body, string messageId) => Of(entity).Enqueue(new(messageId, body, 0));

    public int Waiting(string entity) => Of(entity).Count;

    public IReadOnlyList<string> Bodies(string entity) => [.. Of(entity).Select(message => message.Body)];

    public IReadOnlyList<BusMessage> Receive(string entity, int most)
    {
        var received = new List<BusMessage>();
        while (received.Count < most && Of(entity).TryDequeue(out var message))
            received.Add(message with { DeliveryCount = message.DeliveryCount + 1 });
        return received;
    }

    public void GiveBack(string entity, IEnumerable<BusMessage> messages)
    {
        foreach (var message in messages)
        {
            if (message.DeliveryCount >= MaxDeliveryCount)
                DeadLetters.Add((entity, message));
            else
                Of(entity).Enqueue(message);
        }
    }

    private Queue<BusMessage> Of(string entity) => _entities.TryGetValue(entity, out var queue) ? queue : _entities[entity] = new();
}

/// <summary>A message.</summary>
internal sealed record BusMessage(string Id, string Body, int DeliveryCount);
