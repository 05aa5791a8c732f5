using Microsoft.Net.Http.Headers;

namespace Feedback.Web.Api;

/// <summary>
/// Compressed bodies. Those of the API are decoded while they are read, so the limit on a body holds for what comes out: a bomb is refused like any body that
/// is too large. What cannot be decoded is refused by the header's name instead of being read as if it were JSON.
/// </summary>
internal static class ContentEncodings
{
    public const string Allowed = "gzip, deflate";

    private static readonly PathString Api = "/v1";

    public static IServiceCollection AddContentEncodings(this IServiceCollection services) =>
        services.AddRequestDecompression(options => options.DecompressionProviders.Remove("br"));

    public static void UseContentEncodings(this WebApplication app)
    {
        // Forms come from browsers, which compress nothing.
        app.UseWhen(static context => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase),
            static api => api.UseRequestDecompression());
        app.Use(static (context, next) =>
        {
            // Whoever decodes a body takes the header away.
            if (context.Request.Headers.ContentEncoding is not { Count: > 0 } left || left.ToString() is "" or "identity")
                return next(context);
            context.Response.Headers[HeaderNames.AcceptEncoding] = Allowed;
            return Problems.WrongEncoding().ExecuteAsync(context);
        });
    }
}
