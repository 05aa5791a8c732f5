using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Feedback.Web.Hosting;

/// <summary>Content that is made once and sent often, also compressed. For what holds no data only: a page that holds a form's token is better not compressed
/// together with what others wrote.</summary>
/// <param name="Plain">The content.</param>
/// <param name="Compressed">The same by gzip.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Version">Names this content: another has another.</param>
internal sealed record ServedBytes(byte[] Plain, byte[] Compressed, string ContentType, string Version)
{
    private const int Part = 16 << 10;

    public static ServedBytes Of(byte[] content, string contentType)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(content);
        return new(content, compressed.ToArray(), contentType, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }

    /// <summary>The content, compressed for whoever takes that; nothing for whoever has it already.</summary>
    public IResult Answer(HttpContext context)
    {
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var takesGzip = context.Request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding is { Value.Value: "gzip", Quality: null or > 0 });
        if (takesGzip)
            context.Response.Headers.ContentEncoding = "gzip";
        var content = takesGzip ? Compressed : Plain;
        return TypedResults.Stream(body => WriteAsync(context.Response, body, content), ContentType,
            entityTag: new EntityTagHeaderValue(takesGzip ? $"\"{Version}-gzip\"" : $"\"{Version}\""));
    }

    // In parts: the listener copies what it is given at once, and holds all of it for a client that does not read.
    private static async Task WriteAsync(HttpResponse response, Stream body, ReadOnlyMemory<byte> content)
    {
        response.ContentLength = content.Length;
        for (var sent = 0; sent < content.Length; sent += Part)
            await body.WriteAsync(content.Slice(sent, Math.Min(Part, content.Length - sent)));
    }
}
