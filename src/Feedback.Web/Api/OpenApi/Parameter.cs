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
    public static readonly Parameter Limit = InQuery("limit", "The maximum number of items on a page.", () => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Minimum = "1",
        Maximum = Query.MostItems.ToString(CultureInfo.InvariantCulture),
        Default = Query.UsualItems,
    });

    public static readonly Parameter Cursor = InQuery("cursor", "The `next` of the previous page.", Text);

    public static readonly Parameter From = FromBeforeTo("Four");

    public static readonly Parameter FromOfDrivers = FromBeforeTo("Eight");

    public static readonly Parameter To = InQuery("to",
        "The end, exclusive: an RFC 3339 time, or a day of the company's time zone (UTC unless set); rounded up to the full hour. Default: now.", () =>
            Example(Text(), "2026-11-20T17:00:00Z"));

    public static readonly Parameter Journey = InQuery("journey", "A journey's id. Default: the first active journey.", () =>
        Example(Text(), "retail"));

    public static readonly Parameter Stage = InQuery("stage", "Only this stage of the journey; `unmapped` for what is mapped to no stage.", () =>
        Example(Text(), "pay"));

    public static readonly Parameter Theme = InQuery("theme", "Only this theme of the journey; `unmapped` for what names no theme.", () =>
        Example(Text(), "refund"));

    public static readonly Parameter Touchpoint = InQuery("touchpoint", "Only this kind of touchpoint.", () =>
        OneOf(Core.Records.Touchpoint.All));

    public static readonly Parameter Silo = InQuery("silo", "Only what this silo hears or owns.", () => Example(Text(), "billing"));

    public static readonly Parameter Segment = InQuery("segment", "Only this customer segment, as the journey defines it.", () =>
        Example(Text(), "petite"));

    public static readonly Parameter Sentiment = InQuery("sentiment", "Only opinions with this sentiment.", OneOf<SentimentLabel>);

    public static readonly Parameter State = InQuery("state", "Only tickets in this state.", OneOf<TicketState>);

    public static readonly Parameter TicketSilo = InQuery("silo", "Only tickets that this silo owns, hears or helps with.", () => Example(Text(), "billing"));

    public static readonly Parameter CrossSilo = InQuery("crossSilo", "`true` for tickets that cross silos only, `false` for the others only.", () =>
        new() { Type = JsonSchemaType.Boolean });

    public static readonly Parameter Overdue = InQuery("overdue", "Only live tickets that are past their due date.", () => OneOf(["true"]));

    public static readonly Parameter Order = InQuery("order", "Most recently updated first, or highest priority first. Default: `updated`.", () =>
    {
        var schema = OneOf(TicketEndpoints.Orders);
        schema.Default = TicketEndpoints.Orders[0];
        return schema;
    });

    public static readonly Parameter IfMatch = InHeader(Api.IfMatch.Header,
        "Required: the `ETag` of the ticket as you read it, or `*` for any version.", () => Example(Text(), "\"4\""));

    public static readonly Parameter IfMatchOfFeedback = InHeader(Api.IfMatch.Header,
        "The `ETag` of the feedback as you read it, so that the correction applies to the opinion you saw. Default: any version.",
            () => Example(Text(), "\"42\""));

    public static readonly Parameter FailedState = InQuery("state",
        "`failed`: feedback that could not be analysed, most recently received first. Can be combined with `limit` and `cursor` only.",
            () => OneOf(["failed"]));

    public static readonly Parameter DeliveryState = InQuery("state", "Only deliveries in this state.", OneOf<DeliveryState>);

    public static readonly Parameter Interval = InQuery("interval",
        string.Create(CultureInfo.InvariantCulture, $"The length of each step; weeks are ISO 8601 weeks. At most {SeriesQuery.MostPoints:#,0} steps."), () =>
        {
            var schema = OneOf<SeriesInterval>();
            schema.Default = "day";
            return schema;
        });

    public static readonly Parameter Score = InQuery("score", "The score to explain. Default: the one with more answers.",
        OneOf<ScoreKind>);

    public static readonly Parameter Compare = InQuery("compare",
        "With which period it is compared: the preceding one of the same length, or the same weeks of the `year` before (52 weeks earlier).", () =>
        {
            var schema = OneOf<ComparedPeriod>();
            schema.Default = "previous";
            return schema;
        });

    public static readonly Parameter Week = InPath("week", "An ISO 8601 week that has started, `yyyy-Www`, in the company's time zone.");

    public static readonly Parameter Audience = InQuery("audience", "`all` for the whole journey, or a silo for what concerns it. Default: `all`.",
        () => Example(Text(), "billing"));

    public static readonly Parameter Format = InQuery("format", "The format. Default: by the `Accept` header.", () =>
        OneOf(DigestEndpoints.Formats));

    public static readonly Parameter DryRun = InQuery("dryRun", "Only report what would be done.", () => new() { Type = JsonSchemaType.Boolean });

    public static readonly Parameter Recipient = InQuery("recipient", "Only this recipient, by id or address, even if they already have the digest.",
        Text);

    public static readonly Parameter IdempotencyKey = InHeader("Idempotency-Key",
        "Your name for this request, for events without a `sourceEventId`: posting the same again under it stores nothing and "
            + "returns the same id; another body answers 409. Where the body has a `sourceEventId`, that alone says whether it is known.", () =>
        {
            var schema = Text();
            schema.MaxLength = RequestLimits.ForeignId;
            return schema;
        });

    public static readonly Parameter LastEventId = InHeader("Last-Event-ID",
        "The id of the last event you received; the stream resumes after it. Default: start now.", Text);

    public static Parameter InPath(string name, string description) => new(name, ParameterLocation.Path, description, Text);

    private static Parameter FromBeforeTo(string weeks) => InQuery("from",
        "The start: an RFC 3339 time, or a day of the company's time zone (UTC unless set); rounded down to the full hour. "
            + $"Default: {weeks} weeks before `to`.", () =>
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
