using Feedback.Core.Intake;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>Files a feedback with its customer: the identifier in the profile, the feedback in the timeline. Doing it again changes nothing.</summary>
public sealed class FileCustomer(IDocumentStore store)
{
    internal const string Profile = "profile";

    /// <summary>Files a feedback; nothing for one without a customer.</summary>
    public async Task FileAsync(FeedbackRecord record, CancellationToken cancellationToken)
    {
        if (record is not { CustomerKey: { } key, Customer: { } identity })
            return;

        var entry = new CustomerFeedback(record.Id, record.OccurredAt, record.Touchpoint, record.Source);
        var timeline = store.CreateAsync(Containers.Customers,
            new(new(key, entry.DocumentId), Json.Serialize(entry, CoreJson.Default.CustomerFeedback)), cancellationToken);
        await KeepProfileAsync(key, identity, CustomerValue.Of(record), record.ReceivedAt, cancellationToken);
        await timeline;
    }

    private async Task KeepProfileAsync(string key, CustomerIdentity identity, CustomerValue? value, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = await store.GetAsync(Containers.Customers, new(key, Profile), cancellationToken);
            if (known is null)
            {
                var profile = new CustomerProfile(key, identity.Id, identity.Email, seen).Worth(value);
                if ((await store.CreateAsync(Containers.Customers, Write(profile), cancellationToken)).Written)
                    return;
                continue;
            }

            var before = Json.Read(known, CoreJson.Default.CustomerProfile);
            var after = before.Worth(value) with
            {
                Id = identity.Id ?? before.Id,
                Email = identity.Email ?? before.Email,
                FirstSeen = seen < before.FirstSeen ? seen : before.FirstSeen,
            };
            if (after == before || (await store.ReplaceAsync(Containers.Customers, Write(after), known.ETag, cancellationToken)).Written)
                return;
        }
    }

    private static DocumentWrite Write(CustomerProfile profile) =>
        new(new(profile.Key, Profile), Json.Serialize(profile, CoreJson.Default.CustomerProfile));
}
