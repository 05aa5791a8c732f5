using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Feedback.Cosmos.Tests.Running;

namespace Feedback.EndToEnd.Functions;

/// <summary>What the Functions host lets the world reach, and what it does not.</summary>
public sealed class FromOutsideTests : IClassFixture<FromOutsideTests.Host>
{
    private readonly FunctionsHostDriver _host;

    public FromOutsideTests(Host host) => _host = host.Driver;

    public static TheoryData<string> Triggered =>
        [.. FunctionFolder.Read(AppContext.BaseDirectory).Where(function => function.Type != "httpTrigger").Select(function => function.Name)];

    [Theory]
    [InlineData("/healthz", "Health", HttpStatusCode.OK)]
    [InlineData("/readyz", "Readiness", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", "OpenApi", HttpStatusCode.OK)]
    [InlineData("/v1/journeys", "Journeys", HttpStatusCode.OK)]
    [InlineData("/v1/journeys/retail/map", "Journeys", HttpStatusCode.OK)]
    [InlineData("/v1/feedback", "Feedback", HttpStatusCode.OK)]
    [InlineData("/v1/tickets?state=open", "Tickets", HttpStatusCode.OK)]
    [InlineData("/v1/sources", "Sources", HttpStatusCode.OK)]
    [InlineData("/v1/subscriptions", "Subscriptions", HttpStatusCode.OK)]
    [InlineData("/", "Pages", HttpStatusCode.OK)]
    [InlineData("/assets/site.css", "Pages", HttpStatusCode.OK)]
    public async Task An_address_is_reached_through_its_function(string address, string function, HttpStatusCode status)
    {
        using var response = await _host.Manager.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal((status, function), (response.StatusCode, _host.Taken[^1]));
    }

    [Theory]
    [MemberData(nameof(Triggered))]
    public async Task No_route_of_the_host_leads_to_a_triggered_function(string function)
    {
        foreach (var path in new[] { $"/{function}", $"/{function}/", $"/{function.ToLowerInvariant()}", $"/v1/../{function}", $"/tickets/..%2f{function}",
            $"/tickets/../{function}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Payload() };
            request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
            request.Headers.Add("X-Azure-Functions-HostVersion", FunctionsHostDriver.Version);
            using var response = await _host.Manager.SendAsync(request);

            // A page that takes forms may be asked, and refuses; a function would have answered 200.
            Assert.InRange((int)response.StatusCode, 400, 499);
        }
    }

    [Theory]
    [MemberData(nameof(Triggered))]
    public async Task Even_if_a_route_led_there_a_request_that_the_host_hands_through_is_refused(string function)
    {
        var (own, other) = (_host.Program.Authority, "feedback.example.com");
        foreach (var (hostName, headers) in new (string, string[])[]
        {
            (own, ["X-Azure-Functions-InvocationId", "X-Azure-Functions-HostVersion", "x-ms-invocation-id"]),
            (own, ["X-Azure-Functions-InvocationId", "X-Azure-Functions-HostVersion", "X-Forwarded-Host"]),
            (other, ["X-Azure-Functions-InvocationId", "X-Azure-Functions-HostVersion"]),
            (own, []),
        })
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Program, function)) { Content = Payload() };
            request.Headers.Host = hostName;
            foreach (var header in headers)
                request.Headers.Add(header, Guid.NewGuid().ToString());
            using var response = await client.SendAsync(request);

            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_stream_is_handed_through_as_it_comes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stream");
        using var response = await _host.Manager.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("event: connected", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Behind_the_front_end_that_ends_tls_the_session_is_for_https_only()
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = _host.Address };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var page = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));

        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_page_names_the_address_that_was_asked_for_and_not_that_of_the_program()
    {
        var page = await _host.Manager.GetStringAsync(new Uri("/sources", UriKind.Relative));
        using var form = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value), new("do", "create"),
                new("id", "till"), new("touchpoint", "store"), new("silo", ""),
        ]);
        using var response = await _host.Manager.PostAsync(new Uri("/sources", UriKind.Relative), form);
        var shown = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Contains($"curl {_host.Address}v1/feedback", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(_host.Program.Authority, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_valid_message_is_feedback_once_however_often_it_comes()
    {
        await AddSourceAsync("erp");
        var body = JsonSerializer.Serialize(new { source = "erp", text = "The invoice was wrong, \"again\" 🙁.", language = "en" });

        _host.Bus.Send("feedback-inbox", body, "m-1");
        await _host.PumpAsync();
        Assert.True(await _host.RepeatAsync(_host.Invocations.Last(invocation => invocation.Function == "CollectFromQueue")));

        var mine = (await _host.RecordsAsync()).Select(item => item.GetProperty("body"))
            .Where(record => record.GetProperty("source").GetString() == "erp").ToList();
        Assert.Equal("The invoice was wrong, \"again\" 🙁.", Assert.Single(mine).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_message_that_waited_in_the_queue_is_received_since_the_queue_took_it_in()
    {
        await AddSourceAsync("sensor");
        var sentAt = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

        _host.Bus.Send("feedback-inbox", """{"source":"sensor","text":"Fine."}""", "sensor/1", sentAt);
        await _host.PumpAsync();

        var record = (await _host.RecordsAsync()).Select(item => item.GetProperty("body"))
            .Single(record => record.GetProperty("source").GetString() == "sensor");
        Assert.Equal((sentAt, sentAt), (record.GetProperty("receivedAt").GetDateTimeOffset(), record.GetProperty("occurredAt").GetDateTimeOffset()));
    }

    [Fact]
    public async Task A_message_that_can_never_be_valid_goes_to_the_rejected_with_every_field_named_and_is_tried_no_more()
    {
        await AddSourceAsync("crm");
        (string Id, string Body)[] messages =
        [
            ("bad-1", """{"source":"crm","text":"Fine.","ratings":{"nps":11},"mood":"sunny"}"""), ("bad-2", "no JSON at all"),
                ("bad-3", """{"source":"stranger","text":"Fine."}"""), ("bad-4", "\"Fine.\""), ("bad-5", ""),
        ];
        foreach (var (id, body) in messages)
            _host.Bus.Send("feedback-inbox", body, id);
        await _host.PumpAsync();

        var rejected = _host.Bus.Bodies("feedback-rejected").Select(body => JsonElement.Parse(body))
            .ToDictionary(message => message.GetProperty("messageId").GetString()!);
        Assert.Equal(["mood", "ratings.nps"], rejected["bad-1"].GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(messages[0].Body, rejected["bad-1"].GetProperty("message").GetString());
        Assert.Equal(["$"], rejected["bad-2"].GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(["source"], rejected["bad-3"].GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(messages.Select(message => message.Id), rejected.Keys.Where(id => id.StartsWith("bad-", StringComparison.Ordinal)).Order());
        Assert.Empty(_host.Bus.DeadLetters);
    }

    [Fact]
    public async Task Every_timer_goes_off()
    {
        foreach (var timer in _host.Functions.Where(function => function.Type == "timerTrigger"))
            await _host.FireAsync(timer.Name);
    }

    private static StringContent Payload() => new("""{"Data":{"timer":{}},"Metadata":{}}""", Encoding.UTF8, "application/json");

    private async Task AddSourceAsync(string id)
    {
        using var response = await _host.Manager.PostAsJsonAsync("/v1/sources", new { id, touchpoint = "billing" });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    public sealed class Host : IAsyncLifetime
    {
        private CosmosServer _cosmos = null!;

        internal FunctionsHostDriver Driver { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            _cosmos = await CosmosServer.StartAsync();
            Driver = await FunctionsHostDriver.StartAsync(_cosmos, CosmosServer.NewDatabase());
        }

        public async Task DisposeAsync()
        {
            await Driver.DisposeAsync();
            await _cosmos.DisposeAsync();
        }
    }
}
