using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>A JSON body as a sender posts it: UTF-8, with or without a byte order mark, of bounded depth.</summary>
internal static class JsonBody
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = RequestLimits.JsonDepth };

    public static Utf8JsonReader Open(ReadOnlySpan<byte> json) => new(json.StartsWith("\uFEFF"u8) ? json[3..] : json, Options);

    /// <summary>What is said of a body that is no JSON.</summary>
    public static FieldErrors Malformed(JsonException exception) =>
        FieldErrors.Of(FieldErrors.Body, exception.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? $"is nested deeper than {RequestLimits.JsonDepth} levels"
            : $"is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})");
}
