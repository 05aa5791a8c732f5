using System.Net;
using System.Text.Json.Nodes;
using Feedback.App.Tests.BadInput;
using Feedback.App.Tests.Running;
using Feedback.Core.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.OpenApi;

public sealed class OpenApiDocumentTests(ContractProgram contract) : IClassFixture<ContractProgram>
{
    private const string DocumentPath = "/openapi/v1.json";

    [Fact]
    public async Task Anyone_may_read_the_document()
    {
        using var response = await contract.Program.Anonymous.GetAsync(new Uri(DocumentPath, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task Whoever_has_it_is_told_so(string encoding)
    {
        using var first = await AskAsync(encoding, version: null);

        using var second = await AskAsync(encoding, first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task It_is_made_once_however_many_ask()
    {
        var made = 0;
        await using var program = await RunningProgram.StartAsync(adjust: services => services.Configure<OpenApiOptions>("v1", options =>
            options.AddDocumentTransformer((_, _, _) => Task.FromResult(Interlocked.Increment(ref made)))));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => program.Anonymous.GetStringAsync(new Uri(DocumentPath, UriKind.Relative))));

        Assert.Equal(1, made);
    }

    private async Task<HttpResponseMessage> AskAsync(string encoding, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, DocumentPath) { Headers = { { "Accept-Encoding", encoding } } };
        if (version is not null)
            request.Headers.Add("If-None-Match", version);
        return await contract.Program.Anonymous.SendAsync(request);
    }

    [Fact]
    public async Task Every_route_is_in_the_document()
    {
        var document = await ReadAsync();

        var described = Operations(document).Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}").Order(StringComparer.Ordinal);
        var routes = Route.AllOf(contract.Program).Where(route => route.Path != DocumentPath && !route.IsForPeople).Select(route =>
            $"{route.Method} {route.Path}").Order(StringComparer.Ordinal);
        Assert.Equal(routes, described);
    }

    [Fact]
    public async Task Every_operation_is_described_with_examples_and_says_who_may_call_it()
    {
        var document = await ReadAsync();

        foreach (var (method, path, operation) in Operations(document))
        {
            var name = $"{method} {path}";
            Assert.True(operation["summary"] is not null && operation["description"] is not null && operation["operationId"] is not null, name);
            Assert.True(operation["security"] is JsonArray security && security.Count > 0 != (operation["tags"]![0]!.GetValue<string>() == "Health"), name);
            Assert.True(operation["responses"]!["401"] is not null == operation["security"]!.AsArray().Count > 0, name);
            Assert.True(operation["responses"]!["429"] is not null == operation["security"]!.AsArray().Count > 0, name);
            Assert.True(operation["requestBody"] is null || operation["responses"]!["408"] is not null, name);
            Assert.All(operation["parameters"]?.AsArray() ?? [], parameter =>
                Assert.True(parameter!["description"] is not null && parameter["schema"] is not null, name));
            Assert.All(operation["requestBody"]?["content"]?.AsObject() ?? [], content => Assert.True(content.Value!["example"] is not null, name));
            var answers = operation["responses"]!.AsObject().Where(response => response.Key.StartsWith('2')).ToList();
            Assert.NotEmpty(answers);
            Assert.All(answers.SelectMany(answer => answer.Value!["content"]?.AsObject() ?? []), content =>
                Assert.True(content.Value!["example"] is not null, name));
        }
    }

    [Fact]
    public async Task No_description_breaks_its_lines_as_the_source_does() =>
        Assert.DoesNotContain("\\n  ", (await ReadAsync())["components"]!["schemas"]!.ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public async Task Every_tag_is_described()
    {
        var document = await ReadAsync();

        Assert.All(document["tags"]!.AsArray(), tag => Assert.True(tag!["description"] is not null, tag["name"]!.ToString()));
    }

    [Fact]
    public async Task Numbers_are_numbers_and_schemas_have_the_names_of_the_house()
    {
        var document = await ReadAsync();
        var schemas = document["components"]!["schemas"]!.AsObject();

        Assert.DoesNotContain(Types(document), types => types.Contains("string") && (types.Contains("integer") || types.Contains("number")));
        Assert.Subset(schemas.Select(schema => schema.Key).ToHashSet(),
            new HashSet<string> { "Feedback", "FeedbackList", "PostedFeedback", "JourneyMap", "JourneyDefinition", "Series", "Ticket", "Source", "Problem" });
        Assert.DoesNotContain(schemas, schema => schema.Key.EndsWith("View", StringComparison.Ordinal)
            || schema.Key.Contains("ProblemDetails", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_examples_of_requests_are_accepted()
    {
        var document = await ReadAsync();
        using var deleted = await contract.Manager.DeleteAsync(new Uri("/v1/sources/pos-42", UriKind.Relative));
        string? key = null, secret = null;
        // The source first: the others are posted with what it is given.
        foreach (var (method, path, operation) in Operations(document).Where(operation => operation.Operation["requestBody"] is not null)
            .OrderByDescending(operation => operation.Path == "/v1/sources"))
        {
            foreach (var (contentType, content) in operation["requestBody"]!["content"]!.AsObject())
            {
                var example = content!["example"]!;
                var body = ContractProgram.Utf8(contentType == "application/json" ? example.ToJsonString() : example.GetValue<string>());
                var address = path.Replace("{source}", "pos-42", StringComparison.Ordinal)
                    .Replace("/v1/subscriptions/{id}", "/v1/subscriptions/billing-desk", StringComparison.Ordinal)
                        .Replace("/v1/feedback/{id}", "/v1/feedback/" + ContractProgram.Feedback, StringComparison.Ordinal)
                            .Replace("{id}", ContractProgram.Ticket, StringComparison.Ordinal);
                using var request = new HttpRequestMessage(new(method.ToUpperInvariant()),
                    new Uri(address, UriKind.Relative))
                { Content = ContractProgram.Content(body, contentType) };
                if (path.StartsWith("/v1/webhooks/", StringComparison.Ordinal))
                {
                    var seconds = ContractProgram.Start.ToUnixTimeSeconds();
                    request.Headers.Add("webhook-id", "example");
                    request.Headers.Add("webhook-timestamp", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    request.Headers.Add("webhook-signature", WebhookSignature.Sign(secret!, "example", seconds, body));
                }
                else if (path.StartsWith("/v1/tickets/", StringComparison.Ordinal))
                {
                    await contract.PutTicketsAsync();
                    request.Headers.Authorization = new("Bearer", Running.RunningProgram.ManagerKey);
                    request.Headers.Add("If-Match", "*");
                }
                else
                {
                    request.Headers.Authorization = new("Bearer", path is "/v1/feedback" or "/v1/feedback/batch" ? key! : Running.RunningProgram.ManagerKey);
                }

                using var response = await contract.Program.Anonymous.SendAsync(request);

                var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
                Assert.True(response.IsSuccessStatusCode && answer["rejected"]?.GetValue<int>() is null or 0, $"{path} {contentType}: {answer}");
                if (path == "/v1/sources")
                    (key, secret) = (answer["key"]!.GetValue<string>(), answer["signingSecret"]!.GetValue<string>());
            }
        }

        Assert.NotNull(secret);
    }

    private async Task<JsonNode> ReadAsync() => JsonNode.Parse(await contract.Manager.GetStringAsync(new Uri(DocumentPath, UriKind.Relative)))!;

    private static IEnumerable<(string Method, string Path, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (operation.Key, path.Key, operation.Value!)));

    /// <summary>All unions of types anywhere in the document.</summary>
    private static IEnumerable<List<string>> Types(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field is { Key: "type", Value: JsonArray types } ? [[.. types.Select(type => type!.ToString())]]
            : Types(field.Value)),
        JsonArray items => items.SelectMany(Types),
        _ => [],
    };
}
