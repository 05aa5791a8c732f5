using System.Text.Json.Serialization;
using Feedback.Core.Mail;
using Feedback.Core.Storage;

namespace Feedback.Core.Digests;

/// <summary>
/// Says what sending the digest of a week would do, and asks for it. The mails themselves are sent by <see cref="SendDigests"/>, so that nothing is lost when
/// the program ends meanwhile. Who has the digest does not get it again, unless named.
/// </summary>
public sealed class AskForDigest(IDocumentStore store, DigestRecipients recipients, TimeProvider time)
{
    /// <summary>What would be done for each recipient, by address; and what became of those who were removed since.</summary>
    /// <param name="week">A week that is over.</param>
    /// <param name="only">A recipient's id: it alone, even if it has the digest. <c>null</c> for all who do not have it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<DigestAddressee>> PlanAsync(IsoWeek week, string? only = null, CancellationToken cancellationToken = default)
    {
        var notices = await store.NoticesAsync(week, cancellationToken);
        return [.. (await recipients.AllAsync(cancellationToken))
            .Select(recipient => Plan(recipient, notices.TryGetValue(recipient.Id, out var known) ? known.Notice : null, only))
            .OrderBy(planned => planned.Recipient.Email, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Asks for what <see cref="PlanAsync"/> says.</summary>
    /// <returns>What is done for each.</returns>
    public async Task<IReadOnlyList<DigestAddressee>> RunAsync(IsoWeek week, string? only = null, CancellationToken cancellationToken = default)
    {
        var notices = await store.NoticesAsync(week, cancellationToken);
        var now = time.GetUtcNow();
        var done = new List<DigestAddressee>();
        foreach (var planned in await PlanAsync(week, only, cancellationToken))
        {
            if (planned.Action is not (DigestAction.Send or DigestAction.SendAgain))
            {
                done.Add(planned);
                continue;
            }

            var (before, etag) = notices.GetValueOrDefault(planned.Recipient.Id);
            // Anew: to a mail server that knows messages by their ids it is another one.
            var asked = new DigestNotice(week.ToString(), planned.Recipient.Id, NoticeState.Waiting, now, now, 0, before is null ? 0 : before.Round + 1, now);
            // When another was faster, the digest is on its way by that.
            await store.WriteAsync(week, asked, etag);
            done.Add(planned with { Notice = asked });
        }

        await store.UpsertAsync(Containers.Settings, DigestMails.Write(new(week.ToString(), now)), cancellationToken);
        return done;
    }

    private static DigestAddressee Plan(DigestRecipient recipient, DigestNotice? notice, string? only) => new(recipient, notice, (recipient, notice) switch
    {
        _ when only is not null && only != recipient.Id => DigestAction.NotAsked,
        ({ UnsubscribedAt: not null }, _) => DigestAction.Unsubscribed,
        (_, null or { State: NoticeState.Withdrawn or NoticeState.Refused }) => DigestAction.Send,
        (_, { State: NoticeState.Sending or NoticeState.Waiting }) => DigestAction.OnItsWay,
        _ when only is not null => DigestAction.SendAgain,
        (_, { State: NoticeState.Uncertain }) => DigestAction.Uncertain,
        _ => DigestAction.HasIt,
    });
}

/// <summary>What is done for one recipient.</summary>
/// <param name="Recipient">The recipient.</param>
/// <param name="Notice">The state of the mail; <c>null</c> if there is none.</param>
/// <param name="Action">What is done.</param>
public sealed record DigestAddressee(DigestRecipient Recipient, DigestNotice? Notice, DigestAction Action);

/// <summary>What is done for one recipient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DigestAction>))]
public enum DigestAction
{
    /// <summary>It is sent.</summary>
    [JsonStringEnumMemberName("send")] Send,

    /// <summary>It is sent once more, as was asked for.</summary>
    [JsonStringEnumMemberName("send-again")] SendAgain,

    /// <summary>Nothing: the recipient has it.</summary>
    [JsonStringEnumMemberName("has-it")] HasIt,

    /// <summary>Nothing more: it is being sent, or tried again.</summary>
    [JsonStringEnumMemberName("on-its-way")] OnItsWay,

    /// <summary>Nothing: nobody can tell whether the recipient has it. Name the recipient to send it all the same.</summary>
    [JsonStringEnumMemberName("uncertain")] Uncertain,

    /// <summary>Nothing: the recipient wants no digests.</summary>
    [JsonStringEnumMemberName("unsubscribed")] Unsubscribed,

    /// <summary>Nothing: another recipient was named.</summary>
    [JsonStringEnumMemberName("not-asked")] NotAsked,
}
