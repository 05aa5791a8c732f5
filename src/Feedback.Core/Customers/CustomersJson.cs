using System.Text.Json.Serialization;

namespace Feedback.Core.Customers;

/// <summary>The generated serialisers of customers, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CustomerProfile))]
[JsonSerializable(typeof(CustomerFeedback))]
[JsonSerializable(typeof(CustomerNotice))]
[JsonSerializable(typeof(CustomerAlias))]
[JsonSerializable(typeof(Erasure))]
[JsonSerializable(typeof(Suppression))]
public sealed partial class CustomersJson : JsonSerializerContext;
