using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Feedback.Core.Mail;

namespace Feedback.Core.Customers;

/// <summary>
/// Makes and checks the links with which a customer opts out. A link is signed, so that only who was sent it can use it, and names the customer by key, so that it holds without
/// any address being stored, even after the customer was erased. It never expires.
/// </summary>
/// <param name="secret">32 random bytes, made once for each installation.</param>
/// <param name="origin">Where links lead.</param>
public sealed class OptOutLinks(byte[] secret, MailOrigin origin)
{
    /// <summary>The path of the page.</summary>
    public const string Path = "opt-out";

    /// <summary>The query's parameter with the customer key.</summary>
    public const string CustomerField = "c";

    /// <summary>The query's parameter with the signature.</summary>
    public const string SignatureField = "t";

    private const int LongestKey = 64;

    /// <summary>A customer's link.</summary>
    public Uri Of(string customer) => origin.LinkTo($"{Path}?{CustomerField}={customer}&{SignatureField}={Base64Url.EncodeToString(Sign(customer))}");

    /// <summary>Whether a link's signature is that of its customer.</summary>
    public bool Holds(string customer, string signature)
    {
        Span<byte> presented = stackalloc byte[HMACSHA256.HashSizeInBytes + 1];
        return customer.Length is > 0 and <= LongestKey && customer.All(char.IsAsciiHexDigitLower)
            && signature.Length <= LongestKey && Base64Url.IsValid(signature)
            && Base64Url.TryDecodeFromChars(signature, presented, out var length)
            && CryptographicOperations.FixedTimeEquals(presented[..length], Sign(customer));
    }

    private byte[] Sign(string customer) => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{Path}|{customer}"));
}
