using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Feedback.Core.Access;

/// <summary>
/// API keys: 256 random bits, shown once and kept as their SHA-256. A slow hash defends secrets that can be guessed; 256 random bits cannot,
/// so a fast one loses nothing and lets every request be checked. A hash that is equal by chance, or found by timing a look-up, is out of reach for the same
/// reason.
/// </summary>
public static class ApiKey
{
    /// <summary>A new key.</summary>
    /// <param name="prefix">Tells people, and secret scanners, what kind of key it is.</param>
    public static string Create(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The hash under which a key is kept, in lower-case hex.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether a presented key is the one that was hashed, in constant time.</summary>
    public static bool Matches(string presented, string hash) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), Convert.FromHexString(hash));
}
