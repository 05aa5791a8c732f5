using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Feedback.Core.Access;
using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Corrections;
using Feedback.Core.Customers;
using Feedback.Core.Digests;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;

namespace Feedback.EndToEnd.Upgrade;

/// <summary>The documents themselves: what the program does not show to anybody is not to be lost either.</summary>
public sealed class StoredDocumentTests
{
    // Every kind that is stored on one machine. Under Azure Functions there are also DocumentKinds.TicketOnTopic and DocumentKinds.ProtectionKey, which stands
    // in a folder of its own here.
    private static readonly Dictionary<string, JsonTypeInfo> Kinds = new(StringComparer.Ordinal)
    {
        [Containers.Feedback] = RecordsJson.Default.FeedbackRecord,
        [Containers.Signals] = SignalsJson.Default.FeedbackSignals,
        [Containers.Folds] = SignalsJson.Default.Fold,
        [Containers.Tickets] = TicketsJson.Default.Ticket,
        [$"{Containers.Customers} profile"] = CustomersJson.Default.CustomerProfile,
        [$"{Containers.Customers} feedback"] = CustomersJson.Default.CustomerFeedback,
        [$"{Containers.Customers} notice"] = CustomersJson.Default.CustomerNotice,
        [$"{Containers.Customers} address"] = CustomersJson.Default.CustomerAlias,
        [$"{Containers.Customers} owner"] = CustomersJson.Default.CustomerAlias,
        [$"{Containers.Settings} {DocumentKinds.Source}"] = AccessJson.Default.SourceRecord,
        [$"{Containers.Settings} {DocumentKinds.SourceActivity}"] = AccessJson.Default.SourceActivity,
        [$"{Containers.Settings} {DocumentKinds.Key}"] = AccessJson.Default.KeyRecord,
        [$"{Containers.Settings} {DocumentKinds.PersonKey}"] = AccessJson.Default.PersonKey,
        [$"{Containers.Settings} {DocumentKinds.Secret}"] = AccessJson.Default.SecretRecord,
        [$"{Containers.Settings} {DocumentKinds.Cursor}"] = StorageJson.Default.CursorRecord,
        [$"{Containers.Settings} {DocumentKinds.NotificationJob}"] = ClosingTheLoopJson.Default.NotificationJob,
        [$"{Containers.Settings} {DocumentKinds.Subscription}"] = SubscriptionsJson.Default.Subscription,
        [$"{Containers.Settings} {DocumentKinds.DeliveryPrefix}"] = SubscriptionsJson.Default.Delivery,
        [$"{Containers.Settings} {DocumentKinds.PublishedTicket}"] = SubscriptionsJson.Default.PublishedTicket,
        [$"{Containers.Settings} {DocumentKinds.Correction}"] = CorrectionsJson.Default.LoggedCorrection,
        [$"{Containers.Settings} {DocumentKinds.Failed}"] = PipelineJson.Default.FailedNote,
        [$"{Containers.Settings} {DocumentKinds.Erasure}"] = CustomersJson.Default.Erasure,
        [$"{Containers.Settings} {DocumentKinds.Suppression}"] = CustomersJson.Default.Suppression,
        [$"{Containers.Settings} {DocumentKinds.DigestRecipient}"] = DigestsJson.Default.DigestRecipient,
        [$"{Containers.Settings} {DocumentKinds.Digest}"] = DigestsJson.Default.Digest,
        [$"{Containers.Settings} {DocumentKinds.DigestSending}"] = DigestsJson.Default.DigestSending,
        [$"{Containers.Settings} {DocumentKinds.DigestMailPrefix}"] = DigestsJson.Default.DigestNotice,
    };

    [Fact]
    public async Task There_is_a_document_of_each_kind_and_each_is_read_and_written_back_without_loss()
    {
        using var stored = await StoredFolder.UnpackAsync("0.1");
        await using var store = stored.OpenStore(readOnly: true);
        var (lost, seen) = (new List<string>(), new HashSet<string>());
        foreach (var container in Containers.All)
        {
            foreach (var document in (await store.ReadChangesAsync(container, ChangeCursor.Beginning, int.MaxValue)).Documents)
            {
                var kind = KindOf(container, document.Key);
                seen.Add(kind);
                var was = JsonElement.Parse(document.Body.Span);
                var now = JsonSerializer.SerializeToElement(JsonSerializer.Deserialize(document.Body.Span, Kinds[kind]), Kinds[kind]);
                var name = $"{container}/{document.Key.Partition}/{document.Key.Id}";
                lost.AddRange(Loss.Of(was, now, name).Where(loss => container != Containers.Folds || !loss.Contains("] sketch:", StringComparison.Ordinal)));
                if (container == Containers.Folds)
                    lost.AddRange(LostCustomers(was, Json.Read(document, SignalsJson.Default.Fold)).Select(loss => $"{name} {loss}"));
            }
        }

        Assert.True(lost.Count == 0, $"{lost.Count} lost:{Environment.NewLine}{string.Join(Environment.NewLine, lost.Take(20))}");
        Assert.Empty(Kinds.Keys.Except(seen));
    }

    /// <summary>A fold names its customers in another form now: who stood in it is compared, not how.</summary>
    private static IEnumerable<string> LostCustomers(JsonElement was, Fold now)
    {
        foreach (var (list, named) in new[] { ("customers", now.Customers.Select(part => part.Named)), ("affected", now.Affected.Select(part => part.Named)) })
        {
            foreach (var (sketch, customers) in was.GetProperty(list).EnumerateArray().Select(part => part.GetProperty("sketch").GetString()!).Zip(named))
            {
                if (CustomerSketch.Parse(sketch).ToString() != customers.ToString())
                    yield return $"{list}: {sketch} was read as {customers}";
            }
        }
    }

    private static string KindOf(string container, DocumentKey key) => container switch
    {
        Containers.Customers => $"{container} {key.Id.Split('|')[0]}",
        Containers.Settings when key.Partition.IndexOf('|', StringComparison.Ordinal) is > 0 and var end => $"{container} {key.Partition[..(end + 1)]}",
        Containers.Settings => $"{container} {key.Partition}",
        _ => container,
    };
}
