using System.Globalization;
using System.Text.Json.Nodes;
using Feedback.Core.Drivers;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>A parameter in the OpenAPI document. Those of the query are read in <see cref="Query"/>.</summary>
internal sealed record Parameter(string Name, ParameterLocation In, string Description, Func<OpenApiSchema> Schema)
{
    public static readonly Parameter Limit = InQuery("limit", "How many items a page has at most.", () => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Minimum = "1",
        Maximum = Query.MostItems.ToString(CultureInfo.InvariantCulture),
        Default = Query.UsualItems,
    });

    public static readonly Parameter Cursor = InQuery("cursor", "Where to go on: the `next` of the page before.", Text);

    public static readonly Parameter From = FromBeforeTo("Four");

    public static readonly Parameter FromOfDrivers = FromBeforeTo("Eight");

    public static readonly Parameter To = InQuery("to",
        "The end, exclusive: an RFC 3339 time or a day, UTC; rounded up to the whole hour. Now when it is left out.", () =>
            Example(Text(), "2026-11-20T17:00:00Z"));

    public static readonly Parameter Journey = InQuery("journey", "A journey's id. The first active journey when it is left out.", () =>
        Example(Text(), "retail"));

    public static readonly Parameter Stage = InQuery("stage", "Only what lies on this stage of the journey; `unmapped` for what lies on none.", () =>
        Example(Text(), "pay"));

    public static readonly Parameter Theme = InQuery("theme", "Only what is about this theme of the journey.", () => Example(Text(), "refund"));

    public static readonly Parameter Touchpoint = InQuery("touchpoint", "Only what was heard at this kind of touchpoint.", () =>
        OneOf(Core.Records.Touchpoint.All));

    public static readonly Parameter Silo = InQuery("silo", "Only what this silo hears or owns.", () => Example(Text(), "billing"));

    public static readonly Parameter Segment = InQuery("segment", "Only what this segment of customers said; a segment of the journey's definition.", () =>
        Example(Text(), "petite"));

    public static readonly Parameter Sentiment = InQuery("sentiment", "Only opinions of this sentiment.", OneOf<SentimentLabel>);

    public static readonly Parameter State = InQuery("state", "Only tickets in this state.", OneOf<TicketState>);

    public static readonly Parameter TicketSilo = InQuery("silo", "Only tickets that this silo owns, hears or helps with.", () => Example(Text(), "billing"));

    public static readonly Parameter CrossSilo = InQuery("crossSilo", "Only tickets that cross silos, or only those that do not.", () =>
        new() { Type = JsonSchemaType.Boolean });

    public static readonly Parameter Overdue = InQuery("overdue", "Only live tickets that are past their due date.", () => OneOf(["true"]));

    public static readonly Parameter Order = InQuery("order", "The latest changed first, or those with the highest priority.", () =>
    {
        var schema = OneOf(TicketEndpoints.Orders);
        schema.Default = TicketEndpoints.Orders[0];
        return schema;
    });

    public static readonly Parameter IfMatch = InHeader(Api.IfMatch.Header,
        "Required: the `ETag` of the ticket as it was read, or `*` for any version.", () => Example(Text(), "\"4\""));

    public static readonly Parameter IfMatchOfFeedback = InHeader(Api.IfMatch.Header,
        "The `ETag` of the feedback as it was read: a correction then never meets another opinion than the one that was seen. Any version when it is left out.",
            () => Example(Text(), "\"42\""));

    public static readonly Parameter FailedState = InQuery("state",
        "`failed`: the feedback that could not be analysed, the latest received first. Goes with `limit` and `cursor` alone.", () => OneOf(["failed"]));

    public static readonly Parameter DeliveryState = InQuery("state", "Only deliveries in this state.", OneOf<DeliveryState>);

    public static readonly Parameter Interval = InQuery("interval",
        string.Create(CultureInfo.InvariantCulture, $"How long the steps are; weeks are those of ISO 8601. At most {SeriesQuery.MostPoints:#,0} steps."), () =>
        {
            var schema = OneOf<SeriesInterval>();
            schema.Default = "day";
            return schema;
        });

    public static readonly Parameter Score = InQuery("score", "The score to explain. The one that was answered more often when it is left out.",
        OneOf<ScoreKind>);

    public static readonly Parameter Week = InPath("week", "A week of ISO 8601 that has begun, `yyyy-Www`, UTC.");

    public static readonly Parameter Audience = InQuery("audience", "`all` for the whole journey, or a silo for what concerns it. `all` when it is left out.",
        () => Example(Text(), "billing"));

    public static readonly Parameter Format = InQuery("format", "In which form; by the `Accept` header when it is left out.", () =>
        OneOf(DigestEndpoints.Formats));

    public static readonly Parameter DryRun = InQuery("dryRun", "Only say what would be done.", () => new() { Type = JsonSchemaType.Boolean });

    public static readonly Parameter Recipient = InQuery("recipient", "Only this recipient, by id or address, even if the digest was sent there already.",
        Text);

    public static readonly Parameter IdempotencyKey = InHeader("Idempotency-Key",
        "The sender's name of this request, for events without a `sourceEventId`: posting again under the same name stores nothing and answers with the same "
            + "id.", () =>
        {
            var schema = Text();
            schema.MaxLength = RequestLimits.ForeignId;
            return schema;
        });

    public static readonly Parameter LastEventId = InHeader("Last-Event-ID",
        "The id of the last event that was received: the stream goes on behind it. It starts now when it is left out.", Text);

    public static Parameter InPath(string name, string description) => new(name, ParameterLocation.Path, description, Text);

    private static Parameter FromBeforeTo(string weeks) => InQuery("from",
        $"The start: an RFC 3339 time or a day, UTC; rounded down to the whole hour. {weeks} weeks before `to` when it is left out.", () =>
            Example(Text(), "2026-11-01"));

    private static Parameter InQuery(string name, string description, Func<OpenApiSchema> schema) => new(name, ParameterLocation.Query, description, schema);

    private static Parameter InHeader(string name, string description, Func<OpenApiSchema> schema) => new(name, ParameterLocation.Header, description, schema);

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Example(OpenApiSchema schema, string example)
    {
        schema.Examples = [example];
        return schema;
    }

    private static OpenApiSchema OneOf<T>()
        where T : struct, Enum => OneOf(JsonWord.All<T>());

    private static OpenApiSchema OneOf(IEnumerable<string> words) => new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] };
}
