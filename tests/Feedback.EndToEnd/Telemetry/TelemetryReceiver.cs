using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Feedback.EndToEnd.Telemetry;

/// <summary>Takes telemetry in over HTTP: OTLP as protobuf, and what Azure Monitor takes as JSON.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Everything that arrived.</summary>
    public ConcurrentQueue<(string Path, IHeaderDictionary Headers, byte[] Body)> Received { get; } = new();

    /// <summary>The spans: what they are called, and their attributes.</summary>
    public IReadOnlyList<(string Name, Dictionary<string, string> Attributes)> Spans =>
        [.. Messages("/v1/traces", 1, 2, 2).Select(span => (span.Text(5)!, Attributes(span.All(9))))];

    /// <summary>The names of the metrics.</summary>
    public IReadOnlySet<string> Metrics => Messages("/v1/metrics", 1, 2, 2).Select(metric => metric.Text(1)!).ToHashSet();

    /// <summary>What the logs say.</summary>
    public IReadOnlyList<string> Logs => [.. Messages("/v1/logs", 1, 2, 2).SelectMany(record => record.All(5)).Select(body => body.Text(1)!)];

    /// <summary>What is said of the program itself beside its traces.</summary>
    public Dictionary<string, string> Resource => Attributes(Messages("/v1/traces", 1, 1, 1));

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Whether anything that arrived holds some text, whatever it is part of.</summary>
    public bool Holds(string text) => Received.Any(request => request.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var zipped = context.Request.Headers.ContentEncoding == "gzip";
        await (zipped ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body).CopyToAsync(body);
        Received.Enqueue((context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value)),
            body.ToArray()));
        // Azure Monitor tells how much of a request it took.
        if (context.Request.Path.Value!.EndsWith("/track", StringComparison.Ordinal))
            await context.Response.WriteAsJsonAsync(new { itemsReceived = 1, itemsAccepted = 1, errors = Array.Empty<string>() });
    }

    private IEnumerable<ProtobufMessage> Messages(string path, params int[] fields) =>
        Received.Where(request => request.Path.EndsWith(path, StringComparison.Ordinal))
            .SelectMany(request => fields.Aggregate([new ProtobufMessage(request.Body)],
                (IEnumerable<ProtobufMessage> messages, int field) => messages.SelectMany(message => message.All(field))));

    /// <summary>Attributes: a name, and one of several kinds of value.</summary>
    private static Dictionary<string, string> Attributes(IEnumerable<ProtobufMessage> pairs)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
            attributes[pair.Text(1)!] = pair.All(2).Single() is var value && value.Text(1) is { } text ? text : value.Number(3);
        return attributes;
    }
}
