using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Feedback.Core.Access;

/// <summary>
/// Signatures of Standard Webhooks 1.0 (standardwebhooks.com): <c>v1,</c> and the base64 HMAC-SHA256 of <c>id.timestamp.body</c> under the secret behind
/// <c>whsec_</c>.
/// </summary>
public static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";

    /// <summary>How far the sender's clock may be off, either way. What is older is a replay.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>A new secret: 256 random bits. It has no plus sign, which JSON may write as \u002B: people copy secrets from what a terminal shows.</summary>
    public static string CreateSecret()
    {
        string secret;
        do
            secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        while (secret.Contains('+', StringComparison.Ordinal));
        return SecretPrefix + secret;
    }

    /// <summary>Signs a body.</summary>
    public static string Sign(string secret, string id, long timestamp, ReadOnlySpan<byte> body) =>
        Version + Convert.ToBase64String(Compute(secret, id, timestamp.ToString(CultureInfo.InvariantCulture), body));

    /// <summary>Checks what can be checked before there is a body: whether the headers are there, and fresh.</summary>
    /// <returns>What is wrong; <c>null</c> when nothing is so far.</returns>
    public static WebhookCheck? CheckHeaders(string? id, string? timestamp, string? signatures, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || id.Length > 256)
            return WebhookCheck.NoId;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
            return WebhookCheck.NoTimestamp;
        if (string.IsNullOrEmpty(signatures))
            return WebhookCheck.NoSignature;
        return (DateTimeOffset.FromUnixTimeSeconds(seconds) - now).Duration() > Tolerance ? WebhookCheck.OutsideTolerance : null;
    }

    /// <summary>Checks a request.</summary>
    /// <param name="secrets">The secrets that hold now; during a rotation there are two.</param>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>: seconds since 1970.</param>
    /// <param name="signatures">The header <c>webhook-signature</c>: one or several, separated by blanks.</param>
    /// <param name="body">The body as received.</param>
    /// <param name="now">The time now.</param>
    public static WebhookCheck Check(IReadOnlyList<string> secrets, string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body,
        DateTimeOffset now)
    {
        if (CheckHeaders(id, timestamp, signatures, now) is { } fault)
            return fault;

        foreach (var secret in secrets)
        {
            var expected = Compute(secret, id!, timestamp!, body);
            foreach (var signature in signatures!.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (signature.StartsWith(Version, StringComparison.Ordinal) && Matches(signature.AsSpan(Version.Length), expected))
                    return WebhookCheck.Valid;
            }
        }

        return WebhookCheck.WrongSignature;
    }

    private static bool Matches(ReadOnlySpan<char> signature, byte[] expected)
    {
        Span<byte> presented = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64Chars(signature, presented, out var length)
            && CryptographicOperations.FixedTimeEquals(presented[..length], expected);
    }

    private static byte[] Compute(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret[SecretPrefix.Length..]));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}

/// <summary>What a check of a webhook's signature found.</summary>
public enum WebhookCheck
{
    /// <summary>It is the source's, and fresh.</summary>
    Valid,

    /// <summary>The header <c>webhook-id</c> is missing or too long.</summary>
    NoId,

    /// <summary>The header <c>webhook-timestamp</c> is missing or no number.</summary>
    NoTimestamp,

    /// <summary>The header <c>webhook-signature</c> is missing.</summary>
    NoSignature,

    /// <summary>The timestamp is more than <see cref="WebhookSignature.Tolerance"/> away.</summary>
    OutsideTolerance,

    /// <summary>No signature is right.</summary>
    WrongSignature,
}
