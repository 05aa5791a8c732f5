using System.Text.Json.Serialization;

namespace Feedback.Core.Pipeline;

/// <summary>The generated serialisers of notes on failed feedback, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FailedNote))]
public sealed partial class PipelineJson : JsonSerializerContext;
