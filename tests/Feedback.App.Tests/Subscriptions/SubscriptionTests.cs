using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Feedback.App.Tests.BadInput;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Feedback.Web.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using static Feedback.App.Tests.BadInput.ExpectedProblem;

namespace Feedback.App.Tests.Subscriptions;

/// <summary>Subscriptions under the usual configuration: only addresses on the public internet.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private const string Refusal = "url: points to an address that is not on the public internet, which is not allowed";
    private static readonly Uri Subscriptions = new("/v1/subscriptions", UriKind.Relative);
    private static readonly Uri Desk = new("https://desk.test/hook");
    private readonly Dictionary<string, Queue<IPAddress[]>> _names = [];
    private EventDesk _events = null!;

    public async Task InitializeAsync()
    {
        _events = await EventDesk.StartAsync(allowPrivate: false, adjust: services =>
            services.AddSingleton<ResolveHost>((host, _) => Task.FromResult(Resolve(host))));
        _names["desk.test"] = new([Addresses("93.184.215.14")]);
    }

    public async Task DisposeAsync() => await _events.DisposeAsync();

    [Fact]
    public async Task A_new_subscription_is_answered_with_its_secret_which_nothing_shows_again()
    {
        using var created = await PostAsync(
            """{"id":"desk","url":"https://desk.test/hook","silos":["billing"],"stages":["pay"],"minPriority":50,"events":["ticket.raised"]}""");

        Assert.Equal((HttpStatusCode.Created, "/v1/subscriptions/desk", true),
            (created.StatusCode, created.Headers.Location?.ToString(), created.Headers.CacheControl?.NoStore));
        var body = await created.Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith("whsec_", body.GetProperty("signingSecret").GetString(), StringComparison.Ordinal);
        var shown = await _events.Manager.GetStringAsync(new Uri("/v1/subscriptions/desk", UriKind.Relative));
        Assert.DoesNotContain("whsec_", shown + await _events.Manager.GetStringAsync(Subscriptions), StringComparison.Ordinal);
        var subscription = JsonDocument.Parse(shown).RootElement;
        Assert.Equal(("https://desk.test/hook", 50, "enabled", 0),
            (subscription.GetProperty("url").GetString(), subscription.GetProperty("minPriority").GetInt32(),
            subscription.GetProperty("state").GetString(), subscription.GetProperty("pending").GetInt32()));
        Assert.Equal(["billing", "pay", "ticket.raised"], new[] { "silos", "stages", "events" }.Select(filter =>
            subscription.GetProperty(filter)[0].GetString()));
    }

    [Fact]
    public async Task A_second_subscription_of_one_name_is_refused()
    {
        await _events.SubscribeAsync("desk", Desk);

        using var second = await PostAsync("""{"id":"desk","url":"https://desk.test/other"}""");

        await new ExpectedProblem(409, "conflict", Detail: "There is already a subscription with this name.").AssertAsync(second);
    }

    [Fact]
    public async Task The_list_comes_in_pages_in_the_order_of_the_names()
    {
        foreach (var id in new[] { "c", "a", "b" })
            await _events.SubscribeAsync(id, Desk);

        var first = await _events.Manager.GetFromJsonAsync<JsonElement>("/v1/subscriptions?limit=2");
        var second = await _events.Manager.GetFromJsonAsync<JsonElement>($"/v1/subscriptions?limit=2&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal(["a", "b", "c"], first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Deliveries_are_listed_by_state_in_pages_the_latest_event_first()
    {
        _names["desk.test"] = new([Addresses("93.184.215.14"), Addresses("127.0.0.1")]);
        await _events.SubscribeAsync("desk", Desk);
        await _events.WriteTicketAsync(TicketAction.Raised, TicketAction.Moved, TicketAction.Commented);
        await _events.DeliveriesAsync("desk", deliveries => deliveries.Count == 3);

        var first = await _events.Manager.GetFromJsonAsync<JsonElement>("/v1/subscriptions/desk/deliveries?state=pending&limit=2");
        var second = await _events.Manager.GetFromJsonAsync<JsonElement>(
            $"/v1/subscriptions/desk/deliveries?state=pending&limit=2&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal(["ticket.commented", "ticket.moved", "ticket.raised"],
            first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
                .Select(item => item.GetProperty("event").GetString()));
        Assert.Empty(await _events.DeliveriesAsync("desk", "&state=delivered"));
    }

    [Fact]
    public async Task A_name_that_turns_to_a_private_address_after_the_subscription_was_made_is_not_connected_to()
    {
        await using var inside = await Receiver.StartAsync();
        _names["rebinding.test"] = new([Addresses("93.184.215.14"), Addresses("127.0.0.1")]);
        await _events.SubscribeAsync("desk", new Uri($"https://rebinding.test:{inside.Address.Port}/"));

        await _events.WriteTicketAsync(TicketAction.Raised);

        var delivery = (await _events.DeliveriesAsync("desk", deliveries =>
            deliveries is [var first] && first.GetProperty("lastFault").ValueKind == JsonValueKind.String))[0];
        Assert.Equal("the address points to an address that is not on the public internet, which is not allowed",
            delivery.GetProperty("lastFault").GetString());
        Assert.Equal(JsonValueKind.Null, delivery.GetProperty("lastStatus").ValueKind);
        Assert.Empty(inside.Received);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("93.184.215.14 127.0.0.1")]
    public async Task A_name_that_stands_for_a_private_address_is_refused(string addresses)
    {
        _names["inside.test"] = new([Addresses(addresses.Split(' '))]);

        using var refused = await PostAsync("""{"id":"desk","url":"https://inside.test/"}""");

        await Invalid(Refusal).AssertAsync(refused);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_yet_is_taken()
    {
        using var created = await PostAsync("""{"id":"desk","url":"https://not-yet.test/"}""");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Theory]
    [InlineData("https://127.0.0.1/", Refusal)]
    [InlineData("https://0x7f000001/", Refusal)]
    [InlineData("https://[::1]/", Refusal)]
    [InlineData("https://169.254.169.254/latest/meta-data/", Refusal)]
    [InlineData("http://desk.test/", "url: must be an absolute https address")]
    [InlineData("desk.test", "url: must be an absolute https address")]
    [InlineData("https://me:secret@desk.test/", "url: must not contain a user name or a password")]
    [InlineData("", "url: must have 1 to 2000 characters and no control characters")]
    public async Task A_wrong_address_is_refused_by_name(string url, string problem)
    {
        using var refused = await PostAsync(JsonSerializer.Serialize(new { id = "desk", url }));

        await Invalid(problem).AssertAsync(refused);
    }

    [Theory]
    [InlineData("""{"id":"a b","url":"https://desk.test/","silos":["biling"],"stages":["Pay"],"minPriority":1.5,"events":["moved"],"secret":"x"}""",
        """
        events[0]: is not an event; allowed are ticket.raised, ticket.moved, ticket.reopened, ticket.commented, ticket.assigned, ticket.scheduled, ticket.escalated, ticket.merged, ticket.split, ticket.surged
        id: must have 1 to 64 letters, digits, dots, hyphens or underscores, and start with a letter or digit
        minPriority: must be a whole number from 0 to 100
        secret: is not a field of a subscription
        silos[0]: is not a silo of an active journey (did you mean "billing"?); allowed are marketing, store, web, product, logistics, billing, service
        stages[0]: is not a stage of an active journey (did you mean "pay"?); allowed are discover, choose, buy, receive, use, pay, get-help, return, unmapped
        """)]
    [InlineData("{}", "id: is required: the name of the subscription\nurl: is required: the address to post events to")]
    [InlineData("", "$: is not valid JSON (line 1, byte 1)")]
    public async Task A_wrong_subscription_is_refused_with_every_field_that_is_wrong(string body, string problem)
    {
        using var refused = await PostAsync(body);

        await Invalid(problem).AssertAsync(refused);
    }

    [Theory]
    [InlineData("{}", "from: is required: an RFC 3339 time")]
    [InlineData("""{"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z","id":1}""", "from: must be before \"to\"\nid: is not a field of a replay")]
    [InlineData("[]", "$: must be a JSON object")]
    public async Task A_wrong_replay_is_refused(string body, string problem)
    {
        await _events.SubscribeAsync("desk", Desk);

        using var refused = await PostAsync(body, "/v1/subscriptions/desk/replay");

        await Invalid(problem).AssertAsync(refused);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/rotate")]
    [InlineData("POST", "/enable")]
    [InlineData("POST", "/replay")]
    [InlineData("GET", "/deliveries")]
    public async Task A_subscription_that_there_is_not_is_not_found(string method, string path)
    {
        foreach (var id in new[] { "nobody", "a%20b", "..%2Fsecret" })
        {
            using var request = new HttpRequestMessage(new(method), new Uri($"/v1/subscriptions/{id}{path}", UriKind.Relative));
            using var response = await _events.Manager.SendAsync(request);

            await new ExpectedProblem(404, "not-found", Detail: "There is no subscription with this name.").AssertAsync(response);
        }
    }

    [Theory]
    [InlineData("state=lost", "state: must be one of pending, delivered, abandoned")]
    [InlineData("limit=0", "limit: must be a whole number from 1 to 200")]
    [InlineData("cursor=%00", "cursor: must be the \"next\" of an earlier response")]
    public async Task A_wrong_query_for_deliveries_is_refused(string query, string problem)
    {
        await _events.SubscribeAsync("desk", Desk);

        using var refused = await _events.Manager.GetAsync(new Uri("/v1/subscriptions/desk/deliveries?" + query, UriKind.Relative));

        await Invalid(problem).AssertAsync(refused);
    }

    [Fact]
    public async Task A_subscription_that_is_no_json_or_too_large_is_refused()
    {
        using var text = new StringContent("id=desk", Encoding.UTF8, "text/plain");
        using var wrong = await _events.Manager.PostAsync(Subscriptions, text);
        using var large = await PostAsync(new string(' ', (1 << 20) + 1));

        await new ExpectedProblem(415, "wrong-content-type", Detail: "Send application/json.").AssertAsync(wrong);
        await TooLarge.AssertAsync(large);
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string path = "/v1/subscriptions")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _events.Manager.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>What a name stands for: the next of its answers, the last one for good.</summary>
    private IPAddress[] Resolve(string host)
    {
        lock (_names)
        {
            return !_names.TryGetValue(host, out var answers) ? throw new SocketException((int)SocketError.HostNotFound)
                : answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        }
    }

    private static IPAddress[] Addresses(params string[] addresses) => [.. addresses.Select(IPAddress.Parse)];
}
