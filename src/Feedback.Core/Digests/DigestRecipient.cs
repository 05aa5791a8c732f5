using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Feedback.Core.Signals;

namespace Feedback.Core.Digests;

/// <summary>Who gets the weekly digest.</summary>
public sealed record DigestRecipient
{
    /// <summary>The audience that hears of the whole journey.</summary>
    public const string Everyone = "all";

    /// <summary>The only language that digests are written in so far.</summary>
    public const string English = "en";

    /// <summary>The address.</summary>
    public required string Email { get; init; }

    /// <summary>What the person is called.</summary>
    public string? Name { get; init; }

    /// <summary><see cref="Everyone"/>, or the silo whose part the digest tells of.</summary>
    public required string Audience { get; init; }

    /// <summary>The journey.</summary>
    public required string Journey { get; init; }

    /// <summary>The BCP 47 language: <see cref="English"/>.</summary>
    public string Language { get; init; } = English;

    /// <summary>The IANA time zone by whose clock the person gets it; <c>null</c> for the usual one.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Since when, UTC. What was due before is not sent.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Since when the person wants it no more, UTC.</summary>
    public DateTimeOffset? UnsubscribedAt { get; init; }

    /// <summary>The id as <see cref="RecipientKeys"/> made it; <c>null</c> for a recipient of an earlier version, whose id is <see cref="FormerIdOf"/> the
    /// address.</summary>
    public string? Key { get; init; }

    /// <summary>The id, so that logs and links name nobody.</summary>
    [JsonIgnore]
    public string Id => Key ?? FormerIdOf(Email);

    /// <summary>The time zone itself; <c>null</c> for the usual one.</summary>
    [JsonIgnore]
    public TimeZoneInfo? Zone => TimeZone is { } name ? CompanyCalendar.FindZone(name) : null;

    /// <summary>The id that earlier versions gave an address: a plain hash, from which whoever guesses the address can tell it.</summary>
    public static string FormerIdOf(string email) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant()))[..16]);
}

/// <summary>Makes the ids of recipients: a keyed hash of the address without regard to case, so that an address has one id and nobody else can compute
/// it.</summary>
/// <param name="secret">32 random bytes, made once for each installation.</param>
public sealed class RecipientKeys(byte[] secret)
{
    /// <summary>The id of an address.</summary>
    public string Of(string email) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("digest-recipient|" + email.Trim().ToLowerInvariant()))[..16]);
}
