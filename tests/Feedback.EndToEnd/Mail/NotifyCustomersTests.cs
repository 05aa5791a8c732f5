using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.Core.Tickets;
using Feedback.EndToEnd.Running;
using Feedback.Sqlite;
using Feedback.Testing;

namespace Feedback.EndToEnd.Mail;

/// <summary>The loop closes: customers complain, a ticket is verified, and the real program tells each of them once through a real mail server.</summary>
public sealed class NotifyCustomersTests : IAsyncLifetime
{
    private const string VoicesPath = $"/v1/tickets/{RefundTicket.Id}/voices?limit=200";
    private readonly string _data = FeedbackProcess.FreshData();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_customer_gets_one_mail_that_a_mail_program_can_read()
    {
        await ComplainAndVerifyAsync("anna", "anna", "ben");
        await using var receiver = await SmtpReceiver.StartAsync();
        await using var program = await ServeAsync(receiver);

        await SettledAsync(program, 2);
        await receiver.StopAsync();

        Assert.Equal(["anna@example.com", "ben@example.com"], receiver.Addressees.Order());
        var mail = receiver.Mails.Single(mail => mail.GetProperty("to")[0].GetString() == "anna@example.com");
        Assert.Equal(("voices@shop.example", "Läden GmbH"), (mail.GetProperty("from").GetProperty("address").GetString(), mail.GetProperty("from")
            .GetProperty("name").GetString()));
        Assert.Equal("You told us about “Refunds”. Here is what we did", mail.GetProperty("subject").GetString());
        Assert.Matches("^<you-said-[0-9a-f]{32}@shop.example>$", mail.GetProperty("messageId").GetString()!);
        Assert.StartsWith("multipart/alternative", Header(mail, "content-type"), StringComparison.Ordinal);
        Assert.Equal(("List-Unsubscribe=One-Click", 0), (Header(mail, "list-unsubscribe-post"), mail.GetProperty("attachments").GetInt32()));
        foreach (var part in new[] { "text", "html" })
        {
            var content = mail.GetProperty(part).GetString()!;
            Assert.Contains("Refunds are paid on the day", content, StringComparison.Ordinal);
            Assert.Contains("about 32 no longer do", content, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("took six weeks", mail.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@example.com", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_click_opts_out_and_is_honoured_for_the_next_ticket()
    {
        await ComplainAndVerifyAsync("anna", "ben");
        await using var receiver = await SmtpReceiver.StartAsync();
        await using (var program = await ServeAsync(receiver))
        {
            await SettledAsync(program, 2);
            await receiver.WaitForAsync(2);
            var link = new Uri(Header(receiver.Mails.Single(mail => mail.GetProperty("to")[0].GetString() == "anna@example.com"), "list-unsubscribe")
                .Trim('<', '>'));
            Assert.Equal("https://voices.shop.example/opt-out", link.GetLeftPart(UriPartial.Path));
            using var anyone = new HttpClient { BaseAddress = program.Address };
            using var click = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
            using var response = await anyone.PostAsync(new Uri(link.PathAndQuery, UriKind.Relative), click);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(0, await program.StopAsync());
        }

        await StoreAsync(VerifiedNow() with { Id = "retail.refund.2026-11-21" });
        await using var again = await ServeAsync(receiver);
        await receiver.WaitForAsync(3);
        await again.DrainAsync();
        await receiver.StopAsync();

        Assert.Equal(["anna@example.com", "ben@example.com", "ben@example.com"], receiver.Addressees.Order());
    }

    [Fact]
    public async Task Killed_in_the_middle_of_sixty_mails_the_program_sends_none_twice_and_forgets_nobody()
    {
        await ComplainAndVerifyAsync([.. Enumerable.Range(0, 60).Select(number => $"customer-{number}")]);
        await using var receiver = await SmtpReceiver.StartAsync(delay: TimeSpan.FromMilliseconds(50));
        foreach (var killedAt in new[] { 7, 21, 40 })
        {
            await using var killed = await ServeAsync(receiver);
            await receiver.WaitForAsync(killedAt);
            await killed.KillAsync();
        }

        await using var program = await ServeAsync(receiver);
        var voices = await SettledAsync(program, 60);
        await receiver.StopAsync();

        Assert.Equal(receiver.Mails.Count, receiver.Addressees.Distinct().Count());
        Assert.Equal(receiver.Mails.Count, receiver.Mails.Select(mail => mail.GetProperty("messageId").GetString()).Distinct().Count());
        // Whoever has no mail is one over whom the program was killed, and is reported.
        var states = voices.CountBy(voice => voice.GetProperty("tellState").GetString()!).ToDictionary();
        Assert.InRange(states.GetValueOrDefault("uncertain"), 0, 3);
        Assert.Equal(60, states.GetValueOrDefault("sent") + states.GetValueOrDefault("uncertain"));
        Assert.InRange(receiver.Mails.Count, states["sent"], 60);
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_reported_and_holds_up_nobody()
    {
        await ComplainAndVerifyAsync("nobody", "anna");
        await using var receiver = await SmtpReceiver.StartAsync();
        await using var program = await ServeAsync(receiver);

        var voices = await SettledAsync(program, 2);
        await receiver.StopAsync();

        Assert.Equal(["refused", "sent"], voices.Select(voice => voice.GetProperty("tellState").GetString()).Order());
        Assert.Equal(["anna@example.com"], receiver.Addressees);
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("implicit")]
    public async Task A_mail_server_whose_certificate_is_trusted_is_given_the_mail_by_the_user_it_knows(string tls)
    {
        await ComplainAndVerifyAsync("anna");
        using var certificate = new ServerCertificate();
        await using var receiver = await SmtpReceiver.StartAsync(tls: tls, certificate: certificate, account: ("shop", "geheim"));
        await using var program = await ServeAsync(receiver, tls, certificate.AuthorityFile, password: "geheim");

        await SettledAsync(program, 1);
        await receiver.StopAsync();

        var mail = Assert.Single(receiver.Mails);
        Assert.Equal((true, "shop"), (mail.GetProperty("secure").GetBoolean(), mail.GetProperty("user").GetString()));
        Assert.Equal(["anna@example.com"], receiver.Addressees);
    }

    [Fact]
    public async Task A_mail_server_that_does_not_know_the_password_is_given_no_mail()
    {
        await ComplainAndVerifyAsync("anna");
        using var certificate = new ServerCertificate();
        await using var receiver = await SmtpReceiver.StartAsync(tls: "starttls", certificate: certificate, account: ("shop", "geheim"));
        await using var program = await ServeAsync(receiver, "starttls", certificate.AuthorityFile, password: "falsch");

        await WaitingAsync(program);
        await receiver.StopAsync();

        Assert.Empty(receiver.Mails);
        Assert.Contains("the mail server refused the user and the password", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("falsch", program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("implicit")]
    public async Task A_mail_server_whose_certificate_nobody_trusts_is_given_no_mail(string tls)
    {
        await ComplainAndVerifyAsync("anna");
        await using var receiver = await SmtpReceiver.StartAsync(tls: tls);
        await using var program = await ServeAsync(receiver, tls);

        await WaitingAsync(program);
        await receiver.StopAsync();

        Assert.Empty(receiver.Mails);
        Assert.Contains("the mail server's certificate is not trusted", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_whose_address_is_outside_ASCII_gets_the_mail_too()
    {
        await ComplainAndVerifyAsync([("jörg", "jörg@bücher.example")]);
        await using var receiver = await SmtpReceiver.StartAsync();
        await using var program = await ServeAsync(receiver);

        await SettledAsync(program, 1);
        await receiver.StopAsync();

        Assert.Equal(["jörg@bücher.example"], receiver.Addressees);
        var mail = Assert.Single(receiver.Mails);
        Assert.Equal("Läden GmbH", mail.GetProperty("from").GetProperty("name").GetString());
        Assert.Equal("You told us about “Refunds”. Here is what we did", mail.GetProperty("subject").GetString());
    }

    private static string Header(JsonElement mail, string name) => mail.GetProperty("headers").GetProperty(name).GetString()!;

    private Task<FeedbackProcess> ServeAsync(SmtpReceiver receiver, string tls = "none", string? trusted = null, string? password = null) =>
        FeedbackProcess.StartTrustingAsync(_data, trusted, [
            "serve", "--Feedback:Mail=smtp", "--Feedback:MailFrom=Läden GmbH <voices@shop.example>", "--Feedback:PublicUrl=https://voices.shop.example",
            "--Feedback:SmtpHost=127.0.0.1", $"--Feedback:SmtpPort={receiver.Port}", $"--Feedback:SmtpTls={tls}", "--Feedback:SmtpTimeoutSeconds=3",
            .. password is null ? Array.Empty<string>() : ["--Feedback:SmtpUser=shop", $"--Feedback:SmtpPassword={password}"]]);

    /// <summary>Lets customers complain of refunds through the API, each name once, then writes a verified ticket of it as the measuring of outcomes
    /// would.</summary>
    private Task ComplainAndVerifyAsync(params string[] customers) => ComplainAndVerifyAsync(customers.Select(name => (name, $"{name}@example.com")));

    private async Task ComplainAndVerifyAsync(IEnumerable<(string Id, string Email)> customers)
    {
        await using (var program = await FeedbackProcess.StartAsync(_data))
        {
            using var till = await program.AddSourceAsync("pos-42", "store");
            using var posted = await till.PostAsJsonAsync("/v1/feedback/batch", customers.Select(customer => new
            {
                source = "pos-42",
                // Long before the change, so that no detection takes them for a problem that came back.
                occurredAt = TimeProvider.System.GetUtcNow().AddDays(-40),
                customer = new { id = customer.Id, email = customer.Email },
                text = "The refund took six weeks.",
            }));
            Assert.Equal(0, (await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rejected").GetInt32());
            await program.DrainAsync();
            Assert.Equal(0, await program.StopAsync());
        }

        await StoreAsync(VerifiedNow());
    }

    private async Task StoreAsync(Ticket ticket)
    {
        await using var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(_data, "feedback.db") }, TimeProvider.System);
        await store.PutAsync(ticket);
    }

    /// <summary>Waits until every voice is settled.</summary>
    private static async Task<IReadOnlyList<JsonElement>> SettledAsync(FeedbackProcess program, int count) => await VoicesAsync(program, voices =>
        voices.Count == count && voices.All(voice => voice.GetProperty("tellState").GetString() is "sent" or "refused" or "uncertain"));

    /// <summary>Waits until the one voice was tried and is to be tried again.</summary>
    private static async Task WaitingAsync(FeedbackProcess program) => Assert.Single(await VoicesAsync(program, voices =>
        voices.Count > 0 && voices.All(voice => voice.GetProperty("tellState").GetString() == "waiting")));

    private static async Task<IReadOnlyList<JsonElement>> VoicesAsync(FeedbackProcess program, Func<IReadOnlyList<JsonElement>, bool> enough)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var answer = await program.Manager.GetFromJsonAsync<JsonElement>(VoicesPath, patience.Token);
            List<JsonElement> voices = [.. answer.GetProperty("items").EnumerateArray()];
            if (enough(voices))
                return voices;
            await Task.Delay(100, patience.Token);
        }
    }

    private static Ticket VerifiedNow() => RefundTicket.Verified(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(-35));
}
