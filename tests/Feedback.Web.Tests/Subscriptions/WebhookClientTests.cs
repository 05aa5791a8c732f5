using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Feedback.Core.Subscriptions;
using Feedback.Testing;
using Feedback.Web.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Feedback.Web.Tests.Subscriptions;

public sealed class WebhookClientTests : IAsyncLifetime
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");
    private Receiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await Receiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task It_connects_to_the_address_that_was_checked_and_looks_the_name_up_once()
    {
        var lookedUp = 0;
        using var client = Client(allowPrivate: true, _ => Resolved(lookedUp++ == 0 ? IPAddress.Loopback : Public));

        // Nobody but the resolver knows this name, so whatever arrives came by the address that it gave.
        var answer = await PostAsync(client, $"http://hooks.invalid:{_receiver.Address.Port}/desk?a=b");

        Assert.Equal((204, 1), (answer.Status, lookedUp));
        var received = Assert.Single(_receiver.Received);
        Assert.Equal(("/desk", $"hooks.invalid:{_receiver.Address.Port}"), (received.Path, received.Headers["host"]));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    public async Task A_name_that_stands_for_a_private_address_is_not_connected_to(string address)
    {
        using var client = Client(allowPrivate: false, _ => Resolved(IPAddress.Parse(address)));

        Assert.Equal(new(null, "the address " + AddressPolicy.Refusal), await PostAsync(client, $"https://hooks.invalid:{_receiver.Address.Port}/"));
        Assert.Empty(_receiver.Received);
    }

    [Fact]
    public async Task Of_several_addresses_one_that_is_private_refuses_all()
    {
        using var client = Client(allowPrivate: false, _ => Resolved(Public, IPAddress.Loopback));

        Assert.Equal("the address " + AddressPolicy.Refusal, (await PostAsync(client, "https://hooks.invalid/")).Fault);
    }

    [Fact]
    public async Task A_metadata_service_is_refused_even_where_private_addresses_are_allowed()
    {
        using var client = Client(allowPrivate: true, _ => Resolved(IPAddress.Parse("169.254.169.254")));

        Assert.Equal("the address " + AddressPolicy.Refusal, (await PostAsync(client, "http://hooks.invalid/")).Fault);
    }

    [Fact]
    public async Task Plain_http_is_refused_once_the_configuration_no_longer_allows_it()
    {
        using var client = Client(allowPrivate: false, _ => Resolved(Public));

        Assert.Equal("the address must be an absolute https address", (await PostAsync(client, "http://hooks.invalid/")).Fault);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var other = await Receiver.StartAsync();
        _receiver.AnswerWith(StatusCodes.Status307TemporaryRedirect, "Location", other.Address.AbsoluteUri);
        using var client = Client();

        Assert.Equal(new(307, "answered 307; redirects are not followed"), await PostAsync(client));
        Assert.Empty(other.Received);
    }

    [Fact]
    public async Task A_subscriber_that_does_not_answer_in_time_has_failed()
    {
        _receiver.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        using var client = Client(timeout: TimeSpan.FromSeconds(0.3));

        Assert.Equal(new(null, "no answer within 0.3 s"), await PostAsync(client));
    }

    [Fact]
    public async Task An_answer_without_an_end_is_not_read()
    {
        _receiver.Answer = async context =>
        {
            var portion = new byte[1 << 16];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(portion, context.RequestAborted);
        };
        using var client = Client(timeout: TimeSpan.FromMinutes(1));
        var watch = Stopwatch.StartNew();

        Assert.True((await PostAsync(client)).Arrived);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    public async Task What_a_subscriber_asks_to_wait_is_read(string header, int? seconds)
    {
        _receiver.AnswerWith(429, "Retry-After", header);
        using var client = Client();

        Assert.Equal(new(429, "answered 429", seconds is { } s ? TimeSpan.FromSeconds(s) : null), await PostAsync(client));
    }

    [Fact]
    public async Task A_time_until_which_to_wait_is_read_too()
    {
        _receiver.AnswerWith(503, "Retry-After", TimeProvider.System.GetUtcNow().AddHours(1).ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        using var client = Client();

        Assert.InRange((await PostAsync(client)).Hold!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_and_a_server_without_tls_have_failed()
    {
        using var client = Client();

        Assert.Equal(new(null, "no trusted TLS connection could be made"), await PostAsync(client, $"https://127.0.0.1:{_receiver.Address.Port}/"));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_and_a_name_that_nobody_knows_have_failed()
    {
        // Bound and not listened on, so that nobody else is given it meanwhile.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;
        using var client = Client(resolve: _ => throw new SocketException((int)SocketError.HostNotFound));

        Assert.Equal("the connection was refused", (await PostAsync(client, $"http://127.0.0.1:{port}/")).Fault);
        Assert.Equal("the host name cannot be resolved", (await PostAsync(client, "http://hooks.invalid/")).Fault);
    }

    [Fact]
    public async Task Stopping_is_no_failure_of_the_subscriber()
    {
        using var client = Client();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PostAsync(Webhook(_receiver.Address), new CancellationToken(canceled: true)));
    }

    private Task<WebhookAnswer> PostAsync(WebhookClient client, string? url = null) =>
        client.PostAsync(Webhook(url is null ? _receiver.Address : new(url)), default);

    private static WebhookRequest Webhook(Uri url) => new(url, "evt_1", 1, "v1,none", "{}"u8.ToArray());

    private static WebhookClient Client(bool allowPrivate = true, Func<string, Task<IPAddress[]>>? resolve = null, TimeSpan? timeout = null)
    {
        var policy = new AddressPolicy(allowPrivate);
        return new(policy, new(policy, (host, cancellationToken) => resolve is null ? Dns.GetHostAddressesAsync(host, cancellationToken) : resolve(host)),
            TimeProvider.System, timeout);
    }

    private static Task<IPAddress[]> Resolved(params IPAddress[] addresses) => Task.FromResult(addresses);
}
