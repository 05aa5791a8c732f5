using Feedback.Core.Intake;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>
/// Files a feedback with its customer: the identifier in the profile, the feedback in the timeline. Doing it again changes nothing, and the order in which feedback is filed
/// does not matter: law, any order leaves the same profile.
/// </summary>
public sealed class FileCustomer(IDocumentStore store)
{
    /// <summary>Files a feedback; nothing for one without a customer.</summary>
    public async Task FileAsync(FeedbackRecord record, CancellationToken cancellationToken)
    {
        if (record is not { CustomerKey: { } key, Customer: { } identity })
            return;

        var entry = new CustomerFeedback(record.Id, record.OccurredAt, record.Touchpoint, record.Source);
        var timeline = store.CreateAsync(Containers.Customers,
            new(new(key, entry.DocumentId), Json.Serialize(entry, CoreJson.Default.CustomerFeedback)), cancellationToken);
        await store.ChangeProfileAsync(key, known => After(known ?? new(key, identity.Id, null, record.ReceivedAt), record, identity), cancellationToken);
        await timeline;
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
