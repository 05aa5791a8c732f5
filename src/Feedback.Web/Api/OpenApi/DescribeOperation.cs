using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>Puts into the document what routes say of themselves (<see cref="RouteDescriptions"/>), and who may call them.</summary>
internal static class DescribeOperation
{
    private const string ProblemType = "application/problem+json";

    public static Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var document = context.Document!;
        foreach (var parameter in metadata.OfType<ParameterDescriptions>().SelectMany(described => described.Parameters))
            Describe(operation, parameter);
        if (metadata.OfType<BodyDescription>().LastOrDefault() is { } body)
            operation.RequestBody = BodyOf(body, document);

        operation.Responses ??= [];
        if (!metadata.OfType<AnswerDescription>().Any(answer => answer.Status == StatusCodes.Status200OK))
            operation.Responses.Remove("200");
        foreach (var answer in metadata.OfType<AnswerDescription>())
            Describe(operation.Responses[Key(answer.Status)], answer);

        var policy = metadata.OfType<IAllowAnonymous>().Any() ? null : metadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy;
        var signed = metadata.OfType<SignedDescription>().Any();
        operation.Security = Security.Of(policy, signed, document);
        foreach (var status in metadata.OfType<RefusalDescription>().SelectMany(refusal => refusal.Statuses)
            .Concat(policy is null ? [] : [401, 403])
            // Who tries wrong keys is told to wait, and a body that does not come to its end is given up, or has no room: everywhere alike.
            .Concat(policy is null && !signed ? [] : [429])
            .Concat(operation.RequestBody is null ? [] : [408, 503])
            .Distinct().Order())
            operation.Responses[Key(status)] = ProblemOf(status, document);
        return Task.CompletedTask;
    }

    private static void Describe(OpenApiOperation operation, Parameter parameter)
    {
        operation.Parameters ??= [];
        if (operation.Parameters.OfType<OpenApiParameter>().FirstOrDefault(known => known.Name == parameter.Name && known.In == parameter.In) is { } known)
        {
            known.Description = parameter.Description;
            return;
        }

        operation.Parameters.Add(new OpenApiParameter
        {
            Name = parameter.Name,
            In = parameter.In,
            Description = parameter.Description,
            Schema = parameter.Schema()
        });
    }

    private static OpenApiRequestBody BodyOf(BodyDescription body, OpenApiDocument document) => new()
    {
        Description = body.Description,
        Required = true,
        Content = body.Contents.ToDictionary(
            content => content.ContentType,
            content => new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(content.Schema, document),
                Example = content.ContentType == ContentTypes.Json ? JsonNode.Parse(content.Example) : content.Example,
            }),
    };

    private static void Describe(IOpenApiResponse response, AnswerDescription answer)
    {
        response.Description = answer.Description;
        // The framework knows one content type for each status.
        if (answer.IsAnother && response is OpenApiResponse { Content: { } contents })
            contents[answer.ContentType!] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        if (answer.ContentType is not null && response.Content?.TryGetValue(answer.ContentType, out var media) == true)
            media.Example = answer.Example();
    }

    private static OpenApiResponse ProblemOf(int status, OpenApiDocument document) => new()
    {
        Description = ReasonPhrases.GetReasonPhrase(status),
        Content = new Dictionary<string, OpenApiMediaType> { [ProblemType] = new() { Schema = new OpenApiSchemaReference(SchemaNames.Problem, document) } },
    };

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
