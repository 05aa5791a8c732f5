using System.Text.Json.Serialization;

namespace Feedback.Core.ClosingTheLoop;

/// <summary>The generated serialisers of notification jobs, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NotificationJob))]
public sealed partial class ClosingTheLoopJson : JsonSerializerContext;
