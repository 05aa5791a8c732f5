using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Feedback.App.Tests.BadInput;

/// <summary>The exact problem document that a bad request must be answered with.</summary>
/// <param name="Status">The status.</param>
/// <param name="Type">The last part of its type.</param>
/// <param name="Errors">Lines of <c>field: message</c>; empty for a problem without <c>errors</c>.</param>
/// <param name="Detail">Its detail, when it has one.</param>
/// <param name="Possible">The states that would be possible, where it says so.</param>
public sealed record ExpectedProblem(int Status, string Type, string Errors = "", string? Detail = null, string[]? Possible = null)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static ExpectedProblem Invalid(string errors) => new(400, "invalid", errors);

    public static ExpectedProblem Unauthorized(string? detail = null) => new(401, "unauthorized", Detail: detail);

    public static ExpectedProblem TooLarge { get; } = new(413, "too-large", Detail: "The body may have at most 1,048,576 bytes.");

    public async Task AssertAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(Status == (int)response.StatusCode,
            string.Create(CultureInfo.InvariantCulture, $"expected {Status}, not {(int)response.StatusCode}: {text}"));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var actual = JsonNode.Parse(text);
        if (!JsonNode.DeepEquals(ToJson(), actual))
            Assert.Equal(ToJson().ToJsonString(Indented), actual!.ToJsonString(Indented));
        if (Status == 401)
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    public JsonObject ToJson()
    {
        var problem = new JsonObject { ["type"] = "urn:feedback:problem:" + Type, ["title"] = Title(), ["status"] = Status };
        if (Detail is not null)
            problem["detail"] = Detail;
        if (Possible is not null)
            problem["possible"] = new JsonArray([.. Possible.Select(state => (JsonNode)state)]);
        if (Errors.Length == 0)
            return problem;
        var errors = new JsonObject();
        foreach (var line in Errors.Split('\n'))
        {
            var (field, message) = (line[..line.IndexOf(": ", StringComparison.Ordinal)], line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
            if (errors[field] is not JsonArray messages)
                errors[field] = messages = [];
            messages.Add(message);
        }

        problem["errors"] = errors;
        return problem;
    }

    private string Title() => Type switch
    {
        "invalid" => "The request is not valid",
        "unauthorized" => "The request is not authenticated",
        "forbidden" => "The key does not allow this",
        "foreign-source" => "A source can only post under its own name",
        "not-found" => "Not found",
        "method-not-allowed" => "The method is not allowed here",
        "conflict" => "Not possible in the current state",
        "precondition-failed" => "It has changed since you read it",
        "precondition-required" => "The If-Match header is missing",
        "too-large" => "The body is too large",
        "wrong-content-type" => "The content type is not supported",
        _ => throw new InvalidOperationException(Type),
    };
}
