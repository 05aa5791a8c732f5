using Feedback.Core.Customers;
using Feedback.Core.Mail;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.ClosingTheLoop;

/// <summary>
/// Notifies the customers behind a verified ticket of what was done, each once: "you said, we did". The change feed of tickets only notes that there is work
/// (<see cref="HandleAsync"/>); a timer does it (<see cref="RunAsync"/>), so that a mail server that is slow or down holds up nothing else, and forgets nobody.
/// </summary>
/// <remarks>
/// Nobody is notified twice of one ticket, not even when it came back and was verified again: that it was put right was said to them once and turned out to be
/// early; saying it a second time would weaken the next word too. Who spoke up only after the first notification has not been notified yet, and is.
/// </remarks>
public sealed class NotifyCustomers(
    IDocumentStore store, FindVoices voices, WriteLetter letters, RenderYouSaidWeDid render, SendOnce mails, MailOrigin origin, TimeProvider time,
        ILogger<NotifyCustomers> logger)
{
    /// <summary>For how long a mail is tried that is not taken; RFC 5321 asks for at least four to five days.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(14);

    private const int BatchSize = 100;

    /// <summary>Handles a page of the tickets' change feed: notes for which tickets customers are to be notified.</summary>
    public async Task HandleAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            if (Json.TryRead(change, TicketsJson.Default.Ticket, logger) is { } ticket && NotificationJob.VerificationOf(ticket) is { } verification)
                await NoteAsync(ticket, verification, cancellationToken);
        }
    }

    /// <summary>Goes on with all jobs that are due.</summary>
    /// <param name="stopping">Ends the work after the mail that is just being sent.</param>
    public async Task RunAsync(CancellationToken stopping = default)
    {
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.NotificationJob, IdRange.All,
            cancellationToken: CancellationToken.None))
        {
            if (stopping.IsCancellationRequested)
                return;
            var job = Json.Read(document, ClosingTheLoopJson.Default.NotificationJob);
            if (job.DueAt is { } due && due <= time.GetUtcNow())
                await NotifyAsync(job, document.ETag, stopping);
        }
    }

    private async Task NoteAsync(Ticket ticket, int verification, CancellationToken cancellationToken)
    {
        var key = new DocumentKey(DocumentKinds.NotificationJob, ticket.Id);
        WriteResult written;
        do
        {
            var known = await store.GetAsync(Containers.Settings, key, cancellationToken);
            if (known is not null && Json.Read(known, ClosingTheLoopJson.Default.NotificationJob).Verification >= verification)
                return;
            var write = Write(new(ticket.Id, ticket.Journey, verification, time.GetUtcNow()));
            written = await store.WriteIfAsync(Containers.Settings, write, known?.ETag, cancellationToken);
        }
        while (!written.Written);
    }

    private async Task NotifyAsync(NotificationJob job, string etag, CancellationToken stopping)
    {
        DateTimeOffset? due = null;
        try
        {
            var document = await store.GetAsync(Containers.Tickets, new(job.Journey, job.Ticket), CancellationToken.None);
            // A ticket that came back meanwhile ends the job: nobody is notified of what is not true any more.
            if (document is not null && Json.TryRead(document, TicketsJson.Default.Ticket, logger) is { } ticket
                && NotificationJob.VerificationOf(ticket) == job.Verification)
                due = await NotifyAllAsync(ticket, stopping);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StoreUnavailableException))
        {
            logger.LogError("Notifying the customers of ticket {Ticket} failed; the others go on: {Fault}", job.Ticket, Fault.Of(exception));
            due = time.GetUtcNow() + SendOnce.UnavailableRest;
        }

        if (!stopping.IsCancellationRequested)
            await store.ReplaceAsync(Containers.Settings, Write(job with { DueAt = due }), etag, CancellationToken.None);
    }

    /// <summary>Notifies whom it can.</summary>
    /// <returns>When to go on; <c>null</c> when all is settled.</returns>
    private async Task<DateTimeOffset?> NotifyAllAsync(Ticket ticket, CancellationToken stopping)
    {
        DateTimeOffset? next = null;
        foreach (var batch in (await voices.OfAsync(ticket, stopping)).Chunk(BatchSize))
        {
            var notices = await NoticesAsync(ticket.Id, batch);
            foreach (var voice in batch)
            {
                if (stopping.IsCancellationRequested)
                    return next;
                var step = await TryNotifyOneAsync(ticket, voice, notices.GetValueOrDefault(voice.Customer), stopping);
                if (step.Due is { } due && (next is null || due < next))
                    next = due;
                if (step.Rest is { } rest)
                    return time.GetUtcNow() + rest;
            }
        }

        return next;
    }

    /// <summary>Whatever comes of one customer is no matter of the others'.</summary>
    private async Task<SendStep> TryNotifyOneAsync(Ticket ticket, Voice voice, Document? known, CancellationToken stopping)
    {
        try
        {
            return await NotifyOneAsync(ticket, voice, known, stopping);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StoreUnavailableException))
        {
            logger.LogError("Notifying a customer of ticket {Ticket} failed; trying again: {Fault}", ticket.Id, Fault.Of(exception));
            return new(time.GetUtcNow() + SendOnce.UnavailableRest);
        }
    }

    private async Task<SendStep> NotifyOneAsync(Ticket ticket, Voice voice, Document? known, CancellationToken stopping)
    {
        var before = known is null ? null : Json.Read(known, CustomersJson.Default.CustomerNotice);
        var step = await mails.RunAsync(before?.Progress(), known?.ETag, () => ComposeAsync(ticket, voice), WriteAsync, GiveUpAfter, stopping);
        if (step.Became is { State: NoticeState.Waiting } waiting)
            logger.LogWarning("A customer could not be notified of ticket {Ticket} yet: {Reason}", ticket.Id, waiting.Reason);
        if (step.Became is { State: NoticeState.Refused or NoticeState.Uncertain } ended)
            logger.LogWarning("Notifying a customer of ticket {Ticket} ended {State}: {Reason}", ticket.Id, ended.State, ended.Reason);
        return step;

        async Task<string?> WriteAsync(SendProgress progress, string? etag)
        {
            var write = Write(voice.Customer, CustomerNotice.Of(ticket.Id, progress));
            var written = await store.WriteIfAsync(Containers.Customers, write, etag, CancellationToken.None);
            // An erasure takes the profile away first and then looks who is being notified: who was erased before the claim stood is not notified, and leaves
            // none.
            if (written.Written && progress.State == NoticeState.Sending && await store.GetProfileAsync(voice.Customer, CancellationToken.None) is null)
            {
                await store.DeleteAsync(Containers.Customers, write.Key, CancellationToken.None);
                return null;
            }

            return written.ETag;
        }
    }

    private async Task<MailMessage?> ComposeAsync(Ticket ticket, Voice voice)
    {
        // Read at the last moment: who opts out while others are notified is spared.
        if (await store.GetProfileAsync(voice.Customer, CancellationToken.None) is not { Email: { } address } profile || ContactRule.Of(profile) != Contact.Yes)
            return null;
        var letter = letters.To(voice, ticket);
        return new()
        {
            Id = CustomerNotice.MailOf(voice.Customer, ticket.Id, origin),
            To = address,
            Subject = letter.Subject,
            Text = letter.ToText(),
            Html = await render(letter),
            // RFC 8058: a mail program unsubscribes by posting List-Unsubscribe=One-Click to the address, without asking anything.
            Headers = new Dictionary<string, string>
            {
                ["List-Unsubscribe"] = $"<{letter.OptOut.AbsoluteUri}>",
                ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
                ["Auto-Submitted"] = "auto-generated",
            },
        };
    }

    private async Task<Dictionary<string, Document>> NoticesAsync(string ticket, Voice[] batch)
    {
        var keys = batch.Select(voice => CustomerNotice.KeyOf(voice.Customer, ticket)).ToList();
        return (await store.GetManyAsync(Containers.Customers, keys, CancellationToken.None))
            .ToDictionary(document => document.Key.Partition, StringComparer.Ordinal);
    }

    private static DocumentWrite Write(NotificationJob job) =>
        Json.Write(new(DocumentKinds.NotificationJob, job.Ticket), job, ClosingTheLoopJson.Default.NotificationJob);

    private static DocumentWrite Write(string customer, CustomerNotice notice) =>
        Json.Write(CustomerNotice.KeyOf(customer, notice.Ticket), notice, CustomersJson.Default.CustomerNotice);
}
