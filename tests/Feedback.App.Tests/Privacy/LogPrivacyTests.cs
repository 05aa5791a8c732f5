using System.Net.Http.Json;
using System.Text;
using Feedback.App.Tests.BadInput;
using Feedback.App.Tests.Running;
using Feedback.Core.Customers;
using Feedback.Core.Digests;
using Feedback.Core.Erasures;
using Feedback.Core.Mail;
using Feedback.Core.Signals;
using Feedback.Web.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Feedback.App.Tests.Privacy;

/// <summary>No log names a customer or a recipient, whatever happens with them.</summary>
public sealed class LogPrivacyTests
{
    private const string Canary = "canary";
    private static readonly string[] Addresses =
        ["canary@example.com", "CANARY.two@example.com", "cänary@example.com", "canary@cänary.example", "canary(x)@example.com", "canary@x_y.example"];

    [Fact]
    public async Task No_log_names_a_customer_or_a_recipient_whatever_is_done_with_them()
    {
        var answer = "";
        await using var server = new ScriptedMailServer(command => command != answer ? null
            // Before it is told, the server cannot name the addressee.
            : command == "MAIL" ? "550 not welcome" : "550 5.1.1 canary@example.com is nobody");
        using var log = new LoggedLines();
        await using var program = await RunningProgram.StartAsync(null, services => services.AddLogging(logging => logging.AddProvider(log)),
            "--Logging:LogLevel:Default=Information", "--Feedback:Mail=smtp", "--Feedback:MailFrom=shop@shop.example", "--Feedback:SmtpHost=127.0.0.1",
            $"--Feedback:SmtpPort={server.Port}", "--Feedback:SmtpTls=none", "--Feedback:MailPerMinute=60000", "--Feedback:SmtpTimeoutSeconds=2");
        var (till, secret) = await program.AddSourceAsync("pos-42");

        await CollectAsync(program, till, secret);
        await MailAsync(program, command => answer = command);
        await LookAndEraseAsync(program);

        Assert.Contains(log.All, line => line.Contains("A customer was erased", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains("Sending the digest", StringComparison.Ordinal));
        string[] traces = [Canary, "cänary", "nary@", "nary%40"];
        Assert.DoesNotContain(log.All, line => traces.Any(trace => line.Contains(trace, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task CollectAsync(RunningProgram program, HttpClient till, string secret)
    {
        string[] bodies =
        [
            .. Addresses.Select(address => $$$"""{"source":"pos-42","text":"I am {{{address}}}, the refund is late.","customer":{"email":"{{{address}}}"}}"""),
            """{"source":"pos-42","text":"Fine.","customer":{"id":"canary-1","email":"canary@example.com"},"attributes":{"canary":"canary@example.com"}}""",
            """{"source":"canary@example.com","text":"Fine."}""",
            """{"source":"pos-42","canary@example.com":"Fine."}""",
            """{"source":"pos-42","touchpoint":"canary@example.com","text":"x","occurredAt":"canary@example.com"}""",
            """{"source":"pos-42","text":"canary@example.com""",
            "canary@example.com",
        ];
        foreach (var body in bodies)
        {
            (await till.PostAsync("/v1/feedback", Json(body))).Dispose();
            (await till.PostAsync("/v1/feedback/batch", Json($"[{body}]"))).Dispose();
            (await new WebhookSender(program.Anonymous, "pos-42", secret).SendAsync(TimeProvider.System.GetUtcNow(), "canary@example.com", body)).Dispose();
            (await new WebhookSender(program.Anonymous, "canary@example.com", secret).SendAsync(TimeProvider.System.GetUtcNow(), "1", body)).Dispose();
        }

        await program.DrainAsync();
    }

    private static async Task MailAsync(RunningProgram program, Action<string> fail)
    {
        foreach (var address in Addresses)
            (await program.Manager.PostAsJsonAsync("/v1/digests/recipients", new { email = address, name = Canary })).Dispose();
        foreach (var command in new[] { "MAIL", "RCPT", "DATA", "CONTENT", "" })
        {
            fail(command);
            foreach (var address in Addresses)
            {
                var mail = new MailMessage { Id = "m@shop.example", To = address, Subject = Canary, Text = address, Html = address };
                await program.Services.GetRequiredService<IMailSender>().SendAsync(mail);
            }
        }

        fail("RCPT");
        var week = Core.Digests.IsoWeek.Of(TimeProvider.System.GetUtcNow().AddDays(-7), CompanyCalendar.Utc);
        (await program.Manager.PostAsync(new Uri($"/v1/digests/{week}/send", UriKind.Relative), null)).Dispose();
        await program.Services.GetRequiredService<SendDigests>().RunAsync();
        (await program.Manager.GetAsync(new Uri("/digests/recipients", UriKind.Relative))).Dispose();
    }

    private static async Task LookAndEraseAsync(RunningProgram program)
    {
        foreach (var path in new[] { "/v1/customers/canary%40example.com", "/v1/feedback?customer=canary%40example.com", "/customers?canary%40example.com=1",
            "/canary@example.com", "/opt-out?c=canary%40example.com&t=canary", "/digests/unsubscribe?c=canary%40example.com&t=canary" })
            (await program.Manager.GetAsync(new Uri(path, UriKind.Relative))).Dispose();
        (await program.Manager.DeleteAsync(new Uri("/v1/digests/recipients/canary%40example.com", UriKind.Relative))).Dispose();
        (await program.Anonymous.PostAsync("/sign-in", new FormUrlEncodedContent([new("key", "canary@example.com")]))).Dispose();
        (await program.Manager.PostAsJsonAsync("/v1/customers/find", new { email = "canary@example.com" })).Dispose();
        foreach (var address in Addresses)
        {
            foreach (var key in await program.Services.GetRequiredService<CustomerQuery>().FindAsync(new(null, address)))
            {
                (await program.Manager.GetAsync(new Uri($"/v1/customers/{key}/export", UriKind.Relative))).Dispose();
                (await program.Manager.DeleteAsync(new Uri($"/v1/customers/{key}", UriKind.Relative))).Dispose();
            }
        }

        await program.Services.GetRequiredService<EraseCustomer>().ResumeAsync();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
