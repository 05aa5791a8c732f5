using System.Text.Json;
using System.Text.Json.Serialization;
using Feedback.Web.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The HTTP contract as an OpenAPI 3.1 document, made from the routes themselves.</summary>
internal static class FeedbackOpenApi
{
    public const string Path = "/openapi/v1.json";

    private static readonly Dictionary<string, string> TagDescriptions = new()
    {
        ["Collect"] = "Where sources post feedback.",
        ["Feedback"] = "Where managers read feedback and what was understood of it.",
        ["Journeys"] = "Journey definitions, their maps, their series, and what drives their scores.",
        ["Tickets"] = "Cross-silo improvements with their evidence, and what is done about them.",
        ["Customers"] = "One customer's whole relation: to look at, to hand over, to erase.",
        ["Sources"] = "The sending systems and their credentials.",
        ["Subscriptions"] = "Who is told of what happens to tickets, by webhooks.",
        ["Digests"] = "The weekly digest: to look at, to send, and to whom.",
        ["Keys"] = "Who of the company may look and who may change.",
        ["Stream"] = "What happens, as it happens.",
        ["Health"] = "Liveness and readiness, open to anyone.",
    };

    public static void AddFeedbackOpenApi(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaNames.Of;
        options.AddSchemaTransformer(CorrectSchema);
        options.AddOperationTransformer(DescribeOperation.TransformAsync);
        options.AddDocumentTransformer(DescribeDocument);
    });

    public static void MapFeedbackOpenApi(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi(Path).RequireAuthorization(Authentication.AnyPolicy);

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Feedback",
            Version = "1",
            Summary = "Collects what customers say at every touchpoint and lays it on their journey.",
            Description = "Sources post feedback; managers read journey maps, series, tickets and the feedback behind them. "
                + "Times are RFC 3339, UTC. Faults are problem details (RFC 9457) whose `errors` name each field that is wrong. "
                + "Lists answer `items` and `next`, the `cursor` of the next page.",
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new() { Url = "/", Description = "The server that this document comes from." }];
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
            tag.Description = TagDescriptions.GetValueOrDefault(tag.Name!);
        document.Components ??= new();
        document.Components.SecuritySchemes = Security.Schemes();
        // Problems carry "errors", which the framework's type keeps among its extensions.
        document.Components.Schemas![SchemaNames.Problem] = ProblemSchema();
        foreach (var (name, schema) in PostedSchemas.All(document))
            document.AddComponent(name, schema);
        foreach (var schema in document.Components.Schemas.Values)
            JoinLines(schema);
        return Task.CompletedTask;
    }

    /// <summary>Descriptions come from comments, whose lines end where the source's do.</summary>
    private static void JoinLines(IOpenApiSchema schema)
    {
        if (schema.Description is { } text && text.Contains('\n', StringComparison.Ordinal))
            schema.Description = string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries));
        if (schema is not OpenApiSchema { } written)
            return;
        foreach (var part in (written.Properties?.Values ?? []).Concat(written.AnyOf ?? []).Concat(written.OneOf ?? []).Concat(written.AllOf ?? []))
            JoinLines(part);
        if (written.Items is { } items)
            JoinLines(items);
        if (written.AdditionalProperties is { } others)
            JoinLines(others);
    }

    private static Task CorrectSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Enum is { Count: > 0 } words)
        {
            // Where it may be null, the one who refers to it says so.
            schema.Enum = [.. words.Where(word => word is not null && word.GetValueKind() != JsonValueKind.Null)];
            schema.Type ??= JsonSchemaType.String;
        }

        foreach (var property in context.JsonTypeInfo.Properties)
        {
            // What is left out when there is none cannot be required.
            if (property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: false) == true)
                schema.Required?.Remove(property.Name);
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What is wrong with a request (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "A stable name such as `urn:feedback:problem:invalid`: clients may decide by it."
            },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The same for people." },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The status of the answer." },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is wrong with this very request." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong, by field as the sender wrote it; `$` is the body as a whole.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
            ["possible"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "The states that a ticket can be moved to, when it cannot be moved to the one that was asked for.",
                Items = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        },
    };
}
