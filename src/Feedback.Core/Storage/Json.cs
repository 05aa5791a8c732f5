using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Feedback.Core.Storage;

/// <summary>Documents to and from JSON.</summary>
public static class Json
{
    /// <summary>Writes a document's body.</summary>
    public static byte[] Serialize<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>Reads a document's body.</summary>
    /// <exception cref="JsonException">The body is not of the type.</exception>
    public static T Read<T>(Document document, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(document.Body.Span, type) ?? throw new JsonException("the document is null");
}
