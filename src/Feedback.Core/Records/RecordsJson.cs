using System.Text.Json.Serialization;

namespace Feedback.Core.Records;

/// <summary>The generated serialisers of feedback records, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FeedbackRecord))]
[JsonSerializable(typeof(IReadOnlyList<Correction>))]
public sealed partial class RecordsJson : JsonSerializerContext;
