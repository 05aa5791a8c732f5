namespace Feedback.Core.Access;

/// <summary>Signing secrets on their way to the store and back. What earlier versions stored in the clear is read as it is, and encrypted when it is written
/// again.</summary>
internal static class StoredSecrets
{
    /// <summary>No secret starts like this.</summary>
    private const string Mark = "encrypted:";

    /// <summary>Whether it is a secret, rather than one that cannot be read for want of its key.</summary>
    public static bool IsReadable(this Credential secret) => !secret.Value.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>As they are stored.</summary>
    public static IReadOnlyList<Credential> Hide(this ISecretProtection protection, IReadOnlyList<Credential> secrets) =>
        [.. secrets.Select(secret => secret.IsReadable() ? secret with { Value = Mark + protection.Protect(secret.Value) } : secret)];

    /// <summary>As they are used. One whose key is gone stays as it is stored, so that it is not lost for good.</summary>
    public static IReadOnlyList<Credential> Reveal(this ISecretProtection protection, IReadOnlyList<Credential> secrets) =>
        [.. secrets.Select(secret => secret.IsReadable() ? secret : secret with { Value = protection.Reveal(secret.Value[Mark.Length..]) ?? secret.Value })];
}
