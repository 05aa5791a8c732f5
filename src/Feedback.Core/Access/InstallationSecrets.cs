using System.Security.Cryptography;
using Feedback.Core.Storage;

namespace Feedback.Core.Access;

/// <summary>Secrets that an installation makes for itself at its first start.</summary>
public sealed class InstallationSecrets(IDocumentStore store)
{
    /// <summary>The secret for a purpose, made when there is none. All instances get the same one.</summary>
    /// <param name="purpose">E.g. <c>customer-key</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<byte[]> GetAsync(string purpose, CancellationToken cancellationToken = default)
    {
        var made = new SecretRecord(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var known = await store.GetAsync(Containers.Settings, new(DocumentKinds.Secret, purpose), cancellationToken);
        if (known is null
            && (await store.CreateAsync(Containers.Settings, Json.Write(new(DocumentKinds.Secret, purpose), made, AccessJson.Default.SecretRecord),
                cancellationToken)).Written)
            return Convert.FromBase64String(made.Value);
        known ??= await store.GetAsync(Containers.Settings, new(DocumentKinds.Secret, purpose), cancellationToken);
        return Convert.FromBase64String(Json.Read(known!, AccessJson.Default.SecretRecord).Value);
    }
}
