using Feedback.Core.Intake;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>
/// Files a feedback with its customer: the identifier in the profile, the feedback in the timeline. Doing it again changes nothing, and the order in which feedback is filed
/// does not matter: law, any order leaves the same profile.
/// </summary>
public sealed class FileCustomer(IDocumentStore store, CustomerKeys keys)
{
    /// <summary>Files a feedback; nothing for one without a customer, nor for one that was received before its customer was erased.</summary>
    /// <returns>The erasure that covers the feedback: it is to be erased as well. <c>null</c> for all others.</returns>
    public async Task<Erasure?> FileAsync(FeedbackRecord record, CancellationToken cancellationToken)
    {
        if (record is not { CustomerKey: { } key, Customer: { } identity })
            return null;
        if (await ErasureAsync(record, key, cancellationToken) is { } erased)
            return erased;

        var entry = new CustomerFeedback(record.Id, record.OccurredAt, record.Touchpoint, record.Source);
        var timeline = store.CreateAsync(Containers.Customers,
            new(new(key, entry.DocumentId), Json.Serialize(entry, CoreJson.Default.CustomerFeedback)), cancellationToken);
        if (AddressOf(identity) is { } address)
            await CustomerAlias.KeepAsync(store, key, address, cancellationToken);
        var known = await store.GetProfileAsync(key, cancellationToken);
        var suppressed = known is null ? await Suppression.ReadAsync(store, key, cancellationToken) : null;
        await store.ChangeProfileAsync(key, known =>
            After(known ?? new(key, identity.Id, null, record.ReceivedAt) { OptedOutAt = suppressed?.OptedOutAt }, record, identity), cancellationToken);
        await timeline;

        // An erasure that began meanwhile may have looked before this feedback stood in the timeline; whoever of the two is later sees the other.
        if (await ErasureAsync(record, key, cancellationToken) is not { } begun)
            return null;
        await TakeBackAsync(key, entry, AddressOf(identity), begun, cancellationToken);
        return begun;
    }

    private string? AddressOf(CustomerIdentity identity) => identity is { Id: not null, Email: { } email } ? keys.KeyOf(new(null, email)) : null;

    private async Task<Erasure?> ErasureAsync(FeedbackRecord record, string key, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Settings, Erasure.KeyOf(key), cancellationToken) is { } document
        && Json.Read(document, CoreJson.Default.Erasure) is var erasure && erasure.Covers(record.ReceivedAt) ? erasure : null;

    private async Task TakeBackAsync(string key, CustomerFeedback entry, string? address, Erasure erasure, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(Containers.Customers, new(key, entry.DocumentId), cancellationToken);
        if (await store.GetProfileAsync(key, cancellationToken) is { } profile && erasure.Covers(profile.FirstSeen))
            await store.DeleteAsync(Containers.Customers, ProfileStore.KeyOf(key), cancellationToken);
        if (address is not null)
            await CustomerAlias.ForgetAsync(store, key, address, cancellationToken);
    }

    private static CustomerProfile After(CustomerProfile before, FeedbackRecord record, CustomerIdentity identity)
    {
        var given = new GivenAt(record.OccurredAt, record.ReceivedAt);
        var after = before with
        {
            Id = identity.Id ?? before.Id,
            FirstSeen = record.ReceivedAt < before.FirstSeen ? record.ReceivedAt : before.FirstSeen,
        };
        if (identity.Email is { } email && IsLater(given.CompareTo(before.EmailGiven), string.CompareOrdinal(email, before.Email)))
            after = after with { Email = email, EmailGiven = given };
        if (ContactRule.WordIn(record.Attributes) is { } word && IsLater(given.CompareTo(before.MayContactGiven), word ? -1 : 1))
            after = after with { MayContact = word, MayContactGiven = given };
        return after.Worth(CustomerValue.Of(record));
    }

    /// <summary>Two values of one instant are told apart by themselves, so that any order has the same result; of two words on contact "no" holds.</summary>
    private static bool IsLater(int time, int value) => time > 0 || (time == 0 && value > 0);
}
