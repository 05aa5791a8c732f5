using System.IO.Compression;
using System.Text;
using Feedback.Testing;
using Microsoft.AspNetCore.Http;

namespace Feedback.EndToEnd.Telemetry;

/// <summary>Takes telemetry in over HTTP: OTLP as protobuf, and what Azure Monitor takes as JSON.</summary>
internal sealed class TelemetryReceiver : IAsyncDisposable
{
    private readonly Receiver _http;

    private TelemetryReceiver(Receiver http) => _http = http;

    public Uri Address => _http.Address;

    /// <summary>Everything that arrived, unpacked.</summary>
    public IEnumerable<Received> Received => _http.Received.Select(Unpacked);

    /// <summary>The spans: what they are called, and their attributes.</summary>
    public IReadOnlyList<(string Name, Dictionary<string, string> Attributes)> Spans =>
        [.. Messages("/v1/traces", 1, 2, 2).Select(span => (span.Text(5)!, Attributes(span.All(9))))];

    /// <summary>The names of the metrics.</summary>
    public IReadOnlySet<string> Metrics => Messages("/v1/metrics", 1, 2, 2).Select(metric => metric.Text(1)!).ToHashSet();

    /// <summary>What the logs say.</summary>
    public IReadOnlyList<string> Logs => [.. Messages("/v1/logs", 1, 2, 2).SelectMany(record => record.All(5)).Select(body => body.Text(1)!)];

    /// <summary>What is said of the program itself beside its traces.</summary>
    public Dictionary<string, string> Resource => Attributes(Messages("/v1/traces", 1, 1, 1));

    public static async Task<TelemetryReceiver> StartAsync()
    {
        var http = await Receiver.StartAsync();
        http.Answer = AnswerAsync;
        return new(http);
    }

    /// <summary>Whether anything that arrived holds some text, whatever it is part of.</summary>
    public bool Holds(string text) => Received.Any(request => request.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public ValueTask DisposeAsync() => _http.DisposeAsync();

    /// <summary>Azure Monitor tells how much of a request it took; a receiver of OTLP says nothing.</summary>
    private static Task AnswerAsync(HttpContext context) => context.Request.Path.Value!.EndsWith("/track", StringComparison.Ordinal)
        ? context.Response.WriteAsJsonAsync(new { itemsReceived = 1, itemsAccepted = 1, errors = Array.Empty<string>() })
        : Task.CompletedTask;

    private static Received Unpacked(Received request)
    {
        if (request.Headers.GetValueOrDefault("Content-Encoding") != "gzip")
            return request;
        using var unpacked = new MemoryStream();
        using var packed = new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress);
        packed.CopyTo(unpacked);
        return request with { Body = unpacked.ToArray() };
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
