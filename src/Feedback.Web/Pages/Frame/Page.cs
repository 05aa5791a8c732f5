using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Feedback.Web.Pages;

/// <summary>A component as an answer, with the headers that every page carries.</summary>
internal sealed class Page : IResult
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
            + "base-uri 'none'";

    private readonly IResult _component;

    private Page(IResult component) => _component = component;

    /// <summary>A page.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="parameters">The component's parameters.</param>
    public static Page Of<TComponent>(int status, params IEnumerable<(string Name, object? Value)> parameters)
        where TComponent : IComponent =>
        new(new RazorComponentResult<TComponent>(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value)) { StatusCode = status });

    public Task ExecuteAsync(HttpContext httpContext)
    {
        // At the last moment: rendering a form sets a Cache-Control of its own, and the renderer a header for a script that these pages do not have.
        httpContext.Response.OnStarting(() =>
        {
            var headers = httpContext.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.CacheControl = "no-store";
            headers.Remove("blazor-enhanced-nav");
            return Task.CompletedTask;
        });
        return _component.ExecuteAsync(httpContext);
    }
}
