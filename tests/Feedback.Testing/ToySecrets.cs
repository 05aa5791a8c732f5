using System.Text;
using Feedback.Core.Access;

namespace Feedback.Testing;

/// <summary>Secrets that are not stored as they are, and can be read again until the key is lost.</summary>
public sealed class ToySecrets : ISecretProtection
{
    public bool IsKeyLost { get; set; }

    public string Protect(string secret) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret));

    public string? Reveal(string encrypted) => IsKeyLost ? null : Encoding.UTF8.GetString(Convert.FromHexString(encrypted));
}
