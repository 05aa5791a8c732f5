using Microsoft.Net.Http.Headers;

namespace Feedback.Web.Api;

/// <summary>What a body may be.</summary>
internal static class ContentTypes
{
    public const string Json = "application/json";
    public const string NdJson = "application/x-ndjson";

    /// <summary>JSON, or no content type at all: a till that cannot set one is understood too.</summary>
    public static bool IsJson(this HttpRequest request) => request.ContentType is null or Json || request.HasJsonContentType();

    public static bool IsNdJson(this HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value?.ToLowerInvariant() is NdJson or "application/ndjson" or "application/jsonl";
}
