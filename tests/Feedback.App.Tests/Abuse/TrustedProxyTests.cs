using System.Net;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Abuse;

public sealed class TrustedProxyTests
{
    [Fact]
    public async Task A_trusted_proxy_is_believed_that_it_was_https()
    {
        await using var program = await RunningProgram.StartAsync(configuration: "--Feedback:TrustedProxies=127.0.0.1, ::1, 10.0.0.0/8");

        using var answer = await AskAsync(program);

        Assert.Contains("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        Assert.Contains("secure", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.5")]
    public async Task Nobody_else_is(string trusted)
    {
        await using var program = await RunningProgram.StartAsync(configuration: $"--Feedback:TrustedProxies={trusted}");

        using var answer = await AskAsync(program);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.DoesNotContain("secure", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_wrong_keys_are_counted_by_the_address_that_it_tells()
    {
        await using var program = await RunningProgram.StartAsync(configuration: "--Feedback:TrustedProxies=127.0.0.1");
        HttpStatusCode last = default;
        for (var i = 0; i <= 100; i++)
            last = await TryAsync(program, "203.0.113.7");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Unauthorized), (last, await TryAsync(program, "203.0.113.8")));
    }

    private static async Task<HttpStatusCode> TryAsync(RunningProgram program, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/journeys")
        {
            Headers = { { "Authorization", "Bearer not-the-key-of-anybody" }, { "X-Forwarded-For", address } },
        };
        using var answer = await program.Anonymous.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> AskAsync(RunningProgram program)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/")
        {
            Headers = { { "Accept", "text/html" }, { "X-Forwarded-Proto", "https" }, { "X-Forwarded-Host", "feedback.example" },
                { "X-Forwarded-For", "203.0.113.7" } },
        };
        return await program.Anonymous.SendAsync(request);
    }
}
