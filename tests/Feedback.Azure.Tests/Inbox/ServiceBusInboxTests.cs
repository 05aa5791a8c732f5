using System.Collections.Concurrent;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Feedback.Azure.Inbox;
using Feedback.Azure.Tests.Running;
using Feedback.Core.Intake;

namespace Feedback.Azure.Tests.Inbox;

/// <summary>Against a server of the test's own that takes messages as Service Bus does.</summary>
public sealed class ServiceBusInboxTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<BusPost> _arrived = new();
    private ServiceBusFrontEnd _bus = null!;

    public async Task InitializeAsync() => _bus = await ServiceBusFrontEnd.StartAsync(_arrived.Enqueue);

    public async Task DisposeAsync() => await _bus.DisposeAsync();

    [Fact]
    public async Task A_message_arrives_in_the_queue_under_its_id()
    {
        await Inbox().PutAsync([Message("feedback:1", """{"text":"Nett. 👋 \"so\""}""")]);

        Assert.Equal(new BusPost("feedback-inbox", "feedback:1", """{"text":"Nett. 👋 \"so\""}"""), Assert.Single(_arrived));
    }

    [Fact]
    public async Task Many_messages_arrive_in_one_request_each_under_its_id()
    {
        await Inbox().PutAsync([Message("feedback:1", "{\"text\":\"\\\"a\\\"\\n\"}"), Message("feedback:2", """{"text":"b"}""")]);

        Assert.Equal([new("feedback-inbox", "feedback:1", "{\"text\":\"\\\"a\\\"\\n\"}"), new BusPost("feedback-inbox", "feedback:2", """{"text":"b"}""")],
            _arrived);
        Assert.Equal(1, _bus.Requests);
    }

    [Fact]
    public async Task A_thousand_messages_of_a_full_batch_arrive_in_requests_that_are_small_enough()
    {
        var messages = Enumerable.Range(0, 1_000).Select(number => Message($"feedback:{number}", $$"""{"text":"{{new string('x', 1_000)}}"}""")).ToList();

        await Inbox().PutAsync(messages);

        Assert.Equal(messages.Select(message => message.Id).Order(), _arrived.Select(post => post.MessageId).Order());
        Assert.Equal(10, _bus.Requests);
    }

    [Fact]
    public async Task Long_messages_are_spread_by_their_bytes()
    {
        var messages = Enumerable.Range(0, 8).Select(number => Message($"feedback:{number}", $$"""{"text":"{{new string('ü', 50_000)}}"}""")).ToList();

        await Inbox().PutAsync(messages);

        Assert.Equal(8, _arrived.Count);
        Assert.Equal(4, _bus.Requests);
    }

    [Fact]
    public async Task A_message_that_quoting_would_make_too_long_among_others_goes_by_itself()
    {
        var quotes = string.Concat(Enumerable.Repeat("\\\"", 100_000));

        await Inbox().PutAsync([Message("feedback:1", $$"""{"text":"{{quotes}}"}"""), Message("feedback:2", """{"text":"b"}""")]);

        Assert.Equal(["feedback:1", "feedback:2"], _arrived.Select(post => post.MessageId).Order());
    }

    [Fact]
    public async Task A_message_that_no_queue_takes_is_not_sent()
    {
        await Assert.ThrowsAsync<InboxUnavailableException>(() => Inbox().PutAsync([Message("feedback:1", "{}"), Message("feedback:2", new('x', 256 * 1024))]));

        Assert.Equal(0, _bus.Requests);
    }

    [Fact]
    public async Task An_identity_shows_a_token_for_Service_Bus()
    {
        await using var bus = await ServiceBusFrontEnd.StartAsync(_arrived.Enqueue, tls: true);
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback =
            HttpClientHandler.DangerousAcceptAnyServerCertificateValidator
        };
        var identity = new Identity();

        await Inbox(new() { Endpoint = bus.Address, Credential = identity, Transport = new HttpClientTransport(handler) })
            .PutAsync([Message("feedback:1", "{}")]);

        Assert.Single(_arrived);
        Assert.Equal(["https://servicebus.azure.net/.default"], identity.Scopes);
    }

    [Fact]
    public async Task An_identity_without_a_token_makes_the_inbox_unavailable()
    {
        var inbox = Inbox(new() { Endpoint = new("https://127.0.0.1:1/"), Credential = new NoIdentity() });

        Assert.Contains("No token", (await Assert.ThrowsAsync<InboxUnavailableException>(() => inbox.PutAsync([Message("feedback:1", "{}")]))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(403, 1)]
    [InlineData(410, 1)]
    [InlineData(429, 2)]
    [InlineData(500, 2)]
    [InlineData(503, 2)]
    public async Task What_is_not_taken_makes_the_inbox_unavailable_and_what_may_pass_is_tried_once_more(int status, int requests)
    {
        _bus.Always = ServiceBusFrontEnd.Status(status);

        var failure = await Assert.ThrowsAsync<InboxUnavailableException>(() => Inbox().PutAsync([Message("feedback:1", "{}")]));

        Assert.StartsWith($"Service Bus answered {status}.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(requests, _bus.Requests);
    }

    [Fact]
    public async Task A_failure_that_passes_is_not_noticed()
    {
        _bus.Next.Enqueue(ServiceBusFrontEnd.Status(503));

        await Inbox().PutAsync([Message("feedback:1", "{}")]);

        Assert.Single(_arrived);
    }

    [Fact]
    public async Task A_service_that_asks_to_wait_longer_than_a_sender_would_is_not_waited_for()
    {
        _bus.Always = ServiceBusFrontEnd.Status(429, ("Retry-After", "30"));

        await Assert.ThrowsAsync<InboxUnavailableException>(() => Inbox().PutAsync([Message("feedback:1", "{}")]));

        Assert.Equal(1, _bus.Requests);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up()
    {
        _bus.Always = ServiceBusFrontEnd.Silence;

        var failure = await Assert.ThrowsAsync<InboxUnavailableException>(() =>
            Inbox(Options with { Timeout = TimeSpan.FromMilliseconds(200) }).PutAsync([Message("feedback:1", "{}")]));

        Assert.Equal("Service Bus did not answer in time.", failure.Message);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_makes_the_inbox_unavailable() =>
        await Assert.ThrowsAsync<InboxUnavailableException>(() =>
            Inbox(Options with { Endpoint = new("http://127.0.0.1:1/") }).PutAsync([Message("feedback:1", "{}")]));

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        var failure = await Assert.ThrowsAsync<InboxUnavailableException>(() =>
            Inbox(Options with { Key = new("sender", "another") }).PutAsync([Message("feedback:1", "{}")]));

        Assert.StartsWith("Service Bus answered 401.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_no_longer_cancels()
    {
        _bus.Always = ServiceBusFrontEnd.Silence;
        using var gone = new CancellationTokenSource();
        var putting = Inbox().PutAsync([Message("feedback:1", "{}")], gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => putting);
    }

    private ServiceBusInboxOptions Options => new() { Endpoint = _bus.Address, Key = ServiceBusFrontEnd.Key, Timeout = TimeSpan.FromSeconds(30) };

    private ServiceBusInbox Inbox(ServiceBusInboxOptions? options = null) => new(options ?? Options, TimeProvider.System);

    private static InboxMessage Message(string id, string body) => new(id, Encoding.UTF8.GetBytes(body));

    private sealed class Identity : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new(ServiceBusFrontEnd.Token, TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private sealed class NoIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("no identity here");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("no identity here");
    }
}
