using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Feedback.Core.Storage;
using Feedback.EndToEnd.Running;
using Feedback.Sqlite;

namespace Feedback.EndToEnd.Upgrade;

/// <summary>
/// A folder that version 0.1 wrote opens in the present program, which knows all that is in it, and does nothing again that was done. The real process, its
/// clock set to shortly after that version stopped.
/// </summary>
public sealed class OpensStoredFolderTests : IAsyncLifetime
{

    // Version 0.1 counted more than 64 customers by an estimate.
    private static readonly string[] Estimated = ["GET /v1/journeys/retail/map?from=2026-08-01&to=2026-09-01 total customers: 91, was 93"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private StoredFolder _stored = null!;

    public async Task InitializeAsync() => _stored = await StoredFolder.UnpackAsync("0.1");

    public Task DisposeAsync()
    {
        _stored.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task All_that_the_earlier_version_answered_is_answered_the_same()
    {
        await using var program = await _stored.ServeAsync();
        using var reader = program.WithKey(_stored.Key("Rita Reader"));
        var differences = new List<string>();

        foreach (var asked in _stored.Expected.GetProperty("answers").EnumerateArray())
        {
            var (method, path) = (asked.GetProperty("method").GetString()!, asked.GetProperty("path").GetString()!);
            using var request = new HttpRequestMessage(new(method), path);
            if (asked.TryGetProperty("body", out var body))
                request.Content = JsonContent.Create(body);
            using var response = await (asked.GetProperty("as").GetString() == "reader" ? reader : program.Manager).SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();

            if ((int)response.StatusCode != asked.GetProperty("status").GetInt32())
                differences.Add($"{method} {path}: {response.StatusCode} {answer}");
            else if (asked.TryGetProperty("etag", out var etag) && etag.GetString() != response.Headers.ETag?.ToString())
                differences.Add($"{method} {path}: the version {response.Headers.ETag}, was {etag}");
            else if (asked.GetProperty("answer") is { ValueKind: JsonValueKind.String } text)
                differences.AddRange(Loss.Of(text, JsonSerializer.SerializeToElement(answer), $"{method} {path}"));
            else
                differences.AddRange(Loss.Of(asked.GetProperty("answer"), JsonElement.Parse(answer), $"{method} {path}"));
        }

        differences.RemoveAll(Estimated.Contains);
        Assert.True(differences.Count == 0, $"{differences.Count} differences:{Environment.NewLine}{string.Join(Environment.NewLine, differences.Take(20))}");
    }

    [Fact]
    public async Task The_keys_of_people_and_sources_still_hold_and_those_that_were_taken_away_do_not()
    {
        await using var program = await _stored.ServeAsync();

        Assert.Equal(HttpStatusCode.OK, await SourcesAsync(program, FeedbackProcess.ManagerKey));
        Assert.Equal(HttpStatusCode.OK, await SourcesAsync(program, _stored.Key("Mara Muster")));
        Assert.Equal(HttpStatusCode.Forbidden, await SourcesAsync(program, _stored.Key("Rita Reader")));
        Assert.Equal(HttpStatusCode.Unauthorized, await SourcesAsync(program, _stored.Key("Gone Gustav")));
        foreach (var key in new[] { "tills", "tills before rotation" })
            Assert.Equal(HttpStatusCode.Accepted,
                (await PostAsync(program, key, new { source = "tills", sourceEventId = key, text = "The queue was far too long." })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(program, "closed-shop", new { source = "closed-shop", text = "Closed." })).Status);
    }

    [Fact]
    public async Task What_was_sent_before_is_known_as_a_duplicate_by_whatever_named_it()
    {
        await using var program = await _stored.ServeAsync();

        var byEvent = await PostAsync(program, "tills", new { source = "tills", sourceEventId = "live-1", text = "Said again." });
        var byRequest = await PostAsync(program, "tills", new { source = "tills", text = "The queue was far too long." }, ("Idempotency-Key", "request-1"));
        var bySignature = await PostSignedAsync(program, "service-desk", "event-1", """{"sourceEventId":"signed-1","text":"Said again."}""");

        Assert.Equal((HttpStatusCode.Accepted, _stored.Id("live"), true), byEvent);
        Assert.Equal((HttpStatusCode.Accepted, _stored.Id("idempotent"), true), byRequest);
        Assert.Equal((HttpStatusCode.Accepted, _stored.Id("signed"), true), bySignature);
    }

    [Fact]
    public async Task A_file_that_was_imported_before_adds_nothing_when_it_is_imported_again()
    {
        string[] maps = ["occurredAt=when", "customer.id=customer", "customer.email=mail", "ratings.nps=nps", "attributes.ageBand=age",
            "attributes.mayContact=mayContact"];
        var (exit, output) =
            await _stored.RunAsync(["import", _stored.FileBeside("survey.csv"), "--source", "survey", "--touchpoint", "service",
                .. maps.SelectMany(map => new[] { "--map", map })]);

        Assert.True(exit == 1 && output.Contains(": 0 accepted, ", StringComparison.Ordinal)
            && output.Contains(" already stored, 2 rejected.", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task A_session_that_was_opened_before_goes_on_over_every_page()
    {
        await using var program = await _stored.ServeAsync();
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = program.Address };
        browser.DefaultRequestHeaders.Add("Cookie", _stored.Expected.GetProperty("session").GetString());
        var customer = _stored.Expected.GetProperty("answers").EnumerateArray().Select(asked => asked.GetProperty("path").GetString()!)
            .First(path => path.EndsWith("/export", StringComparison.Ordinal)).Split('/')[3];

        foreach (var page in new[]
        {
            "/", "/stages/return", "/themes/refund", "/feedback", $"/feedback/{_stored.Id("live")}", $"/feedback/{_stored.Id("failed")}",
                "/feedback/corrections", "/tickets", $"/tickets/{_stored.Id("refund")}",
            $"/customers/{customer}", "/digests", "/digests/2026-W36", "/digests/recipients", "/sources", "/access",
        })
        {
            using var shown = await browser.GetAsync(new Uri(page, UriKind.Relative));
            Assert.True(shown.StatusCode == HttpStatusCode.OK, $"{page}: {shown.StatusCode}");
            Assert.Contains("Mara Muster", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_links_in_mails_that_were_sent_before_still_hold()
    {
        await using var program = await _stored.ServeAsync();

        foreach (var link in new[] { "optOut", "unsubscribe", "ofErased" })
            Assert.Equal(HttpStatusCode.OK, await ClickAsync(program, _stored.Link(link)));

        var key = Assert.Single(await FindAsync(program, "anna@example.com"));
        Assert.Equal(_stored.Now, (await GetAsync(program, $"/v1/customers/{key}")).GetProperty("optedOutAt").GetDateTimeOffset(), TimeSpan.FromMinutes(5));
        var recipient = (await GetAsync(program, "/v1/digests/recipients")).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("email").GetString() == "billing@example.com");
        Assert.Equal(JsonValueKind.String, recipient.GetProperty("unsubscribedAt").ValueKind);
    }

    [Fact]
    public async Task Who_had_opted_out_before_being_erased_is_not_written_to_after_coming_back()
    {
        await using var program = await _stored.ServeAsync();

        // The number under which Dora was known; Emil had been erased without having opted out.
        await PostAsync(program, "tills", new
        {
            source = "tills",
            text = "The queue was far too long.",
            customer = new { id = "t-1", email = "dora@example.com" }
        });
        await PostAsync(program, "tills", new
        {
            source = "tills",
            text = "The queue was far too long.",
            customer = new { id = "t-3", email = "emil@example.com" }
        });
        await program.DrainAsync();

        Assert.Equal("opted-out", (await CustomerAsync(program, "dora@example.com", "t-1")).GetProperty("contact").GetString());
        Assert.Equal("yes", (await CustomerAsync(program, "emil@example.com", "t-3")).GetProperty("contact").GetString());
    }

    [Fact]
    public async Task What_was_handled_is_not_handled_again()
    {
        await _stored.CountAnewAsync();
        // What a reader of a change feed makes is taken away, one of each kind. It would come back if the reader began anew, whatever it is called now.
        var ofEach = new List<(string Container, DocumentKey Key)>();
        await using (var store = _stored.OpenStore(readOnly: false))
        {
            ofEach.Add((Containers.Signals, await OldestAsync(store, Containers.Signals, _ => true)));
            ofEach.Add((Containers.Folds, await OldestAsync(store, Containers.Folds, key => key.Id.Contains('T', StringComparison.Ordinal))));
            foreach (var kind in new[] { DocumentKinds.Correction, DocumentKinds.Failed, DocumentKinds.NotificationJob })
                ofEach.Add((Containers.Settings, await OldestAsync(store, Containers.Settings, key => key.Partition == kind)));
            // Of a ticket that nobody works on, so that nothing else has a reason to write it.
            ofEach.Add((Containers.Settings, await OldestAsync(store, Containers.Settings, key =>
                key.Partition == DocumentKinds.PublishedTicket && key.Id.StartsWith("retail.care-durability.", StringComparison.Ordinal))));
            foreach (var (container, key) in ofEach)
                Assert.True(await store.DeleteAsync(container, key));
        }

        await using (var program = await _stored.ServeAsync())
        {
            await program.DrainAsync();
            Assert.Equal(0, await program.StopAsync());
        }

        await using var after = _stored.OpenStore(readOnly: true);
        var again = new List<string>();
        foreach (var (container, key) in ofEach)
        {
            if (await after.GetAsync(container, key) is not null)
                again.Add($"{container}/{key.Partition}/{key.Id}");
        }

        Assert.Empty(again);
    }

    [Fact]
    public async Task What_comes_next_is_understood_counted_and_told_once()
    {
        await using var program = await _stored.ServeAsync();
        var (deliveries, opinions) = (await DeliveriesAsync(program), await RefundsAsync(program));

        var posted = await PostAsync(program, "tills", new
        {
            source = "tills",
            sourceEventId = "new-1",
            text = "The refund took six weeks.",
            occurredAt = _stored.Asked
        });
        await program.DrainAsync();
        var refund = $"/v1/tickets/{_stored.Id("refund")}";
        using var read = await program.Manager.GetAsync(new Uri(refund, UriKind.Relative));
        using var comment = new HttpRequestMessage(HttpMethod.Post, $"{refund}/comments")
        {
            Content = JsonContent.Create(new { text = "All well." }),
            Headers = { IfMatch = { new EntityTagHeaderValue(read.Headers.ETag!.Tag) } }
        };
        using var commented = await program.Manager.SendAsync(comment);

        Assert.Equal(HttpStatusCode.Created, commented.StatusCode);
        Assert.Equal("mapped", (await GetAsync(program, $"/v1/feedback/{posted.Id}")).GetProperty("state").GetString());
        Assert.Equal(opinions + 1, await RefundsAsync(program));
        using var patience = new CancellationTokenSource(Patience);
        while ((await DeliveriesAsync(program)).Count == deliveries.Count)
            await Task.Delay(100, patience.Token);
        await program.DrainAsync();
        Assert.Equal(["ticket.commented"], (await DeliveriesAsync(program)).Except(deliveries).Select(delivery => delivery.Type));
    }

    private static async Task<JsonElement> GetAsync(FeedbackProcess program, string path) => await program.Manager.GetFromJsonAsync<JsonElement>(path);

    private static async Task<HttpStatusCode> SourcesAsync(FeedbackProcess program, string key)
    {
        using var client = program.WithKey(key);
        using var response = await client.GetAsync(new Uri("/v1/sources", UriKind.Relative));
        return response.StatusCode;
    }

    private async Task<(HttpStatusCode Status, string? Id, bool Duplicate)> PostAsync(FeedbackProcess program, string key, object feedback,
        params (string Name, string Value)[] headers)
    {
        using var client = program.WithKey(_stored.Key(key));
        foreach (var (name, value) in headers)
            client.DefaultRequestHeaders.Add(name, value);
        using var response = await client.PostAsJsonAsync("/v1/feedback", feedback);
        return await ReadAsync(response);
    }

    private async Task<(HttpStatusCode Status, string? Id, bool Duplicate)> PostSignedAsync(FeedbackProcess program, string source, string id, string body)
    {
        // The process's clock started there a few seconds ago: well within the tolerance.
        var seconds = _stored.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var secret = Convert.FromBase64String(_stored.Key($"{source} secret")["whsec_".Length..]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{seconds}.{body}")));
        using var client = new HttpClient { BaseAddress = program.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"/v1/webhooks/{source}")
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", seconds);
        request.Headers.Add("webhook-signature", $"v1,{signature}");
        using var response = await client.SendAsync(request);
        return await ReadAsync(response);
    }

    private static async Task<(HttpStatusCode Status, string? Id, bool Duplicate)> ReadAsync(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.Accepted)
            return (response.StatusCode, null, false);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, answer.GetProperty("id").GetString(), answer.GetProperty("duplicate").GetBoolean());
    }

    private static async Task<HttpStatusCode> ClickAsync(FeedbackProcess program, string link)
    {
        using var anyone = new HttpClient { BaseAddress = program.Address };
        using var click = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using var response = await anyone.PostAsync(new Uri(link, UriKind.Relative), click);
        return response.StatusCode;
    }

    private static async Task<List<string>> FindAsync(FeedbackProcess program, string email)
    {
        using var response = await program.Manager.PostAsJsonAsync("/v1/customers/find", new { email });
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keys").EnumerateArray().Select(key => key.GetString()!)];
    }

    private static async Task<JsonElement> CustomerAsync(FeedbackProcess program, string email, string id)
    {
        foreach (var key in await FindAsync(program, email))
        {
            var customer = await GetAsync(program, $"/v1/customers/{key}");
            if (customer.GetProperty("id").GetString() == id)
                return customer;
        }

        throw new InvalidOperationException($"{email} is not found under {id}");
    }

    private static async Task<HashSet<(string? Id, string? Type)>> DeliveriesAsync(FeedbackProcess program) =>
        [.. (await GetAsync(program, "/v1/subscriptions/billing-desk/deliveries?limit=200")).GetProperty("items").EnumerateArray()
            .Select(item => (item.GetProperty("id").GetString(), item.GetProperty("event").GetString()))];

    private static async Task<long> RefundsAsync(FeedbackProcess program) =>
        (await GetAsync(program, "/v1/journeys/retail/map?from=2026-09-10&to=2026-09-11")).GetProperty("total").GetProperty("negative").GetInt64();

    private static async Task<DocumentKey> OldestAsync(SqliteDocumentStore store, string container, Func<DocumentKey, bool> isMeant) =>
        (await store.ReadChangesAsync(container, ChangeCursor.Beginning, int.MaxValue)).Documents.First(document => isMeant(document.Key)).Key;
}
