using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Core;
using Feedback.Core.Intake;

namespace Feedback.Azure.Inbox;

/// <summary>Messages as the service takes them: one by itself, its properties in a header, or many in an array.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue and
/// https://learn.microsoft.com/rest/api/servicebus/send-message-batch.</remarks>
internal static class MessageBatches
{
    /// <summary>
    /// What goes into one request, of the 256 KB that a message or a batch may have in the standard tier. The properties, which count as well, want their part;
    /// and a batch is measured by its JSON, which is always longer than what it holds.
    /// </summary>
    public const int MostBytes = 240 * 1024;

    /// <summary>How many messages go into one request.</summary>
    public const int MostMessages = 100;

    // It goes to the queue and nowhere else: what is not escaped need not be counted.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Distributes messages over requests.</summary>
    /// <exception cref="InboxUnavailableException">A message is too long for any.</exception>
    public static IEnumerable<MessageBatch> Of(IReadOnlyList<InboxMessage> messages)
    {
        if (messages.FirstOrDefault(message => message.Body.Length > MostBytes) is { } oversized)
            throw new InboxUnavailableException($"A feedback of {oversized.Body.Length} bytes is too long for a queue message.");
        return messages.Count == 1 ? [MessageBatch.Single(messages[0])] : Group(messages);
    }

    private static IEnumerable<MessageBatch> Group(IReadOnlyList<InboxMessage> messages)
    {
        var group = new List<InboxMessage>();
        var json = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
        {
            var item = Item(message);
            if (group.Count > 0 && (group.Count == MostMessages || json.WrittenCount + item.Length + 2 > MostBytes))
                yield return Close(group, json);
            json.Write(group.Count == 0 ? "["u8 : ","u8);
            json.Write(item.Span);
            group.Add(message);
        }

        yield return Close(group, json);
    }

    private static MessageBatch Close(List<InboxMessage> group, ArrayBufferWriter<byte> json)
    {
        json.Write("]"u8);
        // One that fits by itself may have grown too long by being JSON within JSON.
        var batch = group.Count == 1 ? MessageBatch.Single(group[0])
            : new MessageBatch("application/vnd.microsoft.servicebus.json", null, json.WrittenSpan.ToArray());
        group.Clear();
        json.Clear();
        return batch;
    }

    /// <summary><c>{"Body":"…","BrokerProperties":{"MessageId":"…"}}</c></summary>
    private static ReadOnlyMemory<byte> Item(InboxMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(message.Body.Length + 128);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("Body"u8, message.Body.Span);
            writer.WriteStartObject("BrokerProperties"u8);
            writer.WriteString("MessageId"u8, message.Id);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}

/// <summary>The body of one request.</summary>
/// <param name="ContentType">Its content type.</param>
/// <param name="BrokerProperties">The message's properties, as JSON, when it is a single one.</param>
/// <param name="Body">The body.</param>
internal sealed record MessageBatch(string ContentType, string? BrokerProperties, ReadOnlyMemory<byte> Body)
{
    public static MessageBatch Single(InboxMessage message) =>
        new("application/json", $"{{\"MessageId\":\"{JsonEncodedText.Encode(message.Id)}\"}}", message.Body);

    public void Fill(Request request)
    {
        request.Headers.Add("Content-Type", ContentType);
        if (BrokerProperties is not null)
            request.Headers.Add("BrokerProperties", BrokerProperties);
        request.Content = RequestContent.Create(Body);
    }
}
