using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>A customer as a whole.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Feedback">How much feedback there is.</param>
/// <param name="FirstHeard">When the first was said, UTC; <c>null</c> when there is none.</param>
/// <param name="LastHeard">When the last was said, UTC.</param>
/// <param name="ByTouchpoint">How much was heard at each kind of touchpoint, the most first.</param>
/// <param name="AlsoKnownAs">Other customer keys that have the same email address: of feedback that named the address alone, or another number.</param>
public sealed record CustomerOverview(
    CustomerProfile Profile, int Feedback, DateTimeOffset? FirstHeard, DateTimeOffset? LastHeard, IReadOnlyList<TouchpointCount> ByTouchpoint,
        IReadOnlyList<string> AlsoKnownAs);

/// <summary>How much feedback came from one kind of touchpoint.</summary>
/// <param name="Touchpoint">The kind.</param>
/// <param name="Feedback">How much feedback.</param>
public sealed record TouchpointCount(string Touchpoint, int Feedback);

/// <summary>Looks at single customers, and finds their keys by what a manager knows.</summary>
public sealed class CustomerQuery(IDocumentStore store, CustomerKeys keys)
{
    /// <summary>A customer as a whole; <c>null</c> when there is no such customer.</summary>
    public async Task<CustomerOverview?> OverviewAsync(string customer, CancellationToken cancellationToken = default)
    {
        if (!CustomerKeys.IsValid(customer) || await store.GetProfileAsync(customer, cancellationToken) is not { } profile)
            return null;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        DateTimeOffset? first = null, last = null;
        await foreach (var document in store.AllAsync(Containers.Customers, customer, CustomerFeedback.All, cancellationToken: cancellationToken))
        {
            var entry = Json.Read(document, CustomersJson.Default.CustomerFeedback);
            counts[entry.Touchpoint] = counts.GetValueOrDefault(entry.Touchpoint) + 1;
            first ??= entry.OccurredAt;
            last = entry.OccurredAt;
        }

        var others = profile.Email is { } email ? await FindAsync(new(null, email), cancellationToken) : [];
        return new(profile, counts.Values.Sum(), first, last,
            [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new TouchpointCount(pair.Key, pair.Value))],
            [.. others.Where(key => key != customer)]);
    }

    /// <summary>The keys of the customers with a number, or with an email address: several may share one.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(CustomerIdentity identity, CancellationToken cancellationToken = default)
    {
        var key = keys.KeyOf(identity);
        List<string> candidates = [key, .. identity.Id is null ? await CustomerAlias.ReadAsync(store, key, CustomerAlias.Owners, cancellationToken) : []];
        var profiles = (await store.GetManyAsync(Containers.Customers, [.. candidates.Select(ProfileStore.KeyOf)], cancellationToken))
            .Select(document => document.Key.Partition).ToHashSet();
        return [.. candidates.Where(profiles.Contains)];
    }
}
