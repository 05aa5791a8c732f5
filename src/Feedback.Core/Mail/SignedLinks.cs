using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Feedback.Core.Mail;

/// <summary>
/// Makes and checks links to one page that say for whom they are. A link is signed, so that only who was sent it can use it, and names its subject by key, so
/// that no address stands in it. It never expires. The path is signed too: a link to one page opens no other.
/// </summary>
/// <param name="secret">32 random bytes, made once for each installation.</param>
/// <param name="origin">Where links lead.</param>
/// <param name="path">The page's path, without a leading slash.</param>
public sealed class SignedLinks(byte[] secret, MailOrigin origin, string path)
{
    /// <summary>The query's parameter with the subject's key.</summary>
    public const string SubjectField = "c";

    /// <summary>The query's parameter with the signature.</summary>
    public const string SignatureField = "t";

    private const int LongestKey = 64;

    /// <summary>A subject's link.</summary>
    /// <param name="subject">A key of lower-case hexadecimal digits.</param>
    public Uri Of(string subject) => origin.LinkTo($"{path}?{SubjectField}={subject}&{SignatureField}={Base64Url.EncodeToString(Sign(subject))}");

    /// <summary>Whether a link's signature is that of its subject.</summary>
    public bool Holds(string subject, string signature)
    {
        Span<byte> presented = stackalloc byte[HMACSHA256.HashSizeInBytes + 1];
        return subject.Length is > 0 and <= LongestKey && subject.All(char.IsAsciiHexDigitLower)
            && signature.Length <= LongestKey && Base64Url.IsValid(signature)
            && Base64Url.TryDecodeFromChars(signature, presented, out var length)
            && CryptographicOperations.FixedTimeEquals(presented[..length], Sign(subject));
    }

    private byte[] Sign(string subject) => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{path}|{subject}"));
}
