using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The OpenAPI document as bytes. The routes do not change while the program runs, and to make the document takes longer than anything else that one
/// request can ask for: so it is made once, for the first who asks, however many ask.</summary>
/// <param name="services">Makes it.</param>
internal sealed class ServedDocument(IServiceProvider services)
{
    private readonly Lazy<Task<Content>> _content = new(() => Task.Run(() => MakeAsync(services)));

    /// <summary>The document; nothing for whoever has it already.</summary>
    public static async Task<IResult> GetAsync(HttpContext context, ServedDocument served)
    {
        var content = await served._content.Value.WaitAsync(context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var takesGzip = context.Request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding is { Value.Value: "gzip", Quality: null or > 0 });
        if (takesGzip)
            context.Response.Headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(takesGzip ? content.Compressed : content.Plain, "application/json;charset=utf-8",
            entityTag: new EntityTagHeaderValue(takesGzip ? $"\"{content.Version}-gzip\"" : $"\"{content.Version}\""));
    }

    private static async Task<Content> MakeAsync(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(FeedbackOpenApi.Name).GetOpenApiDocumentAsync();
        await using var plain = new MemoryStream();
        await using (var text = new StreamWriter(plain, leaveOpen: true))
        {
            text.NewLine = "\n";
            document.SerializeAsV31(new OpenApiJsonWriter(text));
        }

        await using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(plain.GetBuffer().AsSpan(0, (int)plain.Length));
        var bytes = plain.ToArray();
        return new(bytes, compressed.ToArray(), Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
    }

    private sealed record Content(byte[] Plain, byte[] Compressed, string Version);
}
