using System.Text.Json.Serialization;

namespace Feedback.Core.Subscriptions;

/// <summary>The generated serialisers of subscriptions, deliveries and ticket events, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(TicketEvent))]
[JsonSerializable(typeof(PublishedTicket))]
[JsonSerializable(typeof(TicketOnTopic))]
[JsonSerializable(typeof(TicketMessage))]
public sealed partial class SubscriptionsJson : JsonSerializerContext;
