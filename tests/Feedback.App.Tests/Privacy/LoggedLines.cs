using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Feedback.App.Tests.Privacy;

/// <summary>Everything that a program logs, with what stands behind it: scopes, exceptions and each value by itself.</summary>
internal sealed class LoggedLines : ILoggerProvider
{
    public ConcurrentQueue<string> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Line(categoryName, All);

    public void Dispose()
    {
    }

    private sealed class Line(string category, ConcurrentQueue<string> all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            all.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Enqueue($"{category} {logLevel} {formatter(state, exception)} {exception}");
    }
}
