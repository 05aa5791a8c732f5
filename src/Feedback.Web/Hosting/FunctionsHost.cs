using System.Globalization;

namespace Feedback.Web.Hosting;

/// <summary>The Azure Functions host that started this program as its custom handler: it hands HTTP requests through and posts what its triggers bring, and
/// drives the pipeline in place of the local runners.</summary>
/// <param name="Port">Where it expects the program to listen, on this machine only.</param>
internal sealed record FunctionsHost(int Port)
{
    /// <summary>The variable with which the host says where to listen.</summary>
    public const string PortKey = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>How long an invocation or a stream may go on. The host's <c>functionTimeout</c> is longer: at its end the host starts this program anew,
    /// whatever else it is doing.</summary>
    public static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(20);

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>The host, when there is one.</summary>
    public static FunctionsHost? Of(IConfiguration configuration) =>
        int.TryParse(configuration[PortKey], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? new(port)
            : null;

    /// <summary>
    /// Whether a request is an invocation by the host itself, and none from outside that the host hands through. The host posts invocations to this address
    /// with an id and its version; on a request from outside it sets the header <c>x-ms-invocation-id</c>, over any that came, and tells the name that the
    /// caller asked for in <c>X-Forwarded-Host</c>, which has taken the place of <c>Host</c> when this is asked.
    /// </summary>
    public bool Invokes(HttpRequest request) =>
        request.Headers.ContainsKey("X-Azure-Functions-InvocationId")
        && request.Headers.ContainsKey("X-Azure-Functions-HostVersion")
        && !request.Headers.ContainsKey("x-ms-invocation-id")
        && request.Host.Host == "127.0.0.1" && request.Host.Port == Port;
}
