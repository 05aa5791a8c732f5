namespace Feedback.Core.Access;

/// <summary>Encrypts secrets that the program must be able to read again, before they are stored. The port to the keys, which are the head's.</summary>
public interface ISecretProtection
{
    /// <summary>A secret, encrypted.</summary>
    string Protect(string secret);

    /// <summary>The secret again; <c>null</c> when the key that it was encrypted with is gone.</summary>
    string? Reveal(string encrypted);
}
