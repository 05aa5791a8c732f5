using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Feedback.Core.Mail;
using Feedback.Web.Mail;
using Microsoft.Extensions.Logging.Abstractions;

namespace Feedback.Web.Tests.Mail;

public sealed class SmtpMailSenderTests
{
    [Fact]
    public async Task What_the_server_takes_is_sent() => Assert.Equal(MailOutcome.Sent, (await SendAsync(_ => null)).Outcome);

    [Theory]
    [InlineData("CONNECT", "421 closing down", MailOutcome.Unavailable)]
    [InlineData("CONNECT", "554 no service here", MailOutcome.Unavailable)]
    [InlineData("CONNECT", null, MailOutcome.Unavailable)]
    [InlineData("MAIL", "550 you are not welcome", MailOutcome.Unavailable)]
    [InlineData("MAIL", "451 try later", MailOutcome.Unavailable)]
    [InlineData("RCPT", "550 no such user", MailOutcome.Refused)]
    [InlineData("RCPT", "450 greylisted", MailOutcome.Later)]
    [InlineData("RCPT", null, MailOutcome.Unavailable)]
    [InlineData("DATA", null, MailOutcome.Unavailable)]
    [InlineData("CONTENT", "554 not such a content", MailOutcome.Refused)]
    [InlineData("CONTENT", "451 try later", MailOutcome.Later)]
    [InlineData("CONTENT", "452 disk full", MailOutcome.Unavailable)]
    [InlineData("CONTENT", null, MailOutcome.Uncertain)]
    public async Task A_failure_is_told_by_when_and_how_it_happens(string command, string? answer, MailOutcome outcome)
    {
        var result = await SendAsync(given => given == command ? answer ?? "break" : null);

        Assert.Equal(outcome, result.Outcome);
        Assert.DoesNotContain("no such user", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        // Bound and not listened on, so that nobody else is given it meanwhile.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;

        Assert.Equal(MailOutcome.Unavailable, (await Sender(port).SendAsync(Letters.One)).Outcome);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_unavailable_when_the_time_is_over()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        Assert.Equal(MailOutcome.Unavailable, (await Sender(((IPEndPoint)silent.LocalEndpoint).Port, seconds: 1).SendAsync(Letters.One)).Outcome);
    }

    [Fact]
    public async Task Without_the_encryption_that_was_asked_for_nothing_is_sent()
    {
        var commands = new ConcurrentQueue<string>();
        await using var server = new ScriptedMailServer(command =>
        {
            commands.Enqueue(command);
            return Usual(command);
        });

        var result = await Sender(server.Port, tls: true).SendAsync(Letters.One);

        Assert.Equal(MailOutcome.Unavailable, result.Outcome);
        Assert.Equal(["CONNECT"], commands);
    }

    private static async Task<MailResult> SendAsync(Func<string, string?> unusual)
    {
        await using var server = new ScriptedMailServer(command => unusual(command) switch { null => Usual(command), "break" => null, var answer => answer });
        return await Sender(server.Port).SendAsync(Letters.One);
    }

    private static string Usual(string command) => command switch { "CONNECT" => "220 localhost", "DATA" => "354 go on", _ => "250 ok" };

    private static SmtpMailSender Sender(int port, int seconds = 60, bool tls = false) => new(
        new()
        {
            UsesSmtp = true,
            MailFrom = new("voices@shop.example"),
            MailPerMinute = 600,
            SmtpHost = "127.0.0.1",
            SmtpPort = port,
            SmtpTls = tls,
            SmtpTimeoutSeconds = seconds,
        }, TimeProvider.System, NullLogger<SmtpMailSender>.Instance);
}
