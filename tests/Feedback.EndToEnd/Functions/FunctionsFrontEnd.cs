using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Feedback.EndToEnd.Functions;

/// <summary>
/// The host's public side. It routes as the host does (WebJobsRouter: the framework's own routes, tried one after the other in the order of the functions'
/// names, the first that matches wins) and hands requests through as the host does with enableProxyingHttpRequest: path, query, headers and bodies as they are,
/// streaming, with its own headers set over any that came. As the host's does, it asks the program by the program's own address and tells the caller's in
/// X-Forwarded-*, and writes a slash that is encoded in a path as %252F.
/// </summary>
internal sealed class FunctionsFrontEnd : IAsyncDisposable
{
    private static readonly string[] Hop = ["Connection", "Transfer-Encoding", "Keep-Alive", "Upgrade"];
    private static readonly string[] NotPassedOn = [.. Hop, "Host"];

    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private FunctionsFrontEnd(IReadOnlyList<FunctionFolder> functions, string routePrefix, Func<Uri> program)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting(options => options.SetParameterPolicy<RegexInlineRouteConstraint>("regex"));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        var routes = new RouteCollection();
        foreach (var function in functions.Where(function => function.Type == "httpTrigger"))
        {
            var template = routePrefix.Length == 0 ? function.Text("route")! : $"{routePrefix}/{function.Text("route")}";
            string[] methods = [.. function.Trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!)];
            routes.Add(new Route(new RouteHandler(context => ForwardAsync(context, program(), function.Name)), function.Name, template, [],
                new Dictionary<string, object> { ["httpMethod"] = new HttpMethodRouteConstraint(methods) }, [],
                    _app.Services.GetRequiredService<IInlineConstraintResolver>()));
        }

        _app.UseRouter(routes);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Which function took each request.</summary>
    public List<string> Taken { get; } = [];

    public static async Task<FunctionsFrontEnd> StartAsync(IReadOnlyList<FunctionFolder> functions, JsonElement host, Func<Uri> program)
    {
        var front = new FunctionsFrontEnd(functions, host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString()!, program);
        await front._app.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, Uri program, string function)
    {
        lock (Taken)
            Taken.Add(function);
        var incoming = context.Request;
        using var request = new HttpRequestMessage(new(incoming.Method),
            new Uri(program, incoming.Path.ToUriComponent().Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase)
                + incoming.QueryString.ToUriComponent()));
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            request.Content = new StreamContent(incoming.Body);
        var id = Guid.NewGuid().ToString();
        incoming.Headers["X-Azure-Functions-InvocationId"] = id;
        incoming.Headers["X-Azure-Functions-HostVersion"] = FunctionsHostDriver.Version;
        incoming.Headers["x-ms-invocation-id"] = id;
        incoming.Headers["X-Forwarded-For"] = context.Connection.RemoteIpAddress!.ToString();
        incoming.Headers["X-Forwarded-Host"] = incoming.Host.Value;
        // On Azure the host takes the scheme from the front end that ends TLS.
        incoming.Headers["X-Forwarded-Proto"] = incoming.Headers["X-Forwarded-Proto"].FirstOrDefault() ?? incoming.Scheme;
        foreach (var (name, values) in incoming.Headers.Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using var response = await _http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat<KeyValuePair<string, IEnumerable<string>>>(response.Content.Headers))
        {
            if (!Hop.Contains(name, StringComparer.OrdinalIgnoreCase))
                context.Response.Headers[name] = values.ToArray();
        }

        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 << 10];
        while (await body.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
