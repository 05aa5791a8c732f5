// The yardstick: reads the same JSON into an object and answers 202. No key, no validation, nothing stored. For bench/startup it also says that it is there.
using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Default));
var app = builder.Build();
app.MapPost("/v1/feedback", (PostedFeedback feedback) =>
    TypedResults.Json(new Accepted(feedback.Source, "received", false), BareJson.Default.Accepted, statusCode: 202));
app.MapGet("/healthz", () => TypedResults.Text("ok"));
app.Run();

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
