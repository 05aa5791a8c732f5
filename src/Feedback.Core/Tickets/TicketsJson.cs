using System.Text.Json.Serialization;

namespace Feedback.Core.Tickets;

/// <summary>The generated serialisers of tickets, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Ticket))]
public sealed partial class TicketsJson : JsonSerializerContext;
