using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Feedback.Core.Mail;
using Feedback.Web.Mail;
using MailKit.Security;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Feedback.Web.Tests.Mail;

public sealed class SmtpMailSenderTests
{
    [Theory]
    [InlineData(ScriptedMailServer.Plain)]
    [InlineData(ScriptedMailServer.Modern)]
    public async Task What_the_server_takes_is_sent(string hello)
    {
        await using var server = new ScriptedMailServer(command => command == "EHLO" ? hello : null);

        Assert.Equal(MailResult.Sent, await Sender(server).SendAsync(Letters.One));

        Assert.True(Ascii.IsValid(Assert.Single(server.Contents)));
        using var mail = Read(server);
        Assert.Equal((Letters.One.Subject, "Läden", "you-said-1a2b@shop.example"), (mail.Subject, mail.From.Mailboxes.Single().Name, mail.MessageId));
        Assert.Equal((Letters.One.Text, Letters.One.Html), (Lines(mail.TextBody), Lines(mail.HtmlBody)));
        Assert.Equal(Letters.One.Headers["List-Unsubscribe"], mail.Headers["List-Unsubscribe"]);
    }

    [Theory]
    [InlineData("CONNECT", "421 closing down", MailOutcome.Unavailable)]
    [InlineData("CONNECT", "554 no service here", MailOutcome.Unavailable)]
    [InlineData("CONNECT", "no mail server", MailOutcome.Unavailable)]
    [InlineData("CONNECT", ScriptedMailServer.Break, MailOutcome.Unavailable)]
    [InlineData("MAIL", "550 you are not welcome", MailOutcome.Unavailable)]
    [InlineData("MAIL", "451 try later", MailOutcome.Unavailable)]
    [InlineData("MAIL", "530 who are you", MailOutcome.Unavailable)]
    [InlineData("RCPT", "550 no such user", MailOutcome.Refused)]
    [InlineData("RCPT", "550 5.1.1 no such user", MailOutcome.Refused)]
    [InlineData("RCPT", "554 5.7.1 relay access denied", MailOutcome.Later)]
    [InlineData("CONTENT", "550 5.7.26 this sender is not authenticated", MailOutcome.Later)]
    [InlineData("RCPT", "450 greylisted", MailOutcome.Later)]
    [InlineData("RCPT", "451 4.7.1 greylisted", MailOutcome.Later)]
    [InlineData("RCPT", "452 4.3.1 no room for anybody", MailOutcome.Hindered)]
    [InlineData("RCPT", "452 4.2.2 this mailbox is full", MailOutcome.Later)]
    [InlineData("RCPT", "421 closing down", MailOutcome.Hindered)]
    [InlineData("RCPT", ScriptedMailServer.Break, MailOutcome.Hindered)]
    [InlineData("DATA", "451 try later", MailOutcome.Later)]
    [InlineData("DATA", "554 no such user after all", MailOutcome.Refused)]
    [InlineData("DATA", ScriptedMailServer.Break, MailOutcome.Hindered)]
    [InlineData("CONTENT", "554 not such a content", MailOutcome.Refused)]
    [InlineData("CONTENT", "451 try later", MailOutcome.Later)]
    [InlineData("CONTENT", "452 disk full", MailOutcome.Hindered)]
    [InlineData("CONTENT", "421 closing down", MailOutcome.Hindered)]
    [InlineData("CONTENT", "251 will forward", MailOutcome.Sent)]
    [InlineData("CONTENT", "well done", MailOutcome.Uncertain)]
    [InlineData("CONTENT", ScriptedMailServer.Break, MailOutcome.Uncertain)]
    [InlineData("QUIT", ScriptedMailServer.Break, MailOutcome.Sent)]
    public async Task A_failure_is_told_by_when_and_how_it_happens(string command, string answer, MailOutcome outcome)
    {
        foreach (var hello in new[] { ScriptedMailServer.Plain, ScriptedMailServer.Modern })
        {
            await using var server = new ScriptedMailServer(given => given == command ? answer : given == "EHLO" ? hello : null);

            var result = await Sender(server).SendAsync(Letters.One);

            Assert.Equal(outcome, result.Outcome);
            Assert.DoesNotContain("no such user", result.Reason ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_last_line_leaves_the_mail_surely_unsent()
    {
        // More than a connection holds while nobody reads.
        var large = Letters.One with { Text = string.Concat(Enumerable.Repeat("A line of some length that says nothing at all.\n", 500_000)) };
        await using var server = new ScriptedMailServer(command => command == "PART" ? ScriptedMailServer.Break : null);

        Assert.Equal(MailOutcome.Hindered, (await Sender(server).SendAsync(large)).Outcome);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        // Bound and not listened on, so that nobody else is given it meanwhile.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;

        Assert.Equal(MailOutcome.Unavailable, (await Sender(Options(port)).SendAsync(Letters.One)).Outcome);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_unavailable_when_the_time_is_over()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;

        Assert.Equal(MailOutcome.Unavailable, (await Sender(Options(port) with { SmtpTimeoutSeconds = 1 }).SendAsync(Letters.One)).Outcome);
    }

    [Theory]
    [InlineData("CONNECT", MailOutcome.Unavailable)]
    [InlineData("EHLO", MailOutcome.Unavailable)]
    [InlineData("RCPT", MailOutcome.Hindered)]
    [InlineData("DATA", MailOutcome.Hindered)]
    [InlineData("CONTENT", MailOutcome.Uncertain)]
    [InlineData("QUIT", MailOutcome.Sent)]
    public async Task A_server_that_never_ends_its_answer_is_left_when_the_time_is_over(string command, MailOutcome outcome)
    {
        await using var server = new ScriptedMailServer(given => given == command ? ScriptedMailServer.Dribble : null);

        Assert.Equal(outcome, (await Sender(Options(server.Port) with { SmtpTimeoutSeconds = 1 }).SendAsync(Letters.One)).Outcome);
    }

    [Fact]
    public async Task What_was_answered_in_time_counts_though_the_server_falls_silent_then()
    {
        await using var server = new ScriptedMailServer(command => command switch
        {
            "RCPT" => "550 no such user",
            "RSET" => ScriptedMailServer.Dribble,
            _ => null,
        });

        Assert.Equal(MailOutcome.Refused, (await Sender(Options(server.Port) with { SmtpTimeoutSeconds = 1 }).SendAsync(Letters.One)).Outcome);
    }

    [Fact]
    public async Task When_the_time_is_over_nothing_more_is_handed_over()
    {
        using var given = new ManualResetEventSlim();
        await using (var server = new ScriptedMailServer(command =>
        {
            if (command == "DATA")
                given.Wait(TimeSpan.FromMinutes(1));
            return null;
        }))
        {
            var result = await Sender(Options(server.Port) with { SmtpTimeoutSeconds = 1 }).SendAsync(Letters.One);
            given.Set();

            Assert.Equal(MailOutcome.Hindered, result.Outcome);
            await server.DisposeAsync();
            Assert.Empty(server.Contents);
        }
    }

    [Fact]
    public async Task Without_the_encryption_that_was_asked_for_nothing_is_sent()
    {
        await using var server = new ScriptedMailServer();

        var result = await Sender(Options(server.Port) with { SmtpTls = SecureSocketOptions.StartTls }).SendAsync(Letters.One);

        Assert.Equal(new(MailOutcome.Unavailable, "the mail server offers no STARTTLS"), result);
        Assert.StartsWith("EHLO", Assert.Single(server.Commands), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SecureSocketOptions.StartTls)]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    public async Task A_server_whose_certificate_nobody_trusts_is_given_nothing(SecureSocketOptions tls)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var server = new ScriptedMailServer(command => command == "EHLO" ? "250-localhost\r\n250 STARTTLS" : null, certificate,
            tls == SecureSocketOptions.SslOnConnect);

        var result = await Sender(Options(server.Port) with { SmtpTls = tls }).SendAsync(Letters.One);

        Assert.Equal(new(MailOutcome.Unavailable, "the mail server's certificate is not trusted"), result);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_a_user_and_a_password_says_so_first()
    {
        await using var server = new ScriptedMailServer(command => command == "EHLO" ? "250-localhost\r\n250 AUTH PLAIN" : null);

        var result = await Sender(Options(server.Port) with { SmtpUser = "shop", SmtpPassword = "geheim✓" }).SendAsync(Letters.One);

        Assert.Equal(MailResult.Sent, result);
        Assert.Equal("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0shop\0geheim✓")), server.Commands.ElementAt(1));
    }

    [Theory]
    [InlineData("250-localhost\r\n250 AUTH PLAIN", "the mail server refused the user and the password")]
    [InlineData("250 localhost", "the mail server takes no user and password")]
    public async Task Whoever_is_not_let_in_sends_nothing(string hello, string reason)
    {
        await using var server = new ScriptedMailServer(command => command switch { "EHLO" => hello, "AUTH" => "535 5.7.8 wrong", _ => null });

        var result = await Sender(Options(server.Port) with { SmtpUser = "shop", SmtpPassword = "wrong" }).SendAsync(Letters.One);

        Assert.Equal(new(MailOutcome.Unavailable, reason), result);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_is_greylisted_is_tried_again_and_delivered_once()
    {
        var asked = 0;
        await using var server = new ScriptedMailServer(command => command == "RCPT" && asked++ < 2 ? "451 4.7.1 greylisted, try again" : null);
        var clock = new FakeTimeProvider();
        var once = new SendOnce(new SmtpMailSender(Options(server.Port), clock, NullLogger<SmtpMailSender>.Instance), new MailPace(TimeSpan.Zero), clock);
        SendProgress? progress = null;
        var states = new List<NoticeState>();

        for (var minute = 0; minute < 10; minute++, clock.Advance(TimeSpan.FromMinutes(1)))
            await once.RunAsync(progress, "1", () => Task.FromResult<MailMessage?>(Letters.One), (next, _) =>
            {
                states.Add((progress = next).State);
                return Task.FromResult<string?>("1");
            }, TimeSpan.FromDays(1), CancellationToken.None);

        Assert.Equal([NoticeState.Sending, NoticeState.Waiting, NoticeState.Sending, NoticeState.Waiting, NoticeState.Sending, NoticeState.Sent], states);
        Assert.Single(server.Contents);
    }

    [Fact]
    public async Task An_address_outside_ASCII_is_given_as_it_is_to_a_server_that_takes_it()
    {
        await using var server = new ScriptedMailServer(command => command == "EHLO" ? ScriptedMailServer.Modern : null);

        Assert.Equal(MailResult.Sent, await Sender(server).SendAsync(Letters.One with { To = "jörg@bücher.example" }));

        Assert.Contains(server.Commands, command => command.StartsWith("MAIL FROM:<voices@shop.example> SMTPUTF8", StringComparison.Ordinal));
        Assert.Contains("RCPT TO:<jörg@bücher.example>", server.Commands);
        using var mail = Read(server);
        Assert.Equal("jörg@bücher.example", mail.To.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task A_server_that_cannot_write_to_an_address_outside_ASCII_is_not_asked_to()
    {
        await using var server = new ScriptedMailServer();

        var result = await Sender(server).SendAsync(Letters.One with { To = "jörg@example.com" });

        Assert.Equal(new(MailOutcome.Refused, "the mail server takes no address with letters outside ASCII before the @ (SMTPUTF8)"), result);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OddAddresses))]
    public async Task However_odd_an_address_is_it_is_nobodys_fault_but_its_own_and_stands_in_no_log(string address)
    {
        foreach (var hello in new[] { ScriptedMailServer.Plain, ScriptedMailServer.Modern })
        {
            // As servers do that take ASCII alone, whatever they offer.
            await using var server = new ScriptedMailServer(command => command == "EHLO" ? hello : null);
            var log = new LoggedLines<SmtpMailSender>();

            var result = await new SmtpMailSender(Options(server.Port), TimeProvider.System, log).SendAsync(Letters.One with { To = address });

            Assert.True(result.Outcome is MailOutcome.Sent or MailOutcome.Refused, $"{result}");
            Assert.Empty(log.Lines);
        }
    }

    public static TheoryData<string> OddAddresses => new(
        "ä@x.example", "a\u0308@x.example", "\u00A0a@x.example", "a\u200B@x.example", "\uFEFFa@x.example", "a\uD83D@x.example", "😀@x.example", "a@😀.example",
        "a..b@x.example", ".a@x.example", "a.@x.example", "\"a b\"@x.example", "\"a\"@x.example", "a(b)@x.example", "a@[127.0.0.1]", "a@x..example",
        "a@-x.example", "a@x-.example", "a@x_y.example", "a@xn--\u00E4.example", "a@xn--zzzzzzz.example", "a@x.example.", "a@.x.example", "a@ex\u00ADample.com",
        "a@" + new string('x', 64) + ".example", new string('a', 65) + "@x.example", "a@" + string.Join('.', Enumerable.Repeat("xxxxxxx", 40)), "a@١٢٣.example",
        "<a@x.example>", "a,b@x.example", "a;b@x.example", "a@x.example,b@x.example", "a\tb@x.example", "a\r\nRCPT TO:<b@x.example>@x.example", "@x.example",
        "a@", "a", "", "שלום@דוגמה.example", "用户@例子.广告", "postmaster", "a@b@x.example", "a\\b@x.example", "a%b@x.example", "a!b@x.example",
        "a@x.example>", "a@ⓧ.example", "ａ@x.example", "a＠x.example", "a@x。example", "\u202Ea@x.example", "a\0b@x.example");

    [Fact]
    public async Task A_sender_outside_ASCII_that_the_server_does_not_take_is_no_fault_of_the_addressee()
    {
        await using var server = new ScriptedMailServer();
        var sender = Sender(Options(server.Port) with { MailFrom = new MailboxAddress("", "läden@shop.example") });

        Assert.Equal(MailOutcome.Unavailable, (await sender.SendAsync(Letters.One)).Outcome);
    }

    [Theory]
    [InlineData("anna@bücher.example")]
    [InlineData("anna@xn--bcher-kva.example")]
    public async Task A_domain_outside_ASCII_is_given_in_its_ASCII_form_to_every_server(string address)
    {
        foreach (var hello in new[] { ScriptedMailServer.Plain, ScriptedMailServer.Modern })
        {
            await using var server = new ScriptedMailServer(command => command == "EHLO" ? hello : null);

            Assert.Equal(MailResult.Sent, await Sender(server).SendAsync(Letters.One with { To = address }));

            Assert.Contains("RCPT TO:<anna@xn--bcher-kva.example>", server.Commands);
            Assert.DoesNotContain(server.Commands, command => command.Contains("SMTPUTF8", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("RCPT", "421 anna@example.com has to wait")]
    [InlineData("CONTENT", "452 no room for anna@example.com")]
    [InlineData("RCPT", "250-for anna@example.com\r\n999999")]
    public async Task The_log_says_what_is_wrong_with_the_server_and_names_no_addressee(string command, string answer)
    {
        await using var server = new ScriptedMailServer(given => given == command ? answer : null);
        var log = new LoggedLines<SmtpMailSender>();

        var result = await new SmtpMailSender(Options(server.Port), TimeProvider.System, log).SendAsync(Letters.One);

        Assert.Equal(MailOutcome.Hindered, result.Outcome);
        Assert.Contains("does not take one of the mails", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("anna", log.Lines[0] + result.Reason, StringComparison.Ordinal);
    }

    private static string Lines(string? text) => text!.ReplaceLineEndings("\n");

    private static MimeMessage Read(ScriptedMailServer server) =>
        MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Assert.Single(server.Contents))));

    private static SmtpMailSender Sender(ScriptedMailServer server) => Sender(Options(server.Port));

    private static SmtpMailSender Sender(MailOptions options) => new(options, TimeProvider.System, NullLogger<SmtpMailSender>.Instance);

    private static MailOptions Options(int port) => new()
    {
        UsesSmtp = true,
        MailFrom = new MailboxAddress("Läden", "voices@shop.example"),
        MailPerMinute = 600,
        SmtpHost = "127.0.0.1",
        SmtpPort = port,
        SmtpTls = SecureSocketOptions.None,
        SmtpTimeoutSeconds = 60,
    };
}
