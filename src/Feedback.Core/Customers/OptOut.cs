using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>Keeps that a customer wants no mail.</summary>
public sealed class OptOut(IDocumentStore store, TimeProvider time)
{
    /// <summary>
    /// Opts a customer out; again changes nothing. A customer who is not known any more, being erased, is opted out too: a profile is left that holds nothing but that, so
    /// that no later feedback brings the mails back.
    /// </summary>
    public Task OfAsync(string customer, CancellationToken cancellationToken = default) =>
        store.ChangeProfileAsync(customer, known =>
        {
            var profile = known ?? new(customer, null, null, time.GetUtcNow());
            return profile.OptedOutAt is null ? profile with { OptedOutAt = time.GetUtcNow() } : profile;
        }, cancellationToken);
}
