using System.Diagnostics;
using Feedback.Core.Observability;
using OpenTelemetry;

namespace Feedback.Web.Hosting;

/// <summary>
/// Lets out of the program only what says nothing about a person and holds no secret. A path may name a customer, a query may hold a token, the address of a
/// webhook is one, and the words of a failure may quote any of them: of spans that frameworks make, nothing leaves but the attributes named here.
/// </summary>
internal sealed class SpanPrivacy : BaseProcessor<Activity>
{
    private const string Route = "http.route";
    private const string Path = "url.path";
    private const string Url = "url.full";

    private static readonly HashSet<string> Kept =
    [
        Route, "http.request.method", "http.request.resend_count", "http.response.status_code", "error.type", "network.protocol.name",
        "network.protocol.version", "url.scheme", "server.address", "server.port",
    ];

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == PipelineMetrics.Name)
            return;
        var host = Uri.TryCreate(data.GetTagItem(Url) as string, UriKind.Absolute, out var address) ? $"{address.Scheme}://{address.Authority}" : null;
        foreach (var (name, _) in data.TagObjects.ToList())
        {
            if (!Kept.Contains(name))
                data.SetTag(name, null);
        }

        // The template stands for the path, the host for the address.
        data.SetTag(Path, data.GetTagItem(Route)).SetTag(Url, host).SetStatus(data.Status);
    }
}
