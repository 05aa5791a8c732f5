using System.Text;
using System.Text.Json.Nodes;
using Feedback.Core.Access;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Demo;

/// <summary>One feedback, ready to be posted.</summary>
/// <param name="Source">Who posts it.</param>
/// <param name="OccurredAt">When it is said to have been said.</param>
/// <param name="Id">Its id, once it is stored.</param>
/// <param name="Json">The feedback as the API takes it.</param>
/// <param name="Theme">What its publisher's label says it is about, where that is a theme of the journey.</param>
internal sealed record SampleItem(Source Source, DateTimeOffset OccurredAt, string Id, ReadOnlyMemory<byte> Json, string? Theme = null)
{
    /// <summary>Puts one together.</summary>
    public static SampleItem Of(
        Source source, string name, DateTimeOffset at, string? text, JsonObject? customer, JsonObject? ratings,
        IEnumerable<(string Name, string Value)> attributes, string? theme = null)
    {
        var json = new JsonObject
        {
            ["source"] = source.Id,
            ["sourceEventId"] = name,
            ["occurredAt"] = Rfc3339.Format(at),
        };
        if (customer is not null)
            json["customer"] = customer;
        if (text is not null)
            (json["text"], json["language"]) = (text, "en");
        if (ratings is not null)
            json["ratings"] = ratings;
        json["attributes"] = new JsonObject(attributes.Where(attribute => attribute.Value.Length > 0)
            .Select(attribute => KeyValuePair.Create(attribute.Name, (JsonNode?)attribute.Value)));
        return new(source, at, FeedbackId.OfEvent(source.Id, name), Encoding.UTF8.GetBytes(json.ToJsonString()), theme);
    }
}
