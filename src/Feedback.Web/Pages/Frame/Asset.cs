using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Feedback.Web.Pages;

/// <summary>A style sheet, script or picture of the pages, built into the program. Open to anyone: it holds no data.</summary>
internal sealed record Asset(byte[] Content, byte[] Compressed, string ContentType, string Version)
{
    /// <summary>The one style sheet: the parts in <c>Assets/Style</c>, one a subject, in the order of their names.</summary>
    public const string StyleSheet = "site.css";

    private const string Prefix = "assets/";
    private const string StylePrefix = "style/";
    private static readonly FrozenDictionary<string, Asset> All = Read();

    /// <summary>The address under which an asset may be kept for ever: another content has another address.</summary>
    public static string Url(string name) => $"/{Prefix}{name}?v={All[name].Version}";

    public static IResult Get(string name, HttpContext context)
    {
        if (!All.TryGetValue(name, out var asset))
            return TypedResults.NotFound();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = context.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        // Assets alone: a page that holds a form's token is better not compressed together with what others wrote.
        var takesGzip = context.Request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding is { Value.Value: "gzip", Quality: null or > 0 });
        if (takesGzip)
            context.Response.Headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(takesGzip ? asset.Compressed : asset.Content, asset.ContentType,
            entityTag: new EntityTagHeaderValue(takesGzip ? $"\"{asset.Version}-gzip\"" : $"\"{asset.Version}\""));
    }

    private static FrozenDictionary<string, Asset> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames();
        byte[] style = [.. names.Where(name => name.StartsWith(StylePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .SelectMany(name => ContentOf(assembly, name))];
        return names
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (Name: name[Prefix.Length..], Content: ContentOf(assembly, name)))
            .Append((Name: StyleSheet, Content: style))
            .ToFrozenDictionary(asset => asset.Name, asset =>
                new Asset(asset.Content, Compress(asset.Content), TypeOf(asset.Name), Convert.ToHexStringLower(SHA256.HashData(asset.Content))[..12]),
                    StringComparer.Ordinal);
    }

    private static byte[] ContentOf(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(content);
        return compressed.ToArray();
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"the asset {name} has no known type"),
    };
}
