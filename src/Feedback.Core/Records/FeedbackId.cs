using System.Security.Cryptography;
using System.Text;

namespace Feedback.Core.Records;

/// <summary>
/// The id of a feedback is its idempotency: the first 128 bits of a SHA-256 over what identifies the event, so that the same event has the same id wherever and
/// whenever it arrives.
/// </summary>
public static class FeedbackId
{
    /// <summary>The id of an event that the source has named.</summary>
    public static string OfEvent(string source, string sourceEventId) => Hash("event", source, sourceEventId);

    /// <summary>The id of a request that the sender has named (an <c>Idempotency-Key</c>, a <c>webhook-id</c>).</summary>
    public static string OfRequest(string source, string idempotencyKey) => Hash("request", source, idempotencyKey);

    /// <summary>A random id: a version 7 UUID, whose leading time keeps neighbours in time neighbours on disk.</summary>
    public static string Random(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsValid(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    // The lengths make the parts unambiguous: ("a", "bc") and ("ab", "c") differ.
    private static string Hash(string kind, string source, string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}|{source.Length}|{source}|{name}"), hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
