using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.Telemetry;

/// <summary>What the real program tells of itself, and what it keeps to itself.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Customer = "anna-kowalski-4711";
    private const string Address = "anna.kowalski@example.com";
    private const string AzureKey = "00000000-0000-0000-0000-000000000001";

    private readonly string _data = FeedbackProcess.FreshData();
    private TelemetryReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await TelemetryReceiver.StartAsync();

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Spans_show_requests_by_their_routes_and_the_analysis()
    {
        await RunAsync(HearAnnaAsync, ("Feedback__OtlpEndpoint", _receiver.Address.AbsoluteUri));

        var posted = _receiver.Spans.First(span => span.Name == "POST /v1/feedback").Attributes;
        Assert.Equal(("POST", "/v1/feedback", "202"), (posted["http.request.method"], posted["http.route"], posted["http.response.status_code"]));
        Assert.Equal("1", _receiver.Spans.First(span => span.Name == "analyse").Attributes["feedback.count"]);
        Assert.Contains(_receiver.Spans, span => span.Name == "GET /v1/customers/{key}" && span.Attributes["url.path"] == "/v1/customers/{key}");
    }

    [Fact]
    public async Task Metrics_are_those_of_the_pipeline_of_http_and_of_the_runtime()
    {
        await RunAsync(HearAnnaAsync, ("Feedback__OtlpEndpoint", _receiver.Address.AbsoluteUri));

        Assert.Superset(
            new HashSet<string>
            {
                "feedback.accepted", "feedback.analysed", "feedback.processor.duration", "feedback.processor.lag", "http.server.request.duration",
                "http.server.active_requests", "kestrel.active_connections", "kestrel.connection.duration", "dotnet.gc.collections",
                "dotnet.process.memory.working_set",
            }, _receiver.Metrics.ToHashSet());
    }

    [Fact]
    public async Task Logs_are_what_the_console_shows()
    {
        await RunAsync(async program => await EraseAsync(program, await HearAnnaAsync(program)), ("Feedback__OtlpEndpoint", _receiver.Address.AbsoluteUri));

        Assert.Contains("A customer was erased: 1 feedback, 0 notices", _receiver.Logs);
    }

    [Fact]
    public async Task Nothing_that_leaves_names_a_customer_or_holds_a_key_or_a_text()
    {
        var key = "";
        await RunAsync(async program =>
        {
            key = await HearAnnaAsync(program);
            string[] addresses = [$"/customers/{key}", $"/customers?customer={key}", $"/v1/customers/{key}/nothing", $"/nothing/{Address}?key={key}"];
            foreach (var address in addresses)
                (await program.Manager.GetAsync(new Uri(address, UriKind.Relative))).Dispose();

            await EraseAsync(program, key);
        }, ("Feedback__OtlpEndpoint", _receiver.Address.AbsoluteUri), ("APPLICATIONINSIGHTS_CONNECTION_STRING", AzureConnection));

        Assert.NotEmpty(_receiver.Spans);
        Assert.All([Customer, Address, key, "marzipan", FeedbackProcess.ManagerKey], personal => Assert.False(_receiver.Holds(personal), personal));
    }

    [Fact]
    public async Task Probes_are_not_traced()
    {
        await RunAsync(async program =>
        {
            using var response = await program.Manager.GetAsync(new Uri("/healthz", UriKind.Relative));
            using var journeys = await program.Manager.GetAsync(new Uri("/v1/journeys", UriKind.Relative));
        }, ("Feedback__OtlpEndpoint", _receiver.Address.AbsoluteUri));

        Assert.Contains(_receiver.Spans, span => span.Name == "GET /v1/journeys/");
        Assert.DoesNotContain(_receiver.Spans, span => span.Attributes.GetValueOrDefault("http.route") is "/healthz" or "/readyz");
    }

    [Fact]
    public async Task The_program_is_called_feedback()
    {
        await RunAsync(HearAnnaAsync, ("Feedback__OtlpEndpoint", _receiver.Address.AbsoluteUri));

        Assert.Equal("feedback", _receiver.Resource["service.name"]);
        Assert.True(Version.TryParse(_receiver.Resource["service.version"], out _));
    }

    [Fact]
    public async Task The_standard_variables_hold()
    {
        await RunAsync(HearAnnaAsync, ("OTEL_EXPORTER_OTLP_ENDPOINT", $"{_receiver.Address}otlp"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=abc"),
            ("OTEL_SERVICE_NAME", "cx"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test"));

        Assert.Equal(("cx", "test"), (_receiver.Resource["service.name"], _receiver.Resource["deployment.environment.name"]));
        Assert.All(_receiver.Received, request =>
        {
            Assert.StartsWith("/otlp/v1/", request.Path, StringComparison.Ordinal);
            Assert.Equal("abc", request.Headers["x-api-key"]);
        });
    }

    [Fact]
    public async Task Azure_monitor_gets_requests_metrics_and_logs_beside_a_receiver_of_otlp()
    {
        await RunAsync(async program => await EraseAsync(program, await HearAnnaAsync(program)), ("Feedback__OtlpEndpoint", _receiver.Address.AbsoluteUri),
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", AzureConnection), ("OTEL_TRACES_SAMPLER", "microsoft.fixed_percentage"),
            ("OTEL_TRACES_SAMPLER_ARG", "1.0"));

        Assert.Contains(_receiver.Spans, span => span.Name == "POST /v1/feedback");
        var azure = string.Join('\n', _receiver.Received.Where(request => request.Path.EndsWith("/track", StringComparison.Ordinal))
            .Select(request => System.Text.Encoding.UTF8.GetString(request.Body)));
        Assert.All([AzureKey, "POST /v1/feedback", "feedback.accepted", "A customer was erased: 1 feedback, 0 notices"],
            part => Assert.Contains(part, azure, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receiver_that_never_answers_does_not_hold_the_end_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var program = await FeedbackProcess.StartAsync(_data, "serve", $"--Feedback:OtlpEndpoint=http://{silent.LocalEndpoint}");
        await HearAnnaAsync(program);

        var stopping = Stopwatch.StartNew();

        Assert.Equal(0, await program.StopAsync());
        Assert.InRange(stopping.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_wrong_address_is_refused_at_the_start_by_the_name_of_its_setting()
    {
        var (exitCode, output) = await FeedbackProcess.RunAsync(_data, "serve", "--Feedback:OtlpEndpoint=collector:4318");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Feedback:OtlpEndpoint must be an http or https address", output, StringComparison.Ordinal);
    }

    private string AzureConnection => $"InstrumentationKey={AzureKey};IngestionEndpoint={_receiver.Address}";

    private async Task RunAsync(Func<FeedbackProcess, Task> act, params (string Name, string Value)[] environment)
    {
        await using var program = await FeedbackProcess.StartAsync(_data, environment);
        await act(program);
        Assert.Equal(0, await program.StopAsync());
    }

    /// <summary>Posts what Anna says, waits until all is understood, and looks at her.</summary>
    /// <returns>Her key.</returns>
    private static async Task<string> HearAnnaAsync(FeedbackProcess program)
    {
        using var till = await program.AddSourceAsync("pos-42", "store");
        using var posted = await till.PostAsJsonAsync("/v1/feedback", new
        {
            source = "pos-42",
            sourceEventId = "r-1",
            text = "The refund took six weeks; they offered me marzipan instead.",
            customer = new { id = Customer, email = Address },
        });
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        await program.DrainAsync();
        using var found = await program.Manager.PostAsJsonAsync("/v1/customers/find", new { email = Address });
        var key = Assert.Single((await found.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keys").EnumerateArray()).GetString()!;
        using var customer = await program.Manager.GetAsync(new Uri($"/v1/customers/{key}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, customer.StatusCode);
        return key;
    }

    private static async Task EraseAsync(FeedbackProcess program, string key)
    {
        using var erased = await program.Manager.DeleteAsync(new Uri($"/v1/customers/{key}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
    }
}
