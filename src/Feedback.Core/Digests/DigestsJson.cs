using System.Text.Json.Serialization;

namespace Feedback.Core.Digests;

/// <summary>The generated serialisers of digests, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Digest))]
[JsonSerializable(typeof(DigestRecipient))]
[JsonSerializable(typeof(DigestSending))]
[JsonSerializable(typeof(DigestNotice))]
public sealed partial class DigestsJson : JsonSerializerContext;
