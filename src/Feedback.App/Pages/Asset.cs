using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Feedback.App.Pages;

/// <summary>A style sheet, script or picture of the pages, built into the program. Open to anyone: it holds no data.</summary>
internal sealed record Asset(byte[] Content, string ContentType, string Version)
{
    private const string Prefix = "assets/";
    private static readonly FrozenDictionary<string, Asset> All = Read();

    /// <summary>The address under which an asset may be kept for ever: another content has another address.</summary>
    public static string Url(string name) => $"/{Prefix}{name}?v={All[name].Version}";

    public static IResult Get(string name, HttpContext context)
    {
        if (!All.TryGetValue(name, out var asset))
            return TypedResults.NotFound();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = context.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}\""));
    }

    private static FrozenDictionary<string, Asset> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static Asset Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new(content, TypeOf(name), Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"the asset {name} has no known type"),
    };
}
