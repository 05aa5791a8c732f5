using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Feedback.Azure.Mail;
using Feedback.Core.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Feedback.Azure.Tests.Mail;

/// <summary>Against a server of the test's own that answers <c>/emails:send</c> with the documented shapes.</summary>
public sealed class AzureMailSenderTests : IAsyncLifetime
{
    private static readonly string Key = Convert.ToBase64String("the key of the resource"u8);

    private static readonly MailMessage Mail = new()
    {
        Id = "t-1.abc@shop.example",
        To = "ann@example.com",
        Subject = "You said, we did",
        Text = "Hello Ann 👋",
        Html = "<p>Hello Ann 👋</p>",
        Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://shop.example/opt-out>" },
    };

    private readonly List<(string Target, string Body)> _arrived = [];
    private WebApplication _app = null!;
    private Func<HttpContext, Task> _answer = Answer(202, """{"id":"8540c0de-899f-5cce-acb5-3ec493af3800","status":"Running"}""");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _arrived.Add(($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", await reader.ReadToEndAsync()));
            await _answer(context);
        });
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_mail_that_the_service_takes_in_is_sent()
    {
        Assert.Equal(MailResult.Sent, await Sender().SendAsync(Mail));

        var (target, body) = Assert.Single(_arrived);
        var mail = JsonNode.Parse(body)!;
        Assert.Equal("voices@shop.example", (string?)mail["senderAddress"]);
        Assert.Equal("ann@example.com", (string?)mail["recipients"]!["to"]![0]!["address"]);
        Assert.Equal((Mail.Subject, Mail.Text, Mail.Html), ((string?)mail["content"]!["subject"], (string?)mail["content"]!["plainText"],
            (string?)mail["content"]!["html"]));
        Assert.Equal("<https://shop.example/opt-out>", (string?)mail["headers"]!["List-Unsubscribe"]);
        Assert.Equal("POST /emails:send?api-version=2023-03-31", target);
    }

    [Fact]
    public async Task The_request_is_signed_with_the_key()
    {
        string? authorization = null, signed = null;
        var accept = _answer;
        _answer = context =>
        {
            var headers = context.Request.Headers;
            authorization = headers.Authorization;
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_arrived[0].Body)));
            signed = $"POST\n/emails:send?api-version=2023-03-31\n{headers["x-ms-date"]};{headers.Host};{hash}";
            return accept(context);
        };

        await Sender().SendAsync(Mail);

        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(signed!)));
        Assert.Equal($"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}", authorization);
    }

    [Fact]
    public async Task The_same_mail_has_the_same_operation()
    {
        var operations = new List<string?>();
        var accept = _answer;
        _answer = context =>
        {
            operations.Add(context.Request.Headers["Operation-Id"]);
            return accept(context);
        };

        await Sender().SendAsync(Mail);
        await Sender().SendAsync(Mail);
        await Sender().SendAsync(Mail with { Id = "t-2.abc@shop.example" });

        Assert.All(operations, operation => Assert.True(Guid.TryParse(operation, out _)));
        Assert.Equal(operations[0], operations[1]);
        Assert.NotEqual(operations[0], operations[2]);
    }

    [Theory]
    [InlineData(401, "Denied", MailOutcome.Unavailable)]
    [InlineData(403, "Forbidden", MailOutcome.Unavailable)]
    [InlineData(404, "DomainNotLinked", MailOutcome.Unavailable)]
    [InlineData(400, "InvalidSenderUserName", MailOutcome.Unavailable)]
    [InlineData(429, "TooManyRequests", MailOutcome.Unavailable)]
    [InlineData(503, "ServiceUnavailable", MailOutcome.Unavailable)]
    [InlineData(400, "BadRequest", MailOutcome.Later)]
    [InlineData(409, "Conflict", MailOutcome.Uncertain)]
    [InlineData(500, "InternalServerError", MailOutcome.Uncertain)]
    public async Task What_a_refusal_means_follows_from_its_status(int status, string code, MailOutcome outcome)
    {
        _answer = Answer(status, """{"error":{"code":"CODE","message":"ann@example.com is to blame"}}""".Replace("CODE", code, StringComparison.Ordinal));

        Assert.Equal(new(outcome, $"the mail service answered {status} {code}"), await Sender().SendAsync(Mail));
        Assert.Single(_arrived);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_told_by_its_status()
    {
        _answer = Answer(503, "<html>");

        Assert.Equal(new(MailOutcome.Unavailable, "the mail service answered 503"), await Sender().SendAsync(Mail));
    }

    [Fact]
    public async Task Without_an_answer_nobody_knows()
    {
        _answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

        var result = await Sender(options => options with { Timeout = TimeSpan.FromMilliseconds(200) }).SendAsync(Mail);

        Assert.Equal(MailOutcome.Uncertain, result.Outcome);
        Assert.Single(_arrived);
    }

    [Fact]
    public async Task A_connection_that_breaks_leaves_it_uncertain()
    {
        _answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        Assert.Equal(MailOutcome.Uncertain, (await Sender().SendAsync(Mail)).Outcome);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_unavailable()
    {
        var sender = Sender();
        await _app.DisposeAsync();

        Assert.Equal(MailOutcome.Unavailable, (await sender.SendAsync(Mail)).Outcome);
    }

    [Fact]
    public async Task An_identity_without_a_token_makes_it_unavailable() => Assert.Equal(
        MailOutcome.Unavailable, (await Sender(options => options with { Endpoint = new("https://127.0.0.1:1/"), Key = null, Credential = new NoIdentity() })
            .SendAsync(Mail)).Outcome);

    [Fact]
    public async Task What_is_no_address_is_refused_and_not_sent()
    {
        Assert.Equal(MailOutcome.Refused, (await Sender().SendAsync(Mail with { To = "Ann <ann@example.com>" })).Outcome);
        Assert.Empty(_arrived);
    }

    private static Func<HttpContext, Task> Answer(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    private AzureMailSender Sender(Func<AzureMailOptions, AzureMailOptions>? change = null)
    {
        var options = new AzureMailOptions { Endpoint = new(_app.Urls.First()), Key = Key, Sender = "voices@shop.example", Timeout = TimeSpan.FromSeconds(30) };
        return new(change?.Invoke(options) ?? options, TimeProvider.System, NullLogger<AzureMailSender>.Instance);
    }

    private sealed class NoIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("no identity here");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("no identity here");
    }
}
