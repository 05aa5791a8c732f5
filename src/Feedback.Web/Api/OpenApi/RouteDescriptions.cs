using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Feedback.Core.Requests;

namespace Feedback.Web.Api.OpenApi;

/// <summary>What a route says of itself in the OpenAPI document, beside its summary: written where the route is mapped, put into the document by
/// <see cref="DescribeOperation"/>.</summary>
internal static class RouteDescriptions
{
    /// <summary>The parameters that the handler reads by hand, and words for those in the path.</summary>
    public static T WithParameters<T>(this T route, params Parameter[] parameters)
        where T : IEndpointConventionBuilder => route.WithMetadata(new ParameterDescriptions(parameters));

    /// <summary>The body that the handler reads by hand.</summary>
    public static T Accepts<T>(this T route, string description, params BodyContent[] contents)
        where T : IEndpointConventionBuilder => route.WithMetadata(new BodyDescription(description, contents));

    /// <summary>An answer with a JSON body. Type and example are asked for when the document is: to make them all would be a good part of the program's
    /// start.</summary>
    public static RouteHandlerBuilder Produces<T>(this RouteHandlerBuilder route, int status, string description, Func<JsonTypeInfo<T>> type,
        Func<T> example) =>
        route.Produces<T>(status, ContentTypes.Json)
            .WithMetadata(new AnswerDescription(status, description, ContentTypes.Json, () => JsonSerializer.SerializeToNode(example(), type())));

    /// <summary>An answer with a text body.</summary>
    public static RouteHandlerBuilder AnswersText(this RouteHandlerBuilder route, int status, string description, string contentType, string example) =>
        route.Produces<string>(status, contentType).WithMetadata(new AnswerDescription(status, description, contentType, () => example));

    /// <summary>The same answer in another form, a text, for who asks for it.</summary>
    public static RouteHandlerBuilder OrAnswersText(this RouteHandlerBuilder route, int status, string description, string contentType, string example) =>
        route.WithMetadata(new AnswerDescription(status, description, contentType, () => example, IsAnother: true));

    /// <summary>An answer without a body.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder route, int status, string description) =>
        route.Produces(status).WithMetadata(new AnswerDescription(status, description, null, () => null));

    /// <summary>The problems that a route answers with, by status; 401 and 403 follow from its policy.</summary>
    public static T ProducesProblems<T>(this T route, params int[] statuses)
        where T : IEndpointConventionBuilder => route.WithMetadata(new RefusalDescription(statuses));

    /// <summary>The route checks a signature of Standard Webhooks, or a source's key, by itself.</summary>
    public static T IsSigned<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new SignedDescription());
}

internal sealed record ParameterDescriptions(IReadOnlyList<Parameter> Parameters);

internal sealed record BodyDescription(string Description, IReadOnlyList<BodyContent> Contents);

internal sealed record AnswerDescription(int Status, string Description, string? ContentType, Func<JsonNode?> Example, bool IsAnother = false);

internal sealed record RefusalDescription(IReadOnlyList<int> Statuses);

internal sealed record SignedDescription;

/// <summary>One form of a body.</summary>
/// <param name="ContentType">The content type.</param>
/// <param name="Schema">The name of a schema of <see cref="PostedSchemas"/>.</param>
/// <param name="Example">JSON, or the text itself where the content type is no JSON.</param>
internal sealed record BodyContent(string ContentType, string Schema, string Example)
{
    /// <summary>A body of JSON, as it is read.</summary>
    public static BodyContent Of(RequestShape shape, string example) => new(ContentTypes.Json, shape.Schema!, example);
}
