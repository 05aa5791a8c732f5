using System.Globalization;
using System.Text.Json.Nodes;
using Feedback.Core.Access;
using Feedback.Core.Corrections;
using Feedback.Core.Customers;
using Feedback.Core.Digests;
using Feedback.Core.Intake;
using Feedback.Core.Requests;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The schemas of what is posted, made of the declarations by which it is read.</summary>
internal static class PostedSchemas
{
    public const string Batch = "PostedBatch";
    public const string Lines = "PostedLines";

    private static readonly RequestShape[] Shapes =
    [
        FeedbackReader.Shape, FeedbackReader.ShapeOfWebhook, SourceReader.Shape, PersonKeyReader.Shape,
        TicketRequestReader.Moves, TicketRequestReader.Comments, TicketRequestReader.Owners,
        TicketRequestReader.DueDates, TicketRequestReader.Merges, TicketRequestReader.Splits,
        CorrectionReader.Shape, FindCustomerReader.Shape, SubscriptionReader.Shape, RecipientReader.Shape, ReplayReader.Shape,
    ];

    public static IEnumerable<(string Name, OpenApiSchema Schema)> All(OpenApiDocument document)
    {
        foreach (var shape in Shapes)
            yield return (shape.Schema!, Of(shape));
        yield return (Batch, new()
        {
            Type = JsonSchemaType.Array,
            MaxItems = RequestLimits.BatchItems,
            Description = "Feedback items, each stored or rejected on its own.",
            Items = new OpenApiSchemaReference(FeedbackReader.Shape.Schema!, document),
        });
        yield return (Lines, new()
        {
            Type = JsonSchemaType.String,
            Description = $"NDJSON: one `{FeedbackReader.Shape.Schema}` per line, at most {RequestLimits.BatchItems:#,0}.",
        });
    }

    /// <summary>An object that has no other fields than these.</summary>
    private static OpenApiSchema Of(RequestShape shape) => new()
    {
        Type = JsonSchemaType.Object,
        Description = shape.Description,
        Required = shape.Fields.Where(field => field.Missing is not null).Select(field => field.Name).ToHashSet(),
        Properties = shape.Fields.ToDictionary(field => field.Name, field => (IOpenApiSchema)Of(field.Value)),
        AdditionalPropertiesAllowed = false,
        AnyOf = EachRequired(shape.AnyOf),
        OneOf = EachRequired(shape.OneOf),
    };

    private static OpenApiSchema Of(RequestValue value) => value.Kind switch
    {
        RequestValueKind.Shape => Of(value.Shape!),
        RequestValueKind.List => new()
        {
            Type = JsonSchemaType.Array,
            Description = value.Description,
            MinItems = value.Least,
            MaxItems = value.Most,
            Items = Of(value.Items!),
        },
        RequestValueKind.Whole => new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Description = value.Description,
            Minimum = value.Least?.ToString(CultureInfo.InvariantCulture),
            Maximum = value.Most?.ToString(CultureInfo.InvariantCulture),
        },
        RequestValueKind.Attributes => new()
        {
            Type = JsonSchemaType.Object,
            Description = value.Description,
            MaxProperties = value.Most,
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
        _ => new()
        {
            Type = value.OrNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String,
            Description = value.Description,
            Format = value.Format,
            Pattern = value.Pattern,
            MinLength = value.Least,
            MaxLength = value.Most,
            Enum = value.Words is { } words ? [.. words.Select(word => (JsonNode)word)] : null,
            Examples = value.Examples.Count > 0 ? [.. value.Examples.Select(example => (JsonNode)example)] : null,
        },
    };

    private static List<IOpenApiSchema>? EachRequired(IReadOnlyList<RequestField> fields) =>
        fields.Count == 0 ? null : [.. fields.Select(field => new OpenApiSchema { Required = new HashSet<string> { field.Name } })];
}
