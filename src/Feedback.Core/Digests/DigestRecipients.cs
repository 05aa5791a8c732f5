using Feedback.Core.Storage;

namespace Feedback.Core.Digests;

/// <summary>Keeps who gets the weekly digest.</summary>
public sealed class DigestRecipients(IDocumentStore store, RecipientKeys keys, TimeProvider time)
{
    /// <summary>Adds a recipient.</summary>
    /// <returns>The recipient; <c>null</c> when the address is one already, subscribed or not.</returns>
    public async Task<DigestRecipient?> AddAsync(PostedRecipient posted, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(DigestRecipient.FormerIdOf(posted.Email), cancellationToken) is not null)
            return null;
        var recipient = new DigestRecipient
        {
            Key = keys.Of(posted.Email),
            Email = posted.Email,
            Name = posted.Name,
            Audience = posted.Audience,
            Journey = posted.Journey,
            Language = posted.Language,
            TimeZone = posted.TimeZone,
            AddedAt = time.GetUtcNow(),
        };
        return (await store.CreateAsync(Containers.Settings, Write(recipient), cancellationToken)).Written ? recipient : null;
    }

    /// <summary>Removes a recipient, and what it had asked for; <c>false</c> when there is none.</summary>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) =>
        IsId(id) ? store.DeleteAsync(Containers.Settings, new(DocumentKinds.DigestRecipient, id), cancellationToken) : Task.FromResult(false);

    /// <summary>The id of a recipient who is named by it or by the address.</summary>
    public async Task<string> IdOfAsync(string named, CancellationToken cancellationToken = default) => !named.Contains('@', StringComparison.Ordinal) ? named
        : await FindAsync(DigestRecipient.FormerIdOf(named), cancellationToken) is { } former ? former.Id : keys.Of(named);

    /// <summary>One recipient; <c>null</c> when there is none.</summary>
    public async Task<DigestRecipient?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        IsId(id) && await store.GetAsync(Containers.Settings, new(DocumentKinds.DigestRecipient, id), cancellationToken) is { } document ? Read(document)
            : null;

    /// <summary>All recipients, in the order of their ids.</summary>
    public async Task<IReadOnlyList<DigestRecipient>> AllAsync(CancellationToken cancellationToken = default)
    {
        var found = new List<DigestRecipient>();
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.DigestRecipient, IdRange.All, cancellationToken: cancellationToken))
            found.Add(Read(document));
        return found;
    }

    /// <summary>Notes that a recipient wants no more digests; again changes nothing.</summary>
    public async Task UnsubscribeAsync(string id, CancellationToken cancellationToken = default)
    {
        while (await store.GetAsync(Containers.Settings, new(DocumentKinds.DigestRecipient, id), cancellationToken) is { } document)
        {
            var known = Read(document);
            if (known.UnsubscribedAt is not null
                || (await store.ReplaceAsync(Containers.Settings, Write(known with { UnsubscribedAt = time.GetUtcNow() }), document.ETag,
                    cancellationToken)).Written)
                return;
        }
    }

    private static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(char.IsAsciiHexDigitLower);

    private static DigestRecipient Read(Document document) => Json.Read(document, DigestsJson.Default.DigestRecipient);

    private static DocumentWrite Write(DigestRecipient recipient) =>
        Json.Write(new(DocumentKinds.DigestRecipient, recipient.Id), recipient, DigestsJson.Default.DigestRecipient);
}
