using System.Text.RegularExpressions;
using Feedback.App.Tests.Running;
using Feedback.Web.Api.OpenApi;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.OpenApi;

/// <summary>One route of the program, as the program itself knows it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its parameters.</param>
/// <param name="Policy">Who may call it: a policy, <c>anyone</c>, or <c>NOBODY SAID</c>.</param>
/// <param name="IsForPeople">Whether it is a page, which the OpenAPI document leaves out.</param>
public sealed partial record Route(string Method, string Path, string Policy, bool IsForPeople)
{
    /// <summary>A path to send a request to.</summary>
    public Uri Sample => new(Parameter().Replace(Path, "retail"), UriKind.Relative);

    internal static List<Route> AllOf(RunningProgram program) =>
    [
        .. program.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint =>
                Methods(endpoint).Select(method =>
                    new Route(method, "/" + endpoint.RoutePattern.RawText!.Trim('/'), PolicyOf(endpoint),
                        endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not null)))
            .OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal),
    ];

    public override string ToString() => $"{Method} {Path} -> {Policy}";

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static string PolicyOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<SignedDescription>() is not null ? "signature or the source's own key"
        : endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "anyone"
        : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is { Count: > 0 } policies ? string.Join(" and ", policies.Select(policy => policy.Policy))
        : "NOBODY SAID";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
