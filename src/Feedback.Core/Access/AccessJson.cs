using System.Text.Json.Serialization;

namespace Feedback.Core.Access;

/// <summary>The generated serialisers of sources, keys and secrets, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceRecord))]
[JsonSerializable(typeof(SourceActivity))]
[JsonSerializable(typeof(KeyRecord))]
[JsonSerializable(typeof(PersonKey))]
[JsonSerializable(typeof(SecretRecord))]
[JsonSerializable(typeof(EndedSession))]
public sealed partial class AccessJson : JsonSerializerContext;
