using System.Text.Json.Serialization;

namespace Feedback.Core.Signals;

/// <summary>The generated serialisers of signals and folds, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FeedbackSignals))]
[JsonSerializable(typeof(Fold))]
[JsonSerializable(typeof(UnsettledHours))]
public sealed partial class SignalsJson : JsonSerializerContext;
