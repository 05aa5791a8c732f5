using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Feedback.Core.Storage;

namespace Feedback.Cosmos;

/// <summary>
/// A document as an item of Cosmos DB: <c>{ "id", "pk", "ttl"?, "expires"?, "body": { … } }</c>.
/// </summary>
/// <remarks>
/// The body is a property of its own rather than the item itself. Bodies have names of their own that Cosmos DB would take for its (a customer's profile has an
/// <c>id</c> that is not the document's), and may come to have more; and Cosmos DB's names (<c>_etag</c>, <c>_ts</c>, …) need not be taken out again. In the
/// portal a query says <c>c.body.state</c>.
/// <para>
/// Cosmos DB keeps JSON by its meaning, not by its bytes: it may write an escape or a number in another way. A body is written anew as it is read, in the one
/// way in which
/// <see cref="Utf8JsonWriter"/> writes, so that what was serialised by System.Text.Json comes back byte for byte, and equal facts compare equal.
/// </para>
/// </remarks>
public static class CosmosItem
{
    /// <summary>The path of the partition key in every container.</summary>
    public const string PartitionKeyPath = "/pk";

    private const long LongestTtl = int.MaxValue;

    /// <summary>Reads an item, as a response, a change feed or a trigger's payload has it.</summary>
    /// <returns>The document; <c>null</c> when it has expired.</returns>
    /// <exception cref="InvalidDataException">It is none of ours.</exception>
    public static Document? Read(JsonElement item, DateTimeOffset now)
    {
        var version = Version(item);
        return version.IsExpired(now) ? null : new Document(KeyOf(item), version.ToString(), Canonical(Property(item, "body", JsonValueKind.Object)));
    }

    internal static ItemVersion Version(JsonElement item) =>
        ItemVersion.Of(Text(item, "_etag"), item.TryGetProperty("expires", out var expires) ? DateTimeOffset.FromUnixTimeMilliseconds(expires.GetInt64())
            : null);

    internal static MemoryStream Write(DocumentWrite document, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(document.Body.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, document.Key.Id);
            writer.WriteString("pk"u8, document.Key.Partition);
            if (document.ExpiresAt is { } expires)
            {
                // Cosmos DB deletes by whole seconds from its own time of the write, so never before our time; until it has, the reader looks at the exact
                // time.
                writer.WriteNumber("ttl"u8, Math.Clamp((long)Math.Ceiling((expires - now).TotalSeconds), 1, LongestTtl));
                writer.WriteNumber("expires"u8, expires.ToUnixTimeMilliseconds());
            }
            writer.WritePropertyName("body"u8);
            writer.WriteRawValue(document.Body.Span);
            writer.WriteEndObject();
        }
        MemoryMarshal.TryGetArray(buffer.WrittenMemory, out var bytes);
        return new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false, publiclyVisible: true);
    }

    private static DocumentKey KeyOf(JsonElement item) => new(Text(item, "pk"), Text(item, "id"));

    private static string Text(JsonElement item, string name) => Property(item, name, JsonValueKind.String).GetString()!;

    private static JsonElement Property(JsonElement item, string name, JsonValueKind kind) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var property) && property.ValueKind == kind
            ? property
            : throw new InvalidDataException($"An item of the database is not a Feedback document: it has no {name}.");

    private static ReadOnlyMemory<byte> Canonical(JsonElement body)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
            Copy(body, writer);
        return buffer.WrittenMemory;
    }

    private static void Copy(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Copy(property.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                    Copy(element, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when value.TryGetInt64(out var whole):
                writer.WriteNumberValue(whole);
                break;
            case JsonValueKind.Number:
                writer.WriteNumberValue(value.GetDouble());
                break;
            // System.Text.Json escapes the plus sign in a text, and not in a time.
            case JsonValueKind.String when value.TryGetDateTimeOffset(out _):
                writer.WriteRawValue($"\"{value.GetString()}\"", skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
