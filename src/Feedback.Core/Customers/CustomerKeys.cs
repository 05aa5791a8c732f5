using System.Security.Cryptography;
using System.Text;
using Feedback.Core.Records;

namespace Feedback.Core.Customers;

/// <summary>
/// Turns the identifier that a source sent into the customer key: a keyed hash, so that nobody without the secret can find a person by trying identifiers.
/// </summary>
/// <param name="secret">32 random bytes, made once for each installation. Another secret means other keys: keep it with the data.</param>
public sealed class CustomerKeys(byte[] secret)
{
    /// <summary>The key of a customer: from the customer number when there is one, else from the email address in lower case.</summary>
    public string KeyOf(CustomerIdentity customer)
    {
        var name = customer.Id is { } id ? "id|" + id : "email|" + customer.Email!.ToLowerInvariant();
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(name), hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    /// <summary>Whether a text has the form of a customer key.</summary>
    public static bool IsValid(string key) => key.Length == 32 && key.All(char.IsAsciiHexDigitLower);
}
