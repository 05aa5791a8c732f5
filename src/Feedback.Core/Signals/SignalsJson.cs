using System.Text.Json.Serialization;

namespace Feedback.Core.Signals;

/// <summary>The generated serialisers of signals and folds, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FeedbackSignals))]
[JsonSerializable(typeof(Fold))]
[JsonSerializable(typeof(UnsettledHours))]
public sealed partial class SignalsJson : JsonSerializerContext;

/// <summary>The form in which folds are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredFold))]
internal sealed partial class StoredFoldJson : JsonSerializerContext;
