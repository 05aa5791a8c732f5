using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Feedback.Web.Api;

/// <summary>
/// Compressed bodies. Those of the API are decoded by <see cref="RequestBody"/> when they have arrived, up to the limit on a body, so a bomb is refused like
/// any body that is too large. What cannot be decoded is refused by the header's name instead of being read as if it were JSON.
/// </summary>
/// <remarks>Not by the framework's middleware: that reads with a token, and the listener fails, with a trace in the log, at what is left of a body whose
/// reading was cancelled so.</remarks>
internal static class ContentEncodings
{
    public const string Allowed = "gzip, deflate";

    private static readonly PathString Api = "/v1";

    public static void UseContentEncodings(this WebApplication app) => app.Use(static (context, next) =>
    {
        // Forms come from browsers, which compress nothing.
        if (context.Request.Headers.ContentEncoding.ToString() is "" or "identity"
            || (DecoderOf(context.Request) is not null && context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase)))
            return next(context);
        context.Response.Headers[HeaderNames.AcceptEncoding] = Allowed;
        return Problems.WrongEncoding().ExecuteAsync(context);
    });

    /// <summary>What decodes the body of a request; <c>null</c> where it is not compressed.</summary>
    public static Func<Stream, Stream>? DecoderOf(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "gzip" => static body => new GZipStream(body, CompressionMode.Decompress),
        "deflate" => static body => new ZLibStream(body, CompressionMode.Decompress),
        _ => null,
    };
}
