using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>
/// Files a feedback with its customer: the identifier in the profile, the feedback in the timeline. Doing it again changes nothing, and the order in which
/// feedback is filed does not matter: law, any order leaves the same profile.
/// </summary>
/// <remarks>A profile is not written only because an address is given once more: the timeline says when one was given, so that an older address that comes late
/// is known to be older.</remarks>
public sealed class UpdateCustomer(IDocumentStore store, CustomerKeys keys)
{
    // Whoever gave an address last is likely among these.
    private const int LookAtOnce = 20;

    /// <summary>Files a feedback; nothing for one without a customer, nor for one that was received before its customer was erased.</summary>
    /// <returns>The erasure that covers the feedback: it is to be erased as well. <c>null</c> for all others.</returns>
    public async Task<Erasure?> FileAsync(FeedbackRecord record, CancellationToken cancellationToken)
    {
        if (record is not { CustomerKey: { } key, Customer: { } identity })
            return null;
        if (await ErasureAsync(record, key, cancellationToken) is { } erased)
            return erased;

        // The timeline before the profile: of two that are filed at once, each with an address, the later sees the earlier.
        var entry = new CustomerFeedback(record.Id, record.OccurredAt, record.Touchpoint, record.Source)
        {
            AddressReceivedAt = identity.Email is null ? null
            : record.ReceivedAt
        };
        await store.CreateAsync(Containers.Customers, Json.Write(new(key, entry.DocumentId), entry, CustomersJson.Default.CustomerFeedback), cancellationToken);
        await store.ChangeProfileAsync(key, async known =>
        {
            var before = known ?? new(key, identity.Id, null,
                record.ReceivedAt)
            { OptedOutAt = (await Suppression.ReadAsync(store, key, cancellationToken))?.OptedOutAt };
            return After(before, record, identity, await IsNewAddressAsync(before, key, entry, identity, cancellationToken));
        }, cancellationToken);

        // An erasure that began meanwhile may have looked before this feedback stood in the timeline; whoever of the two is later sees the other.
        if (await ErasureAsync(record, key, cancellationToken) is not { } begun)
            return null;
        await TakeBackAsync(key, entry, identity, begun, cancellationToken);
        return begun;
    }

    private string? AddressOf(CustomerIdentity identity) => identity is { Id: not null, Email: { } email } ? keys.KeyOf(new(null, email)) : null;

    private async Task<Erasure?> ErasureAsync(FeedbackRecord record, string key, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Settings, Erasure.KeyOf(key), cancellationToken) is { } document
        && Json.Read(document, CustomersJson.Default.Erasure) is var erasure && erasure.Covers(record.ReceivedAt) ? erasure : null;

    /// <summary>Whether the profile has another address and none was given later than this one. By either address the customer is found from then on.</summary>
    private async Task<bool> IsNewAddressAsync(CustomerProfile before, string key, CustomerFeedback entry, CustomerIdentity identity,
        CancellationToken cancellationToken)
    {
        if (identity.Email is null || identity.Email == before.Email)
            return false;
        if (AddressOf(identity) is { } address)
            await CustomerAlias.KeepAsync(store, key, address, cancellationToken);
        return before.Email is null || !await IsOutdatedAsync(key, entry, cancellationToken);
    }

    private async Task<bool> IsOutdatedAsync(string key, CustomerFeedback entry, CancellationToken cancellationToken)
    {
        var since = CustomerFeedback.Since(entry.OccurredAt) with { Descending = true };
        await foreach (var document in store.AllAsync(Containers.Customers, key, since, LookAtOnce, cancellationToken))
        {
            if (Json.Read(document, CustomersJson.Default.CustomerFeedback).GaveAddressAfter(entry))
                return true;
        }

        return false;
    }

    private async Task TakeBackAsync(string key, CustomerFeedback entry, CustomerIdentity identity, Erasure erasure, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(Containers.Customers, new(key, entry.DocumentId), cancellationToken);
        var profile = await store.GetProfileAsync(key, cancellationToken);
        if (profile is not null && erasure.Covers(profile.FirstSeen))
        {
            await store.DeleteAsync(Containers.Customers, ProfileStore.KeyOf(key), cancellationToken);
            profile = null;
        }

        if (AddressOf(identity) is { } address && profile?.Email != identity.Email)
            await CustomerAlias.ForgetAsync(store, key, address, cancellationToken);
    }

    private static CustomerProfile After(CustomerProfile before, FeedbackRecord record, CustomerIdentity identity, bool isNewAddress)
    {
        var given = new GivenAt(record.OccurredAt, record.ReceivedAt);
        var after = before with
        {
            Id = identity.Id ?? before.Id,
            Email = isNewAddress ? identity.Email : before.Email,
            FirstSeen = record.ReceivedAt < before.FirstSeen ? record.ReceivedAt : before.FirstSeen,
        };
        // Of two words of one instant "no" holds.
        if (ContactRule.WordIn(record.Attributes) is { } word
            && given.ComparedWith(before.MayContactGiven) is var later && (later > 0 || (later == 0 && !word)))
            after = after with { MayContact = word, MayContactGiven = given };
        return after.Worth(CustomerValue.Of(record));
    }
}
