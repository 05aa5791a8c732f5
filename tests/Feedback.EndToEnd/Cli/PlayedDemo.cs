using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Feedback.App.Cli;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.EndToEnd.Running;
using Feedback.Sqlite;
using Microsoft.AspNetCore.Http;

namespace Feedback.EndToEnd.Cli;

/// <summary>The demo, played once for all tests of it: in this process, so that every call that it makes is seen where the program receives it.</summary>
public sealed class PlayedDemo : IAsyncLifetime, IObserver<DiagnosticListener>
{
    private readonly List<IDisposable> _listening = [];
    private readonly ConcurrentQueue<DemoCall> _calls = new();
    private int _port;

    public string Data { get; } = FeedbackProcess.FreshData();

    public int ExitCode { get; private set; }

    public string Output { get; private set; } = "";

    /// <summary>The calls that the program received, in their order.</summary>
    public IReadOnlyList<DemoCall> Calls => [.. _calls];

    public IReadOnlyList<Ticket> Tickets { get; private set; } = [];

    public async Task InitializeAsync()
    {
        using var port = new ReservedPort();
        _port = port.Number;
        using (DiagnosticListener.AllListeners.Subscribe(this))
        {
            await using var output = new StringWriter();
            ExitCode = await FeedbackCommand.RunAsync(
                ["demo", "--exit", $"--Feedback:Data={Data}", $"--Feedback:ManagerKey={FeedbackProcess.ManagerKey}", "--urls",
                    string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}")],
                new InvocationConfiguration { Output = output, Error = output });
            Output = output.ToString();
        }

        _listening.ForEach(listening => listening.Dispose());
        Assert.True(ExitCode == 0, Output);
        await using var store = OpenStore();
        var tickets = new List<Ticket>();
        await foreach (var page in store.AllChangesAsync(Containers.Tickets))
            tickets.AddRange(page.Select(document => Json.Read(document, TicketsJson.Default.Ticket)));
        Tickets = tickets;
    }

    /// <summary>The store, for reading.</summary>
    public SqliteDocumentStore OpenStore() =>
        SqliteDocumentStore.Open(new() { Path = Path.Combine(Data, "feedback.db"), ReadOnly = true }, TimeProvider.System);

    public Task DisposeAsync()
    {
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
        return Task.CompletedTask;
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.AspNetCore")
            _listening.Add(value.Subscribe(new Requests(this)));
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    private sealed class Requests(PlayedDemo demo) : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "Microsoft.AspNetCore.Hosting.HttpRequestIn.Start", Value: HttpContext context }
                && context.Connection.LocalPort == demo._port)
                demo._calls.Enqueue(new(context.Request.Method, context.Request.Path.Value!));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}

/// <summary>A call that the program received.</summary>
public sealed record DemoCall(string Method, string Path);
