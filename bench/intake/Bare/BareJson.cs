using System.Text.Json.Serialization;

namespace Feedback.Bench.Intake;

internal sealed record PostedFeedback(
    string Source, string? SourceEventId, string? Touchpoint, string? Channel, DateTimeOffset? OccurredAt,
    Customer? Customer, string? Text, string? Language, Ratings? Ratings, Dictionary<string, string>? Attributes);

internal sealed record Customer(string? Id, string? Email);

internal sealed record Ratings(int? Nps, int? Csat, int? Ces);

internal sealed record Accepted(string Id, string State, bool Duplicate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PostedFeedback))]
[JsonSerializable(typeof(Accepted))]
internal sealed partial class BareJson : JsonSerializerContext;
