using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Feedback.Core.Access;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;

namespace Feedback.EndToEnd.Upgrade;

/// <summary>The documents themselves: what the program does not show to anybody is not to be lost either.</summary>
public sealed class StoredDocumentTests
{
    // Every kind that is stored on one machine. Under Azure Functions there are also Settings.TicketOnTopic and Settings.ProtectionKey, which stands in a folder of its own here.
    private static readonly Dictionary<string, JsonTypeInfo> Kinds = new(StringComparer.Ordinal)
    {
        [Containers.Feedback] = CoreJson.Default.FeedbackRecord,
        [Containers.Signals] = CoreJson.Default.FeedbackSignals,
        [Containers.Folds] = CoreJson.Default.Fold,
        [Containers.Tickets] = CoreJson.Default.Ticket,
        [$"{Containers.Customers} profile"] = CoreJson.Default.CustomerProfile,
        [$"{Containers.Customers} feedback"] = CoreJson.Default.CustomerFeedback,
        [$"{Containers.Customers} notice"] = CoreJson.Default.CustomerNotice,
        [$"{Containers.Customers} address"] = CoreJson.Default.CustomerAlias,
        [$"{Containers.Customers} owner"] = CoreJson.Default.CustomerAlias,
        [$"{Containers.Settings} {Settings.Source}"] = CoreJson.Default.SourceRecord,
        [$"{Containers.Settings} {Settings.SourceActivity}"] = CoreJson.Default.SourceActivity,
        [$"{Containers.Settings} {Settings.Key}"] = CoreJson.Default.KeyRecord,
        [$"{Containers.Settings} {Settings.PersonKey}"] = CoreJson.Default.PersonKey,
        [$"{Containers.Settings} {Settings.Secret}"] = CoreJson.Default.SecretRecord,
        [$"{Containers.Settings} {Settings.Cursor}"] = CoreJson.Default.CursorRecord,
        [$"{Containers.Settings} {Settings.Telling}"] = CoreJson.Default.Telling,
        [$"{Containers.Settings} {Settings.Subscription}"] = CoreJson.Default.Subscription,
        [$"{Containers.Settings} {Settings.DeliveryPrefix}"] = CoreJson.Default.Delivery,
        [$"{Containers.Settings} {Settings.PublishedTicket}"] = CoreJson.Default.PublishedTicket,
        [$"{Containers.Settings} {Settings.Correction}"] = CoreJson.Default.LoggedCorrection,
        [$"{Containers.Settings} {Settings.Failed}"] = CoreJson.Default.FailedNote,
        [$"{Containers.Settings} {Settings.Erasure}"] = CoreJson.Default.Erasure,
        [$"{Containers.Settings} {Settings.Suppression}"] = CoreJson.Default.Suppression,
        [$"{Containers.Settings} {Settings.DigestRecipient}"] = CoreJson.Default.DigestRecipient,
        [$"{Containers.Settings} {Settings.Digest}"] = CoreJson.Default.Digest,
        [$"{Containers.Settings} {Settings.DigestSending}"] = CoreJson.Default.DigestSending,
        [$"{Containers.Settings} {Settings.DigestMailPrefix}"] = CoreJson.Default.DigestNotice,
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
                lost.AddRange(Loss.Of(was, now, $"{container}/{document.Key.Partition}/{document.Key.Id}"));
            }
        }

        Assert.True(lost.Count == 0, $"{lost.Count} lost:{Environment.NewLine}{string.Join(Environment.NewLine, lost.Take(20))}");
        Assert.Empty(Kinds.Keys.Except(seen));
    }

    private static string KindOf(string container, DocumentKey key) => container switch
    {
        Containers.Customers => $"{container} {key.Id.Split('|')[0]}",
        Containers.Settings when key.Partition.IndexOf('|', StringComparison.Ordinal) is > 0 and var end => $"{container} {key.Partition[..(end + 1)]}",
        Containers.Settings => $"{container} {key.Partition}",
        _ => container,
    };
}
