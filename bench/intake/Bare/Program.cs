// The yardstick: reads the same JSON into an object and answers 202. No key, no validation, nothing stored. For bench/startup it also says that it is there.
using Feedback.Bench.Intake;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Default));
var app = builder.Build();
app.MapPost("/v1/feedback", (PostedFeedback feedback) =>
    TypedResults.Json(new Accepted(feedback.Source, "received", false), BareJson.Default.Accepted, statusCode: 202));
app.MapGet("/healthz", () => TypedResults.Text("ok"));
app.Run();
