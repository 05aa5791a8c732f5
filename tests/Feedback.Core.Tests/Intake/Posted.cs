using System.Text;
using System.Text.Json.Nodes;
using Feedback.Core.Intake;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Intake;

/// <summary>Posted feedback to change one thing of at a time.</summary>
internal static class Posted
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 17, 5, 0, TimeSpan.Zero);

    public const string HouseExample = """
        { "source": "pos-42", "sourceEventId": "r-99812", "touchpoint": "store", "channel": "kiosk",
          "occurredAt": "2026-11-20T17:03:11Z",
          "customer": { "id": "c-7781", "email": "a@example.com" },
          "text": "Nice staff, but I was billed twice and the refund took six weeks.",
          "language": "en", "ratings": { "nps": 4, "csat": 2, "ces": 6 },
          "attributes": { "store": "Leeds", "orderId": "o-5512" } }
        """;

    /// <summary>The house's example with one field changed.</summary>
    public static string With(string field, JsonNode? value)
    {
        var json = JsonNode.Parse(HouseExample)!.AsObject();
        var path = field.Split('.');
        var parent = path[..^1].Aggregate(json, (at, name) => at[name]!.AsObject());
        parent[path[^1]] = value;
        return json.ToJsonString();
    }

    public static string Without(params string[] fields)
    {
        var json = JsonNode.Parse(HouseExample)!.AsObject();
        foreach (var field in fields)
            json.Remove(field);
        return json.ToJsonString();
    }

    public static PostedFeedback Read(string json, string? defaultSource = null)
    {
        var feedback = Reader().Read(Encoding.UTF8.GetBytes(json), defaultSource, out var errors);
        Assert.Empty(errors.ToDictionary());
        return Assert.IsType<PostedFeedback>(feedback);
    }

    /// <summary>The fields that are at fault.</summary>
    public static IReadOnlyList<string> Faults(string json, string? defaultSource = null) =>
        [.. Errors(json, defaultSource).Keys.Order(StringComparer.Ordinal)];

    public static IReadOnlyDictionary<string, string[]> Errors(string json, string? defaultSource = null) =>
        Errors(Encoding.UTF8.GetBytes(json), defaultSource);

    public static IReadOnlyDictionary<string, string[]> Errors(byte[] json, string? defaultSource = null)
    {
        Assert.Null(Reader().Read(json, defaultSource, out var errors));
        Assert.False(errors.None);
        return errors.ToDictionary();
    }

    public static FeedbackReader Reader() => new(new FakeTimeProvider(Now));
}
