using System.Collections.Frozen;
using System.Reflection;
using Feedback.Web.Hosting;

namespace Feedback.Web.Pages;

/// <summary>The style sheets, scripts and pictures of the pages, built into the program. Open to anyone: they hold no data.</summary>
internal static class Asset
{
    /// <summary>The one style sheet: the parts in <c>Assets/Style</c>, one a subject, in the order of their names.</summary>
    public const string StyleSheet = "site.css";

    private const string Prefix = "assets/";
    private const string StylePrefix = "style/";
    private static readonly FrozenDictionary<string, ServedBytes> All = Read();

    /// <summary>The address under which an asset may be kept for ever: another content has another address.</summary>
    public static string Url(string name) => $"/{Prefix}{name}?v={All[name].Version}";

    public static IResult Get(string name, HttpContext context)
    {
        if (!All.TryGetValue(name, out var asset))
            return TypedResults.NotFound();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = context.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return asset.Answer(context);
    }

    private static FrozenDictionary<string, ServedBytes> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames();
        byte[] style = [.. names.Where(name => name.StartsWith(StylePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .SelectMany(name => ContentOf(assembly, name))];
        return names
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (Name: name[Prefix.Length..], Content: ContentOf(assembly, name)))
            .Append((Name: StyleSheet, Content: style))
            .ToFrozenDictionary(asset => asset.Name, asset => ServedBytes.Of(asset.Content, TypeOf(asset.Name)), StringComparer.Ordinal);
    }

    private static byte[] ContentOf(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"the asset {name} has no known type"),
    };
}
