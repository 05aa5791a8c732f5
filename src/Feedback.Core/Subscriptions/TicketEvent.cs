using System.Text.Json.Serialization;

namespace Feedback.Core.Subscriptions;

/// <summary>One event, in the form that Standard Webhooks recommends for a body.</summary>
public sealed record TicketEvent
{
    /// <summary>Its id: the header <c>webhook-id</c>, no part of the body.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>What happened: one of <see cref="TicketEvents.Types"/>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The ticket.</summary>
    public required TicketEventData Data { get; init; }
}
