using System.Net;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Web.Tests.Hosting;

public sealed class RefusedRequestsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WrittenLog _log = new();
    private readonly RefusedRequests _refused;

    public RefusedRequestsTests() => _refused = new(_log, _time);

    [Fact]
    public void The_first_is_logged_at_once_and_those_that_follow_in_one_line_a_minute()
    {
        for (var i = 0; i < 1_000; i++)
            _refused.Note(RefusedRequests.WrongKey, From("203.0.113.7"));
        _time.Advance(RefusedRequests.Interval);
        _time.Advance(RefusedRequests.Interval);

        Assert.Equal(["Refused a request from 203.0.113.7: wrong key", "Refused 999 more requests from 203.0.113.7 within a minute: wrong key"], _log.Lines);
    }

    [Fact]
    public void Who_has_many_addresses_gets_a_line_for_each_of_the_first_thousand_only()
    {
        for (var i = 0; i < 5_000; i++)
            _refused.Note(RefusedRequests.WrongKey, From($"10.0.{i / 250}.{i % 250}"));

        Assert.Equal(1_001, _log.Lines.Count);
    }

    [Theory]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("::1", "::1")]
    public void An_address_is_that_of_one_subscriber(string address, string expected) => Assert.Equal(expected, RefusedRequests.AddressOf(From(address)));

    public void Dispose() => _refused.Dispose();

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    private sealed class WrittenLog : ILogger<RefusedRequests>
    {
        public List<string> Lines { get; } = [];

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
