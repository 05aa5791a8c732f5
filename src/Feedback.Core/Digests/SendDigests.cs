using Feedback.Core.Journeys;
using Feedback.Core.Mail;
using Feedback.Core.Maps;
using Feedback.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Digests;

/// <summary>
/// Sends each recipient the digest of each week once: what a timer does. After a time in which nothing ran, only the last week that is due is sent. Nobody is
/// sent a digest that was due before they were put on the list.
/// </summary>
public sealed class SendDigests(
    IDocumentStore store, DigestRecipients recipients, DigestArchive archive, WriteDigest write, RenderDigest render, UnsubscribeLinks links, SendOnce mails,
        MailOrigin origin,
    DigestSchedule schedule, JourneyCatalogue journeys, FoldCache folds, TimeProvider time, ILogger<SendDigests> logger)
{
    /// <summary>For how long a mail is tried that is not taken: by then the next digest is near. RFC 5321 asks for at least four to five days.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(5);

    /// <summary>For how long the words of a digest are good for the next recipient: what is erased meanwhile must not be sent on.</summary>
    private static readonly TimeSpan WordsHold = TimeSpan.FromMinutes(1);

    /// <summary>Goes on with all digests that are due; not while everything is being counted anew.</summary>
    /// <param name="stopping">Ends the work after the mail that is just being sent.</param>
    public async Task RunAsync(CancellationToken stopping = default)
    {
        if (!await folds.IsCountedAsync(CancellationToken.None))
            return;
        var known = await recipients.AllAsync(CancellationToken.None);
        foreach (var week in known.Where(recipient => IsDue(recipient, schedule.LastDue(time.GetUtcNow(), recipient.Zone)))
            .Select(recipient => schedule.LastDue(time.GetUtcNow(), recipient.Zone)).Distinct())
            await store.CreateAsync(Containers.Settings, DigestMails.Write(new(week.ToString(), time.GetUtcNow())), CancellationToken.None);

        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.DigestSending, IdRange.All, cancellationToken: CancellationToken.None))
        {
            if (stopping.IsCancellationRequested)
                return;
            var sending = Json.Read(document, DigestsJson.Default.DigestSending);
            if (sending.DueAt is { } due && due <= time.GetUtcNow() && IsoWeek.TryParse(sending.Week) is { } week)
                await SendAsync(week, known, document.ETag, stopping);
        }
    }

    private bool IsDue(DigestRecipient recipient, IsoWeek week) =>
        recipient.UnsubscribedAt is null && recipient.AddedAt <= schedule.DueAt(week, recipient.Zone);

    private async Task SendAsync(IsoWeek week, IReadOnlyList<DigestRecipient> known, string etag, CancellationToken stopping)
    {
        DateTimeOffset? next;
        try
        {
            next = await SendAllAsync(week, known, stopping);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StoreUnavailableException))
        {
            logger.LogError("Sending the digests of {Week} failed; trying again: {Fault}", week, Fault.Of(exception));
            next = time.GetUtcNow() + SendOnce.UnavailableRest;
        }

        // Refused when somebody asked to send it anew meanwhile: then it is due at once, as it should be.
        if (!stopping.IsCancellationRequested)
            await store.ReplaceAsync(Containers.Settings, DigestMails.Write(new(week.ToString(), next)), etag, CancellationToken.None);
    }

    /// <summary>Sends to whom it can.</summary>
    /// <returns>When to go on; <c>null</c> when all is settled.</returns>
    private async Task<DateTimeOffset?> SendAllAsync(IsoWeek week, IReadOnlyList<DigestRecipient> known, CancellationToken stopping)
    {
        var notices = await store.NoticesAsync(week, CancellationToken.None);
        var letters = new Dictionary<(string Journey, string Audience), (DigestLetter Letter, DateTimeOffset At)>();
        var addressed = known
            .Where(recipient => IsDue(recipient, week) && schedule.LastDue(time.GetUtcNow(), recipient.Zone) == week).Select(recipient => recipient.Id)
            .Union(notices.Where(notice => notice.Value.Notice.DueAt is not null).Select(notice => notice.Key));
        // Who lives further west.
        DateTimeOffset? next = known.Where(recipient => IsDue(recipient, week) && schedule.LastDue(time.GetUtcNow(), recipient.Zone).FirstDay < week.FirstDay)
            .Select(recipient => (DateTimeOffset?)schedule.DueAt(week, recipient.Zone)).Min();
        foreach (var id in addressed.Order(StringComparer.Ordinal))
        {
            if (stopping.IsCancellationRequested)
                return next;
            var (before, etag) = notices.GetValueOrDefault(id);
            var step = await TrySendOneAsync(week, id, before, etag, letters, stopping);
            if (step.Due is { } due && (next is null || due < next))
                next = due;
            if (step.Rest is { } rest)
                return time.GetUtcNow() + rest;
        }

        return next;
    }

    /// <summary>Whatever comes of one recipient is no matter of the others'.</summary>
    private async Task<SendStep> TrySendOneAsync(IsoWeek week, string id, DigestNotice? before, string? etag,
        Dictionary<(string Journey, string Audience), (DigestLetter Letter, DateTimeOffset At)> letters, CancellationToken stopping)
    {
        try
        {
            return await SendOneAsync(week, id, before, etag, letters, stopping);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StoreUnavailableException))
        {
            logger.LogError("Sending the digest of {Week} to recipient {Recipient} failed; trying again: {Fault}", week, id, Fault.Of(exception));
            return new(time.GetUtcNow() + SendOnce.UnavailableRest);
        }
    }

    private async Task<SendStep> SendOneAsync(
        IsoWeek week, string id, DigestNotice? before, string? etag, Dictionary<(string Journey, string Audience),
            (DigestLetter Letter, DateTimeOffset At)> letters, CancellationToken stopping)
    {
        var round = before?.Round ?? 0;
        var step = await mails.RunAsync(
            before?.Progress(), etag, () => ComposeAsync(week, id, round, letters),
            (progress, version) => store.WriteAsync(week, DigestNotice.Of(week, id, round, progress), version), GiveUpAfter, stopping);
        if (step.Became is { State: NoticeState.Waiting } waiting)
            logger.LogWarning("The digest of {Week} could not be sent to recipient {Recipient} yet: {Reason}", week, id, waiting.Reason);
        if (step.Became is { State: NoticeState.Refused or NoticeState.Uncertain } ended)
            logger.LogWarning("Sending the digest of {Week} to recipient {Recipient} ended {State}: {Reason}", week, id, ended.State, ended.Reason);
        return step;
    }

    private async Task<MailMessage?> ComposeAsync(IsoWeek week, string id, int round, Dictionary<(string Journey, string Audience),
        (DigestLetter Letter, DateTimeOffset At)> letters)
    {
        // Read at the last moment: who unsubscribes while others are sent theirs is spared.
        if (await recipients.FindAsync(id) is not { UnsubscribedAt: null } recipient
            || journeys.Active.FirstOrDefault(active => active.Id == recipient.Journey) is not { } journey)
            return null;
        if (!letters.TryGetValue((recipient.Journey, recipient.Audience), out var written) || time.GetUtcNow() - written.At > WordsHold)
            letters[(recipient.Journey, recipient.Audience)] = written =
                (await write.RunAsync(await archive.KeepAsync(journey, week, recipient.Audience)), time.GetUtcNow());

        var unsubscribe = links.Of(id);
        var root = $"<digests-{id}@{origin.Domain}>";
        return new()
        {
            Id = $"digest-{week}-{id}{(round == 0 ? "" : $".{round}")}@{origin.Domain}",
            To = recipient.Email,
            Subject = written.Letter.Subject,
            Text = written.Letter.ToText(path => origin.LinkTo(path).AbsoluteUri, unsubscribe.AbsoluteUri),
            Html = await render(new(written.Letter, path => origin.LinkTo(path).AbsoluteUri, unsubscribe.AbsoluteUri)),
            Headers = new Dictionary<string, string>
            {
                // One conversation for each recipient: all weeks answer a mail that was never sent.
                ["In-Reply-To"] = root,
                ["References"] = root,
                ["List-Id"] = $"<digests.{origin.Domain}>",
                ["List-Unsubscribe"] = $"<{unsubscribe.AbsoluteUri}>",
                ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
                ["Auto-Submitted"] = "auto-generated",
            },
        };
    }
}

/// <summary>A digest as it goes to one recipient.</summary>
/// <param name="Letter">The words.</param>
/// <param name="Link">The address of a path of this program.</param>
/// <param name="Unsubscribe">The recipient's link to get it no more; <c>null</c> for who only looks.</param>
public sealed record DigestMail(DigestLetter Letter, Func<string, string> Link, string? Unsubscribe);

/// <summary>Renders the HTML part of the mail.</summary>
public delegate Task<string> RenderDigest(DigestMail mail);

/// <summary>The links with which recipients of the digest unsubscribe.</summary>
/// <param name="secret">32 random bytes, made once for each installation.</param>
/// <param name="origin">Where links lead.</param>
public sealed class UnsubscribeLinks(byte[] secret, MailOrigin origin)
{
    /// <summary>The path of the page.</summary>
    public const string Path = "digests/unsubscribe";

    private readonly SignedLinks _links = new(secret, origin, Path);

    /// <summary>A recipient's link.</summary>
    /// <param name="recipient">The recipient's id.</param>
    public Uri Of(string recipient) => _links.Of(recipient);

    /// <summary>Whether a link's signature is that of its recipient.</summary>
    public bool Holds(string recipient, string signature) => _links.Holds(recipient, signature);
}
