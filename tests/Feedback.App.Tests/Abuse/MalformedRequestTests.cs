using System.Text;
using Feedback.App.Tests.BadInput;
using Feedback.App.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Feedback.App.Tests.Abuse;

public sealed class MalformedRequestTests
{
    private const string Form = "application/x-www-form-urlencoded";

    public static TheoryData<string, string, string, string, string> Requests => new()
    {
        { "a NUL in a field", "POST /sign-in", "a", Form, "a=%00" },
        { "a charset that is switched off", "POST /sign-in", "a", Form + ";charset=utf-7", "a=b" },
        { "parts without a boundary", "POST /sign-in", "a", "multipart/form-data", "abc" },
        { "parts without an end", "POST /sign-out", "a", "multipart/form-data;boundary=x", "--x" },
        { "a name that is none", "GET /", "a..b", "", "" },
        { "a name that is none, at the API", "GET /v1/journeys", "a..b", "", "" },
        { "an international name that is none", "GET /", "xn--", "", "" },
        { "an international name that is none, at the API", "GET /v1/journeys", "a.xn--", "", "" },
        { "an international name that is none, at a probe", "GET /healthz", "xn--.example.com:80", "", "" },
        { "an empty name", "GET /", "", "", "" },
        { "an empty name, at sign-in", "GET /sign-in", "", "", "" },
        { "an empty name, at an unknown page", "GET /nowhere", "", "", "" },
        { "an empty name, at a form", "POST /opt-out", "", Form, "a=b" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_that_makes_no_sense_answers_400_in_one_line_of_log(string what, string request, string host, string type, string body)
    {
        var log = new WrittenLog();
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddLogging(logging => logging.AddProvider(log)));
        using var connection = new RawConnection(program.Address);
        var head = $"{request} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n"
            + (type.Length > 0 ? $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n" : "");

        var answer = await connection.SendAsync(Encoding.ASCII.GetBytes($"{head}\r\n{body}"), withoutBody: false, CancellationToken.None);

        Assert.True(answer?.Status == 400, $"{what}: {answer?.Status}");
        Assert.Equal(["Refused a request from 127.0.0.1: malformed request"], log.Lines);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/opt-out")]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    public async Task A_page_needs_a_name_of_http_1_0_too(string path)
    {
        var log = new WrittenLog();
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddLogging(logging => logging.AddProvider(log)));

        Assert.Equal(400, await AskAsync(program, $"GET {path} HTTP/1.0\r\nAccept: text/html\r\n\r\n"));
        Assert.Equal(["Refused a request from 127.0.0.1: malformed request"], log.Lines);
    }

    [Fact]
    public async Task A_probe_by_http_1_0_needs_none()
    {
        await using var program = await RunningProgram.StartAsync();

        Assert.Equal(200, await AskAsync(program, "GET /healthz HTTP/1.0\r\n\r\n"));
    }

    public static TheoryData<string, string> Tokens
    {
        get
        {
            var data = new TheoryData<string, string>();
            // Not of base 64; cut off; of keys that are gone; of no length that there is; nothing.
            foreach (var token in (string[])["%%%", "CfDJ8", "CfDJ8" + new string('A', 200), "CfDJ8PwRc6kGOaZHj9hk" + new string('A', 40), "a", ""])
            {
                foreach (var request in (string[])["POST /sign-in", "POST /sign-out", "GET /sign-in", "GET /", "GET /v1/journeys"])
                    data.Add(request, token);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Cookies_and_tokens_that_cannot_be_read_are_at_most_one_line_of_log(string request, string token)
    {
        var log = new WrittenLog();
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddLogging(logging => logging.AddProvider(log)));
        var body = $"key=a&__RequestVerificationToken={Uri.EscapeDataString(token)}";

        var status = await AskAsync(program, $"{request} HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nRequestVerificationToken: {token}\r\n"
            + $"Cookie: feedback={token}; feedback-form={token}\r\nContent-Type: {Form}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Equal(request.StartsWith("POST", StringComparison.Ordinal) ? 400 : 401, status);
        Assert.Equal(status == 400 ? ["Refused a request from 127.0.0.1: form without its token"] : [], log.Lines);
    }

    [Theory]
    [InlineData("xn--")]
    [InlineData("feedback.example, a.xn--")]
    [InlineData("a..b")]
    public async Task A_name_that_a_proxy_tells_and_is_none_is_refused_to_the_address_that_it_tells(string name)
    {
        var log = new WrittenLog();
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddLogging(logging => logging.AddProvider(log)),
            configuration: "--Feedback:TrustedProxies=127.0.0.1, 203.0.113.1");

        Assert.Equal(400, await AskAsync(program, "GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nX-Forwarded-Proto: https, https\r\n"
            + $"X-Forwarded-For: 203.0.113.7, 203.0.113.1\r\nX-Forwarded-Host: {name}\r\n\r\n"));
        Assert.Equal(["Refused a request from 203.0.113.7: malformed request"], log.Lines);
    }

    private static async Task<int?> AskAsync(RunningProgram program, string request)
    {
        using var connection = new RawConnection(program.Address);
        return (await connection.SendAsync(Encoding.ASCII.GetBytes(request), withoutBody: false, CancellationToken.None))?.Status;
    }
}
