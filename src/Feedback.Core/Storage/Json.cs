using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Storage;

/// <summary>Documents to and from JSON.</summary>
public static class Json
{
    /// <summary>Writes a document's body.</summary>
    public static byte[] Serialize<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>A document to write.</summary>
    public static DocumentWrite Write<T>(DocumentKey key, T value, JsonTypeInfo<T> type, DateTimeOffset? expiresAt = null) =>
        new(key, Serialize(value, type), expiresAt);

    /// <summary>Reads a document's body.</summary>
    /// <exception cref="JsonException">The body is not of the type.</exception>
    public static T Read<T>(Document document, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(document.Body.Span, type) ?? throw new JsonException("the document is null");

    /// <summary>Reads a document that must not stop those behind it: <c>null</c> when its body is not of the type. Nothing of ours writes such a one.</summary>
    /// <param name="document">The document.</param>
    /// <param name="type">The type.</param>
    /// <param name="logger">Where to say that it was passed over; <c>null</c> where somebody else does.</param>
    public static T? TryRead<T>(Document document, JsonTypeInfo<T> type, ILogger? logger = null)
        where T : class
    {
        try
        {
            return Read(document, type);
        }
        catch (JsonException exception)
        {
            logger?.LogError(exception, "{Id} of {Partition} cannot be read as a {Type} and is skipped", document.Key.Id, document.Key.Partition,
                typeof(T).Name);
            return null;
        }
    }
}
