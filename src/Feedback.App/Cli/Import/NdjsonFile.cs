using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Feedback.Core.Customers;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>
/// A file with one JSON object a line, as feedback. Without a mapping each line is posted as it is, in the contract's own form; with one, only what is mapped
/// and what is called like a field is taken.
/// </summary>
internal sealed class NdjsonFile(Stream stream, ColumnMap map, FeedbackJson json) : IImportFile
{
    private readonly LineSplitter _lines = new(stream, RequestLimits.BodyBytes);

    public RejectedFormat Rejected { get; } = new("ndjson", null, (row, reason) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"line\":{row.Line},\"reason\":{Quote(reason)},\"row\":{Quote(row.Raw)}}}"));

    public IReadOnlyList<MappedColumn> Columns { get; } = [.. map.Columns.Select(pair => new MappedColumn(pair.Key, pair.Value, -1))];

    public IReadOnlyList<string> Notes { get; } = map.Columns.Count == 0 ? []
        : ["Dates without a time are read as noon UTC, times without an offset as UTC.", "Only mapped properties and those named like a field are imported."];

    public async IAsyncEnumerable<ImportRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0L;
        var line = 0L;
        while (await _lines.ReadAsync(cancellationToken) is { } read)
        {
            line++;
            var raw = Encoding.UTF8.GetString(read.Bytes.Span).TrimEnd('\r');
            if (raw.Length == 0)
                continue;
            number++;
            var (feedback, fault) = read.IsWhole ? Parse(read.Bytes, json.EventOf(number))
                : (null, $"has more than {RequestLimits.BodyBytes} bytes; only its beginning is kept here");
            yield return new(number, line, json.EventOf(number), raw, feedback, fault);
        }
    }

    public void Dispose() => stream.Dispose();

    private (byte[]? Json, string? Fault) Parse(ReadOnlyMemory<byte> line, string name)
    {
        try
        {
            if (JsonNode.Parse(line.Span.StartsWith("\uFEFF"u8) ? line.Span[3..] : line.Span, documentOptions: new() { MaxDepth = RequestLimits.JsonDepth })
                is not JsonObject row)
                return (null, "must be a JSON object");
            return map.Columns.Count == 0 ? (json.Complete(row, name), null) : json.Of(Values(row), name);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // Names that stand twice surface as ArgumentException, text that is no Unicode as InvalidOperationException.
            return (null, exception is JsonException ? "is not valid JSON" : "has a duplicate name, or text that is not valid Unicode");
        }
    }

    private IEnumerable<(string Field, string Value)> Values(JsonObject row)
    {
        foreach (var field in ColumnMap.Fields.Union(map.Columns.Keys))
        {
            if (Find(row, map.Columns.GetValueOrDefault(field, field)) is { } value)
                yield return (field, TextOf(value));
        }

        // Who agreed to be contacted is not left out for want of a mapping; null is the word of somebody who did not.
        foreach (var (name, value) in row.Concat((row["attributes"] as JsonObject)?.AsEnumerable() ?? []))
        {
            if (ContactRule.Speaks(name))
                yield return (ColumnMap.AttributePrefix + name, value is null ? "" : TextOf(value));
        }
    }

    private static string TextOf(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    /// <summary>A property by its name; else, where the name has dots, by the path.</summary>
    private static JsonNode? Find(JsonObject row, string name)
    {
        if (row.TryGetPropertyValue(name, out var value))
            return value;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && row[name[..dot]] is JsonObject inner ? Find(inner, name[(dot + 1)..]) : null;
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, QuoteJson.Default.String);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class QuoteJson : System.Text.Json.Serialization.JsonSerializerContext;
