using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The HTTP contract as an OpenAPI 3.1 document, made from the routes themselves.</summary>
internal static class FeedbackOpenApi
{
    public const string Name = "v1";
    public const string Path = $"/openapi/{Name}.json";

    private static readonly Dictionary<string, string> TagDescriptions = new()
    {
        ["Collect"] = "Posting feedback, for sources.",
        ["Feedback"] = "Reading feedback and its analysis.",
        ["Journeys"] = "Journey definitions, maps, time series and drivers.",
        ["Tickets"] = "Cross-silo improvements: their evidence, and the work on them.",
        ["Customers"] = "Individual customers: view, export, erase.",
        ["Sources"] = "The sending systems and their credentials.",
        ["Subscriptions"] = "Webhooks that notify subscribers of ticket events.",
        ["Digests"] = "The weekly digest: view, send, and manage recipients.",
        ["Keys"] = "Personal keys for readers and managers.",
        ["Stream"] = "Events as they happen.",
        ["Health"] = "Liveness and readiness, without a key.",
    };

    public static void AddFeedbackOpenApi(this IServiceCollection services) => services.AddSingleton<ServedDocument>().AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaNames.Of;
        options.AddSchemaTransformer(CorrectSchema);
        options.AddOperationTransformer(DescribeOperation.TransformAsync);
        options.AddDocumentTransformer(DescribeDocument);
    });

    /// <summary>Open to anyone, as the code is: it says what can be asked, and nothing of what is stored.</summary>
    public static void MapFeedbackOpenApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, ServedDocument.GetAsync).AllowAnonymous().ExcludeFromDescription();

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Feedback",
            Version = "1",
            Summary = "Collects what customers say at every touchpoint and maps it to their journey.",
            Description = "Sources post feedback; managers read journey maps, time series, tickets and the feedback behind them. Times are RFC 3339, UTC. "
                + "Errors are problem details (RFC 9457) whose `errors` name each invalid field. Lists return `items` and `next`, the `cursor` of the next "
                + "page.",
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new() { Url = "/", Description = "The server that returned this document." }];
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
        Description = "Why a request failed (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "A stable identifier such as `urn:feedback:problem:invalid`, for programs to act on."
            },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A short summary for people." },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The HTTP status code." },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is wrong with this particular request." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong, by field as sent; `$` stands for the whole body.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
            ["possible"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "The states that the ticket can be moved to, if the requested move is not possible.",
                Items = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        },
    };
}
