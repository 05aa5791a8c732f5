using System.Text.Json.Serialization;

namespace Feedback.Core.Corrections;

/// <summary>The generated serialisers of the log of corrections, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LoggedCorrection))]
public sealed partial class CorrectionsJson : JsonSerializerContext;
