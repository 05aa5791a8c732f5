using System.Globalization;
using System.Text.Json.Nodes;
using Feedback.Core.Access;
using Feedback.Core.Intake;
using Feedback.Core.Requests;
using Feedback.Core.Subscriptions;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The schemas of what is posted. Bodies are read by hand (see <see cref="FeedbackReader"/>), so their schemas are written by hand too, from the same limits.</summary>
internal static partial class PostedSchemas
{
    public const string Feedback = "PostedFeedback";
    public const string Batch = "PostedBatch";
    public const string Lines = "PostedLines";
    public const string Source = "PostedSource";
    public const string PersonKey = "PostedKey";
    public const string Webhook = "PostedWebhook";
    public const string Subscription = "PostedSubscription";
    public const string Replay = "PostedReplay";
    public const string DigestRecipient = "PostedDigestRecipient";
    private const string NamePattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    public static IEnumerable<(string Name, OpenApiSchema Schema)> All(OpenApiDocument document)
    {
        yield return (Feedback, FeedbackSchema(["source"]));
        yield return (Webhook, FeedbackSchema([]));
        yield return (Batch, new()
        {
            Type = JsonSchemaType.Array,
            MaxItems = RequestLimits.BatchItems,
            Description = "Feedback, each stored or refused by itself.",
            Items = new OpenApiSchemaReference(Feedback, document),
        });
        yield return (Lines, Text($"NDJSON: one `{Feedback}` a line, at most {RequestLimits.BatchItems.ToString("#,0", CultureInfo.InvariantCulture)}."));
        yield return (Source, Closed("A sending system.", ["id"], new()
        {
            ["id"] = Name("Its name."),
            ["touchpoint"] = Touchpoint("The kind of touchpoint it stands at; feedback of a source without one names it itself."),
            ["silo"] = Name("The department it belongs to, when it is not the one that the journey gives its touchpoint."),
        }));
        yield return (PersonKey, Closed("A person's own key.", ["name", "role"], new()
        {
            ["name"] = Line("Whom it is for.", NewPersonKey.LongestName),
            ["role"] = With(Text("What they may do."), schema => schema.Enum = [.. NewPersonKey.Roles.Keys.Select(role => JsonValue.Create(role))]),
        }));
        foreach (var schema in OfTickets())
            yield return schema;
        yield return (Correction, CorrectionSchema());
        foreach (var schema in OfCustomers())
            yield return schema;
        yield return (Subscription, SubscriptionSchema());
        yield return (DigestRecipient, DigestRecipientSchema());
        yield return (Replay, Closed("A period; each end is a time at which events happened.", ["from"], new()
        {
            ["from"] = With(Text("The start: RFC 3339 with an offset."), schema => schema.Format = "date-time"),
            ["to"] = With(Text("The end, exclusive; now when it is left out."), schema => schema.Format = "date-time"),
        }));
    }

    private static OpenApiSchema SubscriptionSchema() => Closed("Who is to be told of which ticket events.", ["id", "url"], new()
    {
        ["id"] = Name("Its name."),
        ["url"] = With(Text("Where events are posted to: an https address on the public internet."), schema => (schema.Format, schema.MaxLength) = ("uri", AddressPolicy.LongestUrl)),
        ["silos"] = Names("Only tickets that one of these silos owns, helps with or hears.", new OpenApiSchema { Type = JsonSchemaType.String }),
        ["stages"] = Names("Only tickets with a topic at one of these stages.", new OpenApiSchema { Type = JsonSchemaType.String }),
        ["minPriority"] = Whole("Only tickets of at least this priority.", 0, 100),
        ["events"] = Names("Only these events.", new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. TicketEvents.Types.Select(type => (JsonNode)type)] }),
    });

    private static OpenApiSchema Names(string description, OpenApiSchema item) =>
        new() { Type = JsonSchemaType.Array, Description = description, MinItems = 1, MaxItems = SubscriptionReader.MostNames, Items = item };

    private static OpenApiSchema FeedbackSchema(IEnumerable<string> required)
    {
        var schema = Closed("One thing that a customer said or scored, at one touchpoint, at one time.", required, new()
        {
            ["source"] = Name("The sending system: the name that its key or secret belongs to."),
            ["sourceEventId"] = Line("The sender's own id of the event. Posting the same event again stores nothing and answers with the same id.", RequestLimits.ForeignId),
            ["touchpoint"] = Touchpoint("The kind of touchpoint; the source's own when it is left out."),
            ["channel"] = Line("The sender's word for the way it came.", RequestLimits.Channel),
            ["occurredAt"] = With(Text($"When the customer said it: RFC 3339 with an offset, at most {RequestLimits.Future.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes in the future and {RequestLimits.PastYears} years in the past. The time of receipt when it is left out."),
                schema => schema.Format = "date-time"),
            ["customer"] = Closed("Who said it.", [], new()
            {
                ["id"] = Line("The company's customer number.", RequestLimits.ForeignId),
                ["email"] = With(Text("An e-mail address."), schema => (schema.Format, schema.MaxLength) = ("email", RequestLimits.Email)),
            }),
            ["text"] = With(Text("What they said. Required unless ratings are given."), schema => schema.MaxLength = RequestLimits.TextCharacters),
            ["language"] = With(Text("The BCP 47 language of the text; found out when it is left out."), schema => schema.Examples = ["en", "pt-BR"]),
            ["ratings"] = Closed("What they scored. Required unless a text is given.", [], new()
            {
                ["nps"] = Whole("Likelihood to recommend.", 0, 10),
                ["csat"] = Whole("Satisfaction.", 1, 5),
                ["ces"] = Whole("Effort.", 1, 7),
            }),
            ["attributes"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What else the sender knows; kept as text.",
                MaxProperties = RequestLimits.Attributes,
                PropertyNames = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = RequestLimits.AttributeName },
                AdditionalProperties = new OpenApiSchema
                {
                    AnyOf =
                    [
                        new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RequestLimits.AttributeValue },
                        new OpenApiSchema { Type = JsonSchemaType.Number },
                        new OpenApiSchema { Type = JsonSchemaType.Boolean },
                    ],
                },
            },
        });
        schema.AnyOf = [new OpenApiSchema { Required = new HashSet<string> { "text" } }, new OpenApiSchema { Required = new HashSet<string> { "ratings" } }];
        return schema;
    }

    /// <summary>An object that has no other fields than these.</summary>
    private static OpenApiSchema Closed(string description, IEnumerable<string> required, Dictionary<string, IOpenApiSchema> properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = required.ToHashSet(),
        Properties = properties,
        AdditionalPropertiesAllowed = false,
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Line(string description, int longest) => With(Text(description), schema => (schema.MinLength, schema.MaxLength) = (1, longest));

    private static OpenApiSchema Name(string description) => With(Text(description), schema => schema.Pattern = NamePattern);

    private static OpenApiSchema Touchpoint(string description) =>
        With(Text(description), schema => schema.Enum = [.. Core.Records.Touchpoint.All.Select(kind => (JsonNode)kind)]);

    private static OpenApiSchema Whole(string description, int lowest, int highest) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Description = description,
        Minimum = lowest.ToString(CultureInfo.InvariantCulture),
        Maximum = highest.ToString(CultureInfo.InvariantCulture),
    };

    private static OpenApiSchema With(OpenApiSchema schema, Action<OpenApiSchema> change)
    {
        change(schema);
        return schema;
    }
}
