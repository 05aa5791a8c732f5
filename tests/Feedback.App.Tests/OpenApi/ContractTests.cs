using System.IO.Compression;
using System.Text.Json.Nodes;
using Feedback.App.Tests.BadInput;

namespace Feedback.App.Tests.OpenApi;

/// <summary>Add, never break: all that the document of version 1 held when it was first published, without its prose, is still there.</summary>
public sealed class ContractTests(ContractProgram contract) : IClassFixture<ContractProgram>
{
    [Fact]
    public async Task Nothing_that_was_ever_published_is_missing_or_another()
    {
        var (published, present) = (await PublishedAsync(), await PresentAsync());

        Assert.Empty(Missing(published, present, "#"));
    }

    [Fact]
    public async Task Nothing_that_was_published_asks_for_more_than_it_did()
    {
        var (published, present) = (await PublishedAsync(), await PresentAsync());

        foreach (var (name, schema) in Posted(published))
            Assert.Subset(Required(schema).ToHashSet(), Required(present["components"]!["schemas"]![name]).ToHashSet());
        foreach (var (path, operations) in published["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
                Assert.Subset(RequiredParameters(operation).ToHashSet(), RequiredParameters(present["paths"]![path]![method]).ToHashSet());
        }
    }

    [Fact]
    public async Task What_is_taken_away_or_changed_is_found()
    {
        var published = await PublishedAsync();
        var broken = published.DeepClone();
        var schemas = broken["components"]!["schemas"]!.AsObject();
        broken["paths"]!.AsObject().Remove("/v1/keys");
        broken["paths"]!["/v1/tickets"]!["get"]!["parameters"]!.AsArray().RemoveAt(0);
        broken["paths"]!["/v1/feedback"]!["post"]!["responses"]!.AsObject().Remove("413");
        schemas.Remove("PostedSplit");
        schemas["Ticket"]!["required"]!.AsArray().RemoveAt(0);
        schemas["PostedFeedback"]!["properties"]!.AsObject().Remove("text");
        schemas["PostedTransition"]!["properties"]!["to"]!["enum"]!.AsArray().RemoveAt(3);
        schemas["PostedComment"]!["properties"]!["text"]!["maxLength"] = 10;

        Assert.Empty(Missing(published, published, "#"));
        Assert.Equal(8, Missing(published, broken, "#").Count());
    }

    /// <summary>What of a document is not in another. Objects may have more fields, and lists more items, in any order.</summary>
    private static IEnumerable<string> Missing(JsonNode? before, JsonNode? now, string at) => (before, now) switch
    {
        (JsonObject fields, JsonObject others) => fields.SelectMany(field =>
            others.TryGetPropertyValue(field.Key, out var other) ? Missing(field.Value, other, $"{at}/{field.Key}") : [$"{at}/{field.Key} is gone"]),
        // A type that is one of several is another than it was.
        (JsonArray items, JsonArray others) when !at.EndsWith("/type", StringComparison.Ordinal) || items.Count == others.Count =>
            items.Where(item => !others.Any(other => !Missing(item, other, at).Any())).Select(item => $"{at} has no more {item?.ToJsonString()}"),
        _ => JsonNode.DeepEquals(before, now) ? [] : [$"{at} was {before?.ToJsonString()} and is {now?.ToJsonString()}"],
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Posted(JsonNode document) =>
        document["components"]!["schemas"]!.AsObject().Where(schema => schema.Key.StartsWith("Posted", StringComparison.Ordinal));

    private static IEnumerable<string> Required(JsonNode? schema) => schema!["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];

    private static IEnumerable<string> RequiredParameters(JsonNode? operation) =>
        operation!["parameters"]?.AsArray().OfType<JsonObject>().Where(parameter => parameter["required"]?.GetValue<bool>() == true)
            .Select(parameter => $"{parameter["in"]} {parameter["name"]}") ?? [];

    private static async Task<JsonNode> PublishedAsync()
    {
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "OpenApi", "contract-1.json.gz"));
        await using var json = new GZipStream(file, CompressionMode.Decompress);
        return (await JsonNode.ParseAsync(json))!;
    }

    private async Task<JsonNode> PresentAsync() => JsonNode.Parse(await contract.Manager.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
}
