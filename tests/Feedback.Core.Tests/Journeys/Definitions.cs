using System.Text;
using System.Text.Json.Nodes;
using Feedback.Core.Journeys;
using Feedback.Testing;

namespace Feedback.Core.Tests.Journeys;

/// <summary>A small definition with every property there is, to change one thing of at a time.</summary>
internal static class Definitions
{
    public const string File = "journeys/shop.json";

    public static JsonObject Shop() => JsonNode.Parse("""
        {
          "$schema": "./journey.schema.json",
          "id": "shop",
          "title": "A shop",
          "silos": [ { "id": "store", "title": "Stores" }, { "id": "billing", "title": "Billing" }, { "id": "logistics", "title": "Logistics" } ],
          "stages": [
            { "id": "buy", "title": "I buy", "silo": "store", "formerly": [ "find" ] },
            { "id": "receive", "title": "I get it", "silo": "logistics" },
            { "id": "pay", "title": "I pay", "silo": "billing" }
          ],
          "touchpoints": [
            { "kind": "store", "silo": "store", "stage": "buy" },
            { "kind": "billing", "silo": "billing", "stage": "pay" },
            { "kind": "web", "silo": "store", "stage": null }
          ],
          "themes": [
            { "id": "staff-attitude", "title": "Staff", "silo": "store", "stage": null, "terms": [ "staff", "desk" ], "phrases": [ "sales assistant" ], "near": { "desk": [ "people", "woman" ] }, "formerly": [ "rudeness" ] },
            { "id": "invoice-error", "title": "Wrong bills", "silo": "billing", "stage": "pay", "terms": [ "bill", "colour" ], "phrases": [ "charged twice", "gift card was charged" ] },
            { "id": "delivery-time", "title": "Delivery", "silo": "logistics", "stage": "receive", "terms": [ "delivery", "card" ], "phrases": [ "not arrived" ] }
          ],
          "segments": [
            { "id": "gold", "title": "Gold members", "attribute": "tier", "values": [ "Gold", "Platinum" ] },
            { "id": "leeds", "title": "Leeds", "attribute": "store", "values": [ "Leeds" ] }
          ],
          "sayings": [ "fits the bill", "on the cards" ]
        }
        """)!.AsObject();

    public static JourneyDefinition Read(JsonNode json, string file = File) => Read(json.ToJsonString(), file);

    public static JourneyDefinition Read(string json, string file = File) => JourneyDefinitionReader.Read(Encoding.UTF8.GetBytes(json), file);

    public static IReadOnlyList<JourneyDefinitionProblem> Problems(JsonNode json, string file = File) => Problems(json.ToJsonString(), file);

    public static IReadOnlyList<JourneyDefinitionProblem> Problems(string json, string file = File)
    {
        try
        {
            Read(json, file);
            return [];
        }
        catch (JourneyDefinitionException e)
        {
            return e.Problems;
        }
    }

    public static JourneyDefinition Shipped(string id)
    {
        var file = Path.Combine(Repository.Journeys, id + ".json");
        return JourneyDefinitionReader.Read(System.IO.File.ReadAllBytes(file), file);
    }
}
