using System.Diagnostics;
using Feedback.Core.Observability;
using Feedback.Web.Hosting;

namespace Feedback.Web.Tests.Hosting;

public sealed class SpanPrivacyTests
{
    [Fact]
    public void Of_a_request_that_goes_out_only_the_host_is_told()
    {
        using var span = Span("System.Net.Http", ActivityKind.Client, ("http.request.method", "POST"), ("server.address", "hooks.example.com"),
            ("url.full", "https://user:password@hooks.example.com:8443/services/T0/secret?token=secret"));

        Assert.Equal([("http.request.method", "POST"), ("server.address", "hooks.example.com"), ("url.full", "https://hooks.example.com:8443")],
            After(span));
    }

    [Fact]
    public void Of_a_request_that_comes_in_the_route_stands_for_the_path()
    {
        using var span = Span("Microsoft.AspNetCore", ActivityKind.Server, ("http.route", "/customers/{key}"), ("url.path", "/customers/4711"),
            ("url.query", "?email=anna@example.com"), ("user_agent.original", "Anna's phone"), ("client.address", "192.0.2.1"));

        Assert.Equal([("http.route", "/customers/{key}"), ("url.path", "/customers/{key}")], After(span));
    }

    [Fact]
    public void A_path_without_a_route_is_not_told()
    {
        using var span = Span("Microsoft.AspNetCore", ActivityKind.Server, ("url.path", "/nothing/anna@example.com"), ("http.response.status_code", 404));

        Assert.Equal([("http.response.status_code", 404)], After(span));
    }

    [Fact]
    public void The_words_of_a_failure_are_not_told()
    {
        using var span = Span("Azure.Core", ActivityKind.Client, ("error.type", "404"), ("exception.message", "customers/4711 is not there"));
        span.SetStatus(ActivityStatusCode.Error, "customers/4711 is not there");

        Assert.Equal([("error.type", "404")], After(span));
        Assert.Equal((ActivityStatusCode.Error, (string?)null), (span.Status, span.StatusDescription));
    }

    [Fact]
    public void Our_own_spans_leave_as_they_are()
    {
        using var span = Span(PipelineMetrics.Name, ActivityKind.Internal, ("feedback.count", 25));

        Assert.Equal([("feedback.count", 25)], After(span));
    }

    private static Activity Span(string source, ActivityKind kind, params (string Name, object Value)[] attributes)
    {
        using var listener = new ActivityListener { ShouldListenTo = one => one.Name == source, Sample = (ref _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var activities = new ActivitySource(source);
        var span = activities.StartActivity(kind, name: "span")!;
        foreach (var (name, value) in attributes)
            span.SetTag(name, value);
        return span;
    }

    private static List<(string, object?)> After(Activity span)
    {
        using var privacy = new SpanPrivacy();
        privacy.OnEnd(span);
        return [.. span.TagObjects.Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal)];
    }
}
