namespace Feedback.Core.Access;

/// <summary>A key as it is stored, under its hash.</summary>
/// <param name="Hash">The key's hash.</param>
/// <param name="Kind">Whose key it is.</param>
/// <param name="Source">The source's name, for a source's key.</param>
/// <param name="ExpiresAt">When it ceases to hold, UTC; <c>null</c> for never.</param>
/// <param name="Person">Whom it was made for, for a person's own key.</param>
public sealed record KeyRecord(string Hash, KeyKind Kind, string? Source, DateTimeOffset? ExpiresAt, string? Person = null);

/// <summary>Whose key it is.</summary>
public enum KeyKind
{
    /// <summary>A CX manager's: looks and changes.</summary>
    Manager,

    /// <summary>A sending system's.</summary>
    Source,

    /// <summary>Of somebody who looks and changes nothing.</summary>
    Reader,
}

/// <summary>A secret of the installation itself.</summary>
/// <param name="Value">32 random bytes, in base64.</param>
public sealed record SecretRecord(string Value);
