using System.Text.Json.Serialization;

namespace Feedback.Core.Drivers;

/// <summary>An overall score.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreKind>))]
public enum ScoreKind
{
    /// <summary>Net promoter score: a promoter is 100 points, a passive 0, a detractor −100.</summary>
    [JsonStringEnumMemberName("nps")] Nps,

    /// <summary>Satisfaction, 1…5.</summary>
    [JsonStringEnumMemberName("csat")] Csat,
}
