using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>Keeps that a customer wants no mail.</summary>
public sealed class OptOut(IDocumentStore store, TimeProvider time)
{
    /// <summary>
    /// Opts a customer out; again changes nothing. For a customer who is not known any more, being erased, a suppression is kept that names nobody, so
    /// that no later feedback brings the mails back.
    /// </summary>
    public async Task OfAsync(string customer, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        if (await store.GetProfileAsync(customer, cancellationToken) is null)
            await Suppression.KeepAsync(store, customer, now, cancellationToken);
        // A profile that was made at the same moment may not have seen it.
        if (await store.GetProfileAsync(customer, cancellationToken) is not null)
            await store.ChangeProfileAsync(customer, profile => new(profile is null or { OptedOutAt: not null } ? profile : profile with { OptedOutAt = now }),
                cancellationToken);
    }
}
