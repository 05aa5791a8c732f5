using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Feedback.Azure.Language;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Feedback.Azure.Tests.Running;

/// <summary>
/// A server of the test's own that answers <c>/language/:analyze-text</c> with the documented shapes, and refuses what the documented limits refuse.
/// What a text is to be answered with is laid down by the test; everything else is one neutral English sentence.
/// </summary>
internal sealed class LanguageService : IAsyncDisposable
{
    public const string Key = "the-key";
    private const string TooLong = """{"code":"InvalidDocument"}""";

    private readonly WebApplication _app;

    private LanguageService(WebApplication app) => _app = app;

    /// <summary>The bodies of the requests that arrived.</summary>
    public ConcurrentQueue<JsonNode> Requests { get; } = new();

    /// <summary>Handlers that take the next requests, each one, before anything else.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>> Next { get; } = new();

    /// <summary>Takes every request while it is set.</summary>
    public Func<HttpContext, Task>? Always { get; set; }

    /// <summary>Takes every request of a kind while it is set.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> AlwaysOf { get; } = new(StringComparer.Ordinal);

    /// <summary>The answer to a text, as JSON without an id; <c>{"code":…}</c> makes it an error of the document.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>The language of a text.</summary>
    public ConcurrentDictionary<string, string> Languages { get; } = new(StringComparer.Ordinal);

    /// <summary>The personal data in a text, as the entities' JSON; <c>{"code":…}</c> makes it an error of the document.</summary>
    public ConcurrentDictionary<string, string> Personal { get; } = new(StringComparer.Ordinal);

    /// <summary>Without the search for personal data, which has tests of its own.</summary>
    public AzureLanguageOptions Options =>
        new()
        {
            Endpoint = new(_app.Urls.First()),
            Key = Key,
            FindPersonalData = false,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            Timeout = TimeSpan.FromSeconds(30)
        };

    public static async Task<LanguageService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new LanguageService(app);
        app.Run(service.HandleAsync);
        await app.StartAsync();
        return service;
    }

    public AzureLanguageAnalysis Analysis() => Analysis(Options);

    public static AzureLanguageAnalysis Analysis(AzureLanguageOptions options) => new(options, TimeProvider.System);

    public IEnumerable<JsonNode> Of(string kind) => Requests.Where(request => (string?)request["kind"] == kind);

    public static IReadOnlyList<JsonNode> DocumentsOf(JsonNode request) => [.. request["analysisInput"]!["documents"]!.AsArray().Select(node => node!)];

    public static Func<HttpContext, Task> Status(int status, string body = "", params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var request = (await JsonNode.ParseAsync(context.Request.Body))!;
        Requests.Enqueue(request);
        if ((AlwaysOf.GetValueOrDefault((string)request["kind"]!) ?? Always) is { } always)
        {
            await always(context);
            return;
        }

        if (Next.TryDequeue(out var next))
        {
            await next(context);
            return;
        }

        if (context.Request.Method != "POST" || context.Request.Path != "/language/:analyze-text" || context.Request.Query["api-version"] != "2023-04-01")
            await Status(404, """{"error":{"code":"NotFound","message":"no such resource"}}""")(context);
        else if (context.Request.Headers["Ocp-Apim-Subscription-Key"] != Key)
            await Status(401, """{"error":{"code":"Unauthorized","message":"Access denied due to invalid subscription key."}}""")(context);
        else
            await AnswerAsync(context, request);
    }

    private async Task AnswerAsync(HttpContext context, JsonNode request)
    {
        var (limit, read) = (string?)request["kind"] switch
        {
            "SentimentAnalysis" => (10, SentimentOf),
            "PiiEntityRecognition" => (5, PersonalDataOf),
            _ => (1000, (Func<string, string>)LanguageOf),
        };
        var asked = DocumentsOf(request);
        if (asked.Count > limit || (context.Request.ContentLength ?? 0) > 1_000_000)
        {
            await Status(400, """{"error":{"code":"InvalidRequest","message":"Invalid document in request.","innererror":{"code":"InvalidDocumentBatch","message":"Batch request contains too many records."}}}""")(context);
            return;
        }

        var documents = new JsonArray();
        var errors = new JsonArray();
        foreach (var document in asked)
        {
            var (id, text) = ((string)document["id"]!, (string)document["text"]!);
            var answer = JsonNode.Parse(read(text))!.AsObject();
            if (answer["code"] is { } code)
            {
                errors.Add(new JsonObject
                {
                    ["id"] = id,
                    ["error"] = new JsonObject
                    {
                        ["code"] = "InvalidArgument",
                        ["message"] = "Invalid.",
                        ["innererror"] = new JsonObject { ["code"] = (string?)code, ["message"] = text }
                    },
                });
                continue;
            }

            answer["id"] = id;
            answer["warnings"] = new JsonArray();
            documents.Add(answer);
        }

        var results = new JsonObject { ["documents"] = documents, ["errors"] = errors, ["modelVersion"] = "2024-03-01" };
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(new JsonObject { ["kind"] = $"{request["kind"]}Results", ["results"] = results }.ToJsonString());
    }

    private string SentimentOf(string text)
    {
        if (IsTooLong(text))
            return TooLong;
        return Answers.TryGetValue(text, out var answer) ? answer
            : Said.Document("neutral", 0.1, 0.05, Said.Sentence(text, 0, text.Length, "neutral", 0.1, 0.05));
    }

    private string PersonalDataOf(string text)
    {
        if (IsTooLong(text))
            return TooLong;
        var entities = Personal.GetValueOrDefault(text, "");
        return entities.StartsWith("{\"code\"", StringComparison.Ordinal) ? entities : $$"""{"redactedText":"***","entities":[{{entities}}]}""";
    }

    private static bool IsTooLong(string text) => new System.Globalization.StringInfo(text).LengthInTextElements > 5_120;

    private string LanguageOf(string text) =>
        $$"""{"detectedLanguage":{"name":"Some","iso6391Name":{{JsonSerializer.Serialize(Languages.GetValueOrDefault(text, "en"))}},"confidenceScore":0.99} }""";
}
