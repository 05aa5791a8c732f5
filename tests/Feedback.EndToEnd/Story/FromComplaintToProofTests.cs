using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.EndToEnd.Mail;
using Feedback.EndToEnd.Running;
using Feedback.EndToEnd.Webhooks;

namespace Feedback.EndToEnd.Story;

/// <summary>
/// What the product is for, from outside: customers complain in two silos, a ticket says so, a department mends it, the customers' own later feedback proves
/// it, and those who had complained are told. The real process, whose clock is set on by four weeks in the middle; a real mail server; a department's system
/// that checks signatures with the reference library.
/// </summary>
public sealed class FromComplaintToProofTests : IAsyncLifetime
{
    private const string Complaint = "The refund took six weeks.";
    private const string Mended = "Refunds are paid on the day on which the parcel is back with us.";

    // In each of seven days eight complain at the service desk and seven in stores; of either the first gives no address, and the second does not want to be
    // written to.
    private const int Contactable = 7 * (8 + 7 - 4);

    private static readonly DateTimeOffset Raised = new(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Raised.AddDays(29);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Ordinary days: other things go wrong too, each seldom, and most customers are content.
    private static readonly string[] Ordinary =
    [
        "The parcel came late.", "The queue was far too long.", "The fabric is itchy and awful.", "It is too expensive.", "The website crashed, terrible.",
            "The staff was rude.",
        "I was billed twice.", "The dress is too small, bad fit.",
    ];

    private readonly string _data = FeedbackProcess.FreshData();
    private SmtpReceiver _mails = null!;
    private NodeReceiver _department = null!;

    public async Task InitializeAsync()
    {
        _mails = await SmtpReceiver.StartAsync();
        _department = await NodeReceiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _mails.DisposeAsync();
        await _department.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task What_customers_complain_of_in_two_silos_is_mended_proved_by_their_later_feedback_and_told_back_to_them()
    {
        string id;
        await _department.SetTimeAsync(Raised);
        await using (var program = await ServeAsync(Raised))
        {
            await SubscribeAsync(program);
            var service = await program.AddSourceAsync("service-desk", "service");
            var store = await program.AddSourceAsync("tills", "store");
            await PostAsync(service, "service-desk", Days(Raised, -60, 60).SelectMany(Everyday));
            await PostAsync(service, "service-desk", Days(Raised, -7, 7).SelectMany(day => Complaints(day, 8, "service")));
            await PostAsync(store, "tills", Days(Raised, -7, 7).SelectMany(day => Complaints(day, 7, "store")));
            await program.DrainAsync();

            var ticket = await TicketAsync(program, "refund", ticket => ticket.GetProperty("state").GetString() == "open");
            id = ticket.GetProperty("id").GetString()!;
            Assert.Equal(("billing", true), (ticket.GetProperty("ownedBy").GetString(), ticket.GetProperty("crossSilo").GetBoolean()));
            Assert.Equal(["service", "store"], ticket.GetProperty("heardBy").EnumerateArray().Select(silo => silo.GetProperty("silo").GetString()));
            Assert.Contains(ticket.GetProperty("cause").GetProperty("kind").GetString(), new[] { "jump", "drift" });

            await MoveAsync(program, id, new { to = "accepted", onBehalfOf = "Ben of Billing" });
            await MoveAsync(program, id, new { to = "in-progress" });
            await MoveAsync(program, id, new { to = "shipped", reason = Mended });
            using var byHand = await MoveRawAsync(program, id, new { to = "verified" });
            Assert.Equal(System.Net.HttpStatusCode.Conflict, byHand.StatusCode);
            await EventsAsync(program, 4);
            await program.KillAsync();
        }

        await _department.SetTimeAsync(Later);
        await using (var program = await ServeAsync(Later))
        {
            using var rotated = await program.Manager.PostAsync(new Uri("/v1/sources/service-desk/rotate", UriKind.Relative), null);
            var service = program.WithKey((await rotated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!);
            await PostAsync(service, "service-desk", Days(Later, -28, 28).SelectMany(Everyday));
            await program.DrainAsync();

            var ticket = await TicketAsync(program, "refund", ticket => ticket.GetProperty("state").GetString() == "verified");
            var outcome = ticket.GetProperty("outcome");
            Assert.Equal("verified", outcome.GetProperty("verdict").GetString());
            Assert.InRange(outcome.GetProperty("high").GetDouble(), 0, 0.999);

            await _mails.WaitForAsync(Contactable);
            var events = await EventsAsync(program, 5);
            Assert.Equal(["ticket.raised", "ticket.moved", "ticket.moved", "ticket.moved", "ticket.moved"], events.OrderBy(seen => seen.Entry)
                .Select(seen => seen.Type));
        }

        await _mails.StopAsync();
        Assert.Equal(Contactable, _mails.Mails.Count);
        Assert.Equal(_mails.Mails.Count, _mails.Addressees.Distinct().Count());
        Assert.DoesNotContain(_mails.Addressees, address => address.StartsWith("quiet-", StringComparison.Ordinal));
        Assert.All(_mails.Mails, mail => Assert.Contains(Mended, mail.GetProperty("text").GetString(), StringComparison.Ordinal));
    }

    private Task<FeedbackProcess> ServeAsync(DateTimeOffset at) => FeedbackProcess.StartAsync(_data, at,
        "serve", "--Feedback:Mail=smtp", "--Feedback:MailFrom=Shop <voices@shop.example>", "--Feedback:PublicUrl=https://voices.shop.example",
            "--Feedback:MailPerMinute=6000",
        "--Feedback:SmtpHost=127.0.0.1", $"--Feedback:SmtpPort={_mails.Port}", "--Feedback:SmtpTls=none", "--Feedback:AllowPrivateWebhooks=true");

    private async Task SubscribeAsync(FeedbackProcess program)
    {
        using var created = await program.Manager.PostAsJsonAsync("/v1/subscriptions",
            new { id = "billing", url = _department.Address, silos = new[] { "billing" }, minPriority = 1 });
        created.EnsureSuccessStatusCode();
        await _department.ExpectAsync((await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("signingSecret").GetString()!);
    }

    private static IEnumerable<DateTimeOffset> Days(DateTimeOffset now, int first, int count) =>
        Enumerable.Range(0, count).Select(day => now.AddDays(first + day));

    private static IEnumerable<object> Everyday(DateTimeOffset day)
    {
        var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return Feedback($"everyday-{name}", Complaint, day, null);
        foreach (var (number, text) in Ordinary.Index())
            yield return Feedback($"{number}-{name}", text, day.AddMinutes(number), null);
        for (var number = 0; number < 51; number++)
            yield return Feedback($"content-{number}-{name}", "The dress is lovely.", day.AddMinutes(-number), null);
    }

    private static IEnumerable<object> Complaints(DateTimeOffset day, int count, string silo)
    {
        for (var number = 0; number < count; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{silo}-{day:yyyy-MM-dd}-{number}");
            yield return number switch
            {
                0 => Feedback(name, Complaint, day, null),
                1 => Feedback(name, Complaint, day, $"quiet-{name}@example.com", mayContact: "false"),
                _ => Feedback(name, Complaint, day, $"{name}@example.com"),
            };
        }
    }

    private static object Feedback(string customer, string text, DateTimeOffset at, string? email, string mayContact = "true") => new
    {
        sourceEventId = $"{customer}-{at:yyyyMMdd}",
        occurredAt = at.AddMinutes(-90),
        customer = email is null ? (object)new { id = customer } : new { id = customer, email },
        text,
        language = "en",
        attributes = new { mayContact },
    };

    private static async Task PostAsync(HttpClient client, string source, IEnumerable<object> feedback)
    {
        foreach (var batch in feedback.Chunk(1000))
        {
            var items = batch.Select(item => JsonSerializer.SerializeToNode(item)!.AsObject()).ToList();
            foreach (var item in items)
                item["source"] = source;
            using var response = await client.PostAsJsonAsync("/v1/feedback/batch", items);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((items.Count, 0), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        }
    }

    private static async Task<JsonElement> TicketAsync(FeedbackProcess program, string theme, Func<JsonElement, bool> isReady)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var tickets = (await program.Manager.GetFromJsonAsync<JsonElement>($"/v1/tickets?theme={theme}")).GetProperty("items").EnumerateArray().ToList();
            if (tickets.FirstOrDefault() is { ValueKind: JsonValueKind.Object } ticket && isReady(ticket))
                return Assert.Single(tickets);
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"no such ticket: {string.Join(Environment.NewLine, tickets)}{Environment.NewLine}{program.Output}");
            await Task.Delay(200);
        }
    }

    private static async Task MoveAsync(FeedbackProcess program, string id, object move)
    {
        using var response = await MoveRawAsync(program, id, move);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> MoveRawAsync(FeedbackProcess program, string id, object move)
    {
        using var read = await program.Manager.GetAsync(new Uri($"/v1/tickets/{id}", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/tickets/{id}/transitions") { Content = JsonContent.Create(move) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue(read.Headers.ETag!.Tag));
        return await program.Manager.SendAsync(request);
    }

    /// <summary>The events that the department has, once the program knows that so many were delivered; each came once, and every one was signed
    /// right.</summary>
    private async Task<IReadOnlyList<SeenWebhook>> EventsAsync(FeedbackProcess program, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await program.Manager.GetFromJsonAsync<JsonElement>("/v1/subscriptions/billing/deliveries?state=delivered")).GetProperty("items")
            .GetArrayLength() < count)
            await Task.Delay(100, patience.Token);

        var seen = await _department.SeenAsync();
        Assert.All(seen, webhook => Assert.True(webhook.Valid, webhook.Error));
        List<SeenWebhook> accepted = [.. seen.Where(webhook => webhook.Accepted)];
        Assert.Equal(count, accepted.Count);
        Assert.Equal(count, accepted.Select(webhook => webhook.Id).Distinct().Count());
        return accepted;
    }
}
