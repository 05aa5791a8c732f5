using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>Reads and changes profiles.</summary>
internal static class ProfileStore
{
    /// <summary>A customer's profile; <c>null</c> when there is none.</summary>
    public static async Task<CustomerProfile?> GetProfileAsync(this IDocumentStore store, string key, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Customers, KeyOf(key), cancellationToken) is { } document ? Read(document) : null;

    /// <summary>Changes a profile, or makes it; whoever changes it at the same moment loses nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The customer key.</param>
    /// <param name="change">The profile after the change of the one before, either of which may be <c>null</c>: none is then made. Called again when another
    /// was faster.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task ChangeProfileAsync(this IDocumentStore store, string key, Func<CustomerProfile?, ValueTask<CustomerProfile?>> change,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = await store.GetAsync(Containers.Customers, KeyOf(key), cancellationToken);
            var before = known is null ? null : Read(known);
            var after = await change(before);
            if (after is null || after == before)
                return;
            var write = Json.Write(KeyOf(key), after, CustomersJson.Default.CustomerProfile);
            var written = await store.WriteIfAsync(Containers.Customers, write, known?.ETag, cancellationToken);
            if (written.Written)
                return;
        }
    }

    public static DocumentKey KeyOf(string customer) => new(customer, CustomerProfile.DocumentId);

    public static CustomerProfile Read(Document document) => Json.Read(document, CustomersJson.Default.CustomerProfile);
}
