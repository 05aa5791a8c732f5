using System.Collections.Concurrent;
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

    private sealed class WrittenLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
