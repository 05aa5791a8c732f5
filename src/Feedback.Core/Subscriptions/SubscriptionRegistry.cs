using Feedback.Core.Access;
using Feedback.Core.Requests;
using Feedback.Core.Storage;

namespace Feedback.Core.Subscriptions;

/// <summary>The subscriptions to ticket events.</summary>
public sealed class SubscriptionRegistry(IDocumentStore store, DeliveryLog deliveries, ISecretProtection protection, TimeProvider time)
{
    /// <summary>How long the old secret signs beside the new one after a rotation.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>Creates a subscription. It is notified of what happens from now on.</summary>
    /// <returns>The subscription with its secret, which is to be shown once; <c>null</c> when there is one of that name.</returns>
    public async Task<Subscription?> CreateAsync(NewSubscription posted, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(posted.Id, cancellationToken) is not null)
            return null;
        // Whatever a subscription of this name has left behind is not this one's.
        await deliveries.ClearAsync(posted.Id, cancellationToken);
        var subscription = new Subscription
        {
            Id = posted.Id,
            Url = posted.Url.AbsoluteUri,
            Filter = posted.Filter,
            CreatedAt = time.GetUtcNow(),
            SigningSecrets = [new(WebhookSignature.CreateSecret(), null)],
        };
        return (await store.CreateAsync(Containers.Settings, Write(subscription), cancellationToken)).Written ? subscription : null;
    }

    /// <summary>One subscription; <c>null</c> when there is none.</summary>
    public async Task<Subscription?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        SourceName.IsValid(id) && await store.GetAsync(Containers.Settings, new(DocumentKinds.Subscription, id), cancellationToken) is { } document
            ? Read(document)
            : null;

    /// <summary>The subscriptions in the order of their names.</summary>
    /// <param name="after">Go on behind this name; <c>null</c> to start.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<Subscription>> ListAsync(string? after, int limit, CancellationToken cancellationToken = default)
    {
        var documents = await store.RangeAsync(Containers.Settings, DocumentKinds.Subscription, new(null, null, After: after), limit, cancellationToken);
        return [.. documents.Select(document => Read(document))];
    }

    /// <summary>All subscriptions, the disabled ones too.</summary>
    public async Task<IReadOnlyList<Subscription>> AllAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<Subscription>();
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.Subscription, IdRange.All, cancellationToken: cancellationToken))
            all.Add(Read(document));
        return all;
    }

    /// <summary>Gives a subscription a new secret; the old one signs beside it for <see cref="Overlap"/>.</summary>
    /// <returns>The subscription with its new secret, which is to be shown once; <c>null</c> when there is none.</returns>
    public Task<Subscription?> RotateAsync(string id, CancellationToken cancellationToken = default)
    {
        var (now, fresh) = (time.GetUtcNow(), new Credential(WebhookSignature.CreateSecret(), null));
        return ChangeAsync(id, subscription => subscription with
        {
            SigningSecrets =
            [
                .. subscription.SigningSecrets
                    .Where(secret => secret.ExpiresAt is null || secret.ExpiresAt > now)
                    .Select(secret => secret with { ExpiresAt = secret.ExpiresAt ?? now + Overlap }),
                fresh,
            ],
        }, cancellationToken);
    }

    /// <summary>Enables a subscription and makes everything that waits for it due now.</summary>
    /// <returns>The subscription; <c>null</c> when there is none.</returns>
    public async Task<Subscription?> EnableAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(id, cancellationToken) is null)
            return null;
        // What waits first: once it is enabled, sending begins.
        await deliveries.ResumeAsync(id, cancellationToken);
        return await ChangeAsync(id, subscription => subscription.Enabled(), cancellationToken);
    }

    /// <summary>Changes a subscription, whatever else changes it meanwhile.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="change">The change; it may be called more than once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The changed subscription; <c>null</c> when there is none.</returns>
    public async Task<Subscription?> ChangeAsync(string id, Func<Subscription, Subscription> change, CancellationToken cancellationToken = default)
    {
        while (SourceName.IsValid(id) && await store.GetAsync(Containers.Settings, new(DocumentKinds.Subscription, id), cancellationToken) is { } document)
        {
            var changed = change(Read(document));
            if ((await store.ReplaceAsync(Containers.Settings, Write(changed), document.ETag, cancellationToken)).Written)
                return changed;
        }

        return null;
    }

    /// <summary>Encrypts what earlier versions stored in the clear. For the program's start.</summary>
    public async Task EncryptAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.Subscription, IdRange.All, cancellationToken: cancellationToken))
        {
            // Where another is faster, that one encrypts it.
            if (Json.Read(document, SubscriptionsJson.Default.Subscription).SigningSecrets.Any(secret => secret.IsReadable()))
                await store.ReplaceAsync(Containers.Settings, Write(Read(document)), document.ETag, cancellationToken);
        }
    }

    /// <summary>Deletes a subscription and its deliveries. <c>false</c> when there is none.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        if (!SourceName.IsValid(id) || !await store.DeleteAsync(Containers.Settings, new(DocumentKinds.Subscription, id), cancellationToken))
            return false;
        await deliveries.ClearAsync(id, cancellationToken);
        return true;
    }

    private Subscription Read(Document document)
    {
        var stored = Json.Read(document, SubscriptionsJson.Default.Subscription);
        return stored with { SigningSecrets = protection.Reveal(stored.SigningSecrets) };
    }

    private DocumentWrite Write(Subscription subscription) => Json.Write(new(DocumentKinds.Subscription, subscription.Id),
        subscription with { SigningSecrets = protection.Hide(subscription.SigningSecrets) }, SubscriptionsJson.Default.Subscription);
}

/// <summary>A subscription as a manager posts it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Url">Where events are posted to.</param>
/// <param name="Filter">Which events.</param>
public sealed record NewSubscription(string Id, Uri Url, SubscriptionFilter Filter);
