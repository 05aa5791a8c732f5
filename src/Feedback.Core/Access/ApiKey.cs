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
    private const int FewestDifferent = 10;
    private const int ShortestRow = 8;

    /// <summary>A new key.</summary>
    /// <param name="prefix">Tells people, and secret scanners, what kind of key it is.</param>
    public static string Create(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The hash under which a key is kept, in lower-case hex.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether a presented key is the one that was hashed, in constant time.</summary>
    public static bool Matches(string presented, string hash) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), Convert.FromHexString(hash));

    /// <summary>Whether a key that a person chose is plainly weak, however long: of few different characters, one word or row over and over, or rows of
    /// characters that follow one another. What is in dictionaries is not looked at.</summary>
    public static bool IsPlainlyWeak(string key)
    {
        var rowsBroken = key.Zip(key.Skip(1)).Count(pair => Math.Abs(pair.Second - pair.First) > 1);
        return key.Distinct().Count() < FewestDifferent || rowsBroken < key.Length / ShortestRow || Enumerable.Range(1, key.Length / 2).Any(Repeats);

        bool Repeats(int length) => key.AsSpan(length).SequenceEqual(key.AsSpan(0, key.Length - length));
    }
}
