using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>Schemas have the names of the house, not those of the classes that write them.</summary>
internal static class SchemaNames
{
    public const string Problem = "Problem";
    private const string View = "View";

    // Published under a former name.
    private static readonly Dictionary<Type, string> Published = new() { [typeof(TimelineEntryView)] = "Relation" };

    public static string? Of(JsonTypeInfo type) => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : Of(type.Type);

    private static string Of(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } underlying => Of(underlying),
        _ when type == typeof(ProblemDetails) => Problem,
        _ when Published.TryGetValue(type, out var name) => name,
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Listing<>) => Of(type.GenericTypeArguments[0]) + "List",
        _ => type.Name.EndsWith(View, StringComparison.Ordinal) ? type.Name[..^View.Length] : type.Name,
    };
}
