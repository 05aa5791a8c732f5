using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>
/// Files feedback with its customer: the identifier in the profile, the feedback in the timeline. Doing it again changes nothing, and the order in which
/// feedback is filed does not matter: law, any order leaves the same profile.
/// </summary>
/// <remarks>
/// <para>A profile is not written only because an address is given once more: the timeline says when one was given, so that an older address that comes late
/// is known to be older.</para>
/// <para>An erasure marks the customer before it reads the timeline, and a feedback stands in the timeline before the mark is looked for: so whoever of the two
/// is later sees the other. Only what would write to a profile looks for the mark before as well: the profile may be that of somebody who came back.</para>
/// </remarks>
public sealed class UpdateCustomer(IDocumentStore store, CustomerKeys keys)
{
    // Whoever gave an address last is likely among these.
    private const int LookAtOnce = 20;

    /// <summary>Files some feedback; nothing for one without a customer, nor for one that was received before its customer was erased.</summary>
    /// <returns>In the order of the records, the erasure that covers the feedback: it is to be erased as well. <c>null</c> for all others.</returns>
    public async Task<Erasure?[]> FileAsync(IReadOnlyList<FeedbackRecord> records, CancellationToken cancellationToken)
    {
        var erasures = new Erasure?[records.Count];
        var filings = new List<Filing>();
        for (var n = 0; n < records.Count; n++)
        {
            if (records[n] is { CustomerKey: { } key, Customer: { } identity } record)
                filings.Add(new(n, record, key, identity));
        }

        if (filings.Count == 0)
            return erasures;

        // The timeline before the profile: of two that are filed at once, each with an address, the later sees the earlier.
        await Task.WhenAll(filings.Select(filing => store.CreateAsync(Containers.Customers,
            Json.Write(new(filing.Key, filing.Entry.DocumentId), filing.Entry, CustomersJson.Default.CustomerFeedback), cancellationToken)));
        await UpdateProfilesAsync(filings, cancellationToken);

        var marks = await MarksAsync(filings, cancellationToken);
        foreach (var filing in filings)
        {
            if (!marks.TryGetValue(filing.Key, out var erasure) || !erasure.Covers(filing.Record.ReceivedAt))
                continue;
            erasures[filing.Number] = erasure;
            await TakeBackAsync(filing, erasure, cancellationToken);
        }

        return erasures;
    }

    /// <summary>Changes the profiles that do not hold yet what the feedback says; most do.</summary>
    private async Task UpdateProfilesAsync(List<Filing> filings, CancellationToken cancellationToken)
    {
        List<DocumentKey> wanted = [.. filings.Select(filing => ProfileStore.KeyOf(filing.Key)).Distinct()];
        var known = (await store.GetManyAsync(Containers.Customers, wanted, cancellationToken))
            .ToDictionary(document => document.Key.Partition, ProfileStore.Read, StringComparer.Ordinal);
        var news = filings.FindAll(filing => !known.TryGetValue(filing.Key, out var profile) || Changes(profile, filing));
        if (news.Count == 0)
            return;
        var marks = await MarksAsync(news, cancellationToken);
        // One after the other for each customer: each sees what the one before has written.
        await Task.WhenAll(news
            .Where(filing => !(marks.TryGetValue(filing.Key, out var erasure) && erasure.Covers(filing.Record.ReceivedAt)))
            .GroupBy(filing => filing.Key, StringComparer.Ordinal)
            .Select(async customer =>
            {
                foreach (var filing in customer)
                    await UpdateProfileAsync(filing, cancellationToken);
            }));
    }

    private static bool Changes(CustomerProfile profile, Filing filing) =>
        (filing.Identity.Email is { } email && email != profile.Email) || After(profile, filing, isNewAddress: false) != profile;

    private Task UpdateProfileAsync(Filing filing, CancellationToken cancellationToken) =>
        store.ChangeProfileAsync(filing.Key, async known =>
        {
            var before = known ?? new(filing.Key, filing.Identity.Id, null, filing.Record.ReceivedAt)
            {
                OptedOutAt = (await Suppression.ReadAsync(store, filing.Key, cancellationToken))?.OptedOutAt,
            };
            return After(before, filing, await IsNewAddressAsync(before, filing, cancellationToken));
        }, cancellationToken);

    private string? AddressOf(CustomerIdentity identity) => identity is { Id: not null, Email: { } email } ? keys.KeyOf(new(null, email)) : null;

    private async Task<Dictionary<string, Erasure>> MarksAsync(List<Filing> filings, CancellationToken cancellationToken)
    {
        var customers = filings.Select(filing => filing.Key).Distinct(StringComparer.Ordinal).ToDictionary(Erasure.KeyOf);
        return (await store.GetManyAsync(Containers.Settings, customers.Keys, cancellationToken))
            .ToDictionary(mark => customers[mark.Key], mark => Json.Read(mark, CustomersJson.Default.Erasure), StringComparer.Ordinal);
    }

    /// <summary>Whether the profile has another address and none was given later than this one. By either address the customer is found from then on.</summary>
    private async Task<bool> IsNewAddressAsync(CustomerProfile before, Filing filing, CancellationToken cancellationToken)
    {
        if (filing.Identity.Email is null || filing.Identity.Email == before.Email)
            return false;
        if (AddressOf(filing.Identity) is { } address)
            await CustomerAlias.KeepAsync(store, filing.Key, address, cancellationToken);
        return before.Email is null || !await IsOutdatedAsync(filing.Key, filing.Entry, cancellationToken);
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

    private async Task TakeBackAsync(Filing filing, Erasure erasure, CancellationToken cancellationToken)
    {
        var key = filing.Key;
        await store.DeleteAsync(Containers.Customers, new(key, filing.Entry.DocumentId), cancellationToken);
        var profile = await store.GetProfileAsync(key, cancellationToken);
        if (profile is not null && erasure.Covers(profile.FirstSeen))
        {
            await store.DeleteAsync(Containers.Customers, ProfileStore.KeyOf(key), cancellationToken);
            profile = null;
        }

        if (AddressOf(filing.Identity) is { } address && profile?.Email != filing.Identity.Email)
            await CustomerAlias.ForgetAsync(store, key, address, cancellationToken);
    }

    private static CustomerProfile After(CustomerProfile before, Filing filing, bool isNewAddress)
    {
        var (record, identity) = (filing.Record, filing.Identity);
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

    /// <summary>A feedback to be filed.</summary>
    private sealed record Filing(int Number, FeedbackRecord Record, string Key, CustomerIdentity Identity)
    {
        public CustomerFeedback Entry { get; } = new(Record.Id, Record.OccurredAt, Record.Touchpoint, Record.Source)
        {
            AddressReceivedAt = Identity.Email is null ? null : Record.ReceivedAt,
        };
    }
}
