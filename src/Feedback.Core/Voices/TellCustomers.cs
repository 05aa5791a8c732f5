using System.Text.Json;
using Feedback.Core.Access;
using Feedback.Core.Customers;
using Feedback.Core.Mail;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Voices;

/// <summary>
/// Tells the customers behind a verified ticket what was done, each once: "you said, we did". The change feed of tickets only notes that there is work (<see cref="HandleAsync"/>);
/// a timer does it (<see cref="RunAsync"/>), so that a mail server that is slow or down holds up nothing else, and forgets nobody.
/// </summary>
/// <remarks>
/// Nobody is told twice of one ticket, not even when it came back and was verified again: that it was put right was said to them once and turned out to be early; saying it a second time
/// would weaken the next word too. Who spoke up only after the first telling has not been told yet, and is.
/// </remarks>
public sealed class TellCustomers(
    IDocumentStore store, FindVoices voices, WriteLetter letters, RenderYouSaidWeDid render, IMailSender sender, MailOrigin origin, TellingPace pace, TimeProvider time, ILogger<TellCustomers> logger)
{
    /// <summary>For how long a mail is tried that is not taken; RFC 5321 asks for at least four to five days.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(14);

    /// <summary>How long all tellings rest when the mail server serves nobody.</summary>
    public static readonly TimeSpan UnavailableRest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);
    private const int BatchSize = 100;

    /// <summary>How long a notice may be in sending before whoever sends it is taken for dead: twice the longest attempt, since clocks differ.</summary>
    private TimeSpan Lease => 2 * sender.LongestAttempt;

    /// <summary>Handles a page of the tickets' change feed: notes for which tickets customers are to be told.</summary>
    public async Task HandleAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            if (Read(change) is { } ticket && Telling.VerificationOf(ticket) is { } verification)
                await NoteAsync(ticket, verification, cancellationToken);
        }
    }

    /// <summary>Goes on with all tellings that are due.</summary>
    /// <param name="stopping">Ends the work after the mail that is just being sent.</param>
    public async Task RunAsync(CancellationToken stopping = default)
    {
        await foreach (var document in store.AllAsync(Containers.Settings, Settings.Telling, IdRange.All, cancellationToken: CancellationToken.None))
        {
            if (stopping.IsCancellationRequested)
                return;
            var telling = Json.Read(document, CoreJson.Default.Telling);
            if (telling.DueAt is { } due && due <= time.GetUtcNow())
                await TellAsync(telling, document.ETag, stopping);
        }
    }

    private async Task NoteAsync(Ticket ticket, int verification, CancellationToken cancellationToken)
    {
        var key = new DocumentKey(Settings.Telling, ticket.Id);
        WriteResult written;
        do
        {
            var known = await store.GetAsync(Containers.Settings, key, cancellationToken);
            if (known is not null && Json.Read(known, CoreJson.Default.Telling).Verification >= verification)
                return;
            var write = Write(new(ticket.Id, ticket.Journey, verification, time.GetUtcNow()));
            written = known is null
                ? await store.CreateAsync(Containers.Settings, write, cancellationToken)
                : await store.ReplaceAsync(Containers.Settings, write, known.ETag, cancellationToken);
        }
        while (!written.Written);
    }

    private async Task TellAsync(Telling telling, string etag, CancellationToken stopping)
    {
        DateTimeOffset? due = null;
        try
        {
            var document = await store.GetAsync(Containers.Tickets, new(telling.Journey, telling.Ticket), CancellationToken.None);
            // A ticket that came back meanwhile ends the telling: what is not true any more is not told.
            if (document is not null && Read(document) is { } ticket && Telling.VerificationOf(ticket) == telling.Verification)
                due = await TellAllAsync(ticket, stopping);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StoreUnavailableException))
        {
            logger.LogError(exception, "Telling the customers of ticket {Ticket} failed; the others go on", telling.Ticket);
            due = time.GetUtcNow() + UnavailableRest;
        }

        if (!stopping.IsCancellationRequested)
            await store.ReplaceAsync(Containers.Settings, Write(telling with { DueAt = due }), etag, CancellationToken.None);
    }

    /// <summary>Tells whom it can.</summary>
    /// <returns>When to go on; <c>null</c> when all is settled.</returns>
    private async Task<DateTimeOffset?> TellAllAsync(Ticket ticket, CancellationToken stopping)
    {
        DateTimeOffset? next = null;
        foreach (var batch in (await voices.OfAsync(ticket, stopping)).Chunk(BatchSize))
        {
            var notices = await NoticesAsync(ticket.Id, batch);
            foreach (var voice in batch)
            {
                if (stopping.IsCancellationRequested)
                    return next;
                var step = await TellOneAsync(ticket, voice, notices.GetValueOrDefault(voice.Customer), stopping);
                if (step.Due is { } due && (next is null || due < next))
                    next = due;
                if (step.Unavailable)
                    return time.GetUtcNow() + UnavailableRest;
            }
        }

        return next;
    }

    private async Task<Step> TellOneAsync(Ticket ticket, Voice voice, Document? known, CancellationToken stopping)
    {
        var before = known is null ? null : Json.Read(known, CoreJson.Default.CustomerNotice);
        if (before is not null && before.DueAt is null)
            return default;
        if (before?.DueAt > time.GetUtcNow())
            return new(before.DueAt);
        if (before is { State: NoticeState.Sending } && !sender.IsIdempotent)
            return await SettleAsync(voice, before, known!.ETag, NoticeState.Uncertain, "the program ended while it was being sent");
        // Read at the last moment: who opts out while others are told is spared.
        if (await store.GetProfileAsync(voice.Customer, CancellationToken.None) is not { Email: { } address } profile || ContactRule.Of(profile) != Contact.Yes)
            return before is null ? default : await SettleAsync(voice, before, known!.ETag, NoticeState.Withdrawn, null);

        var message = await ComposeAsync(ticket, voice, address);
        var now = time.GetUtcNow();
        var claim = new CustomerNotice(ticket.Id, NoticeState.Sending, before?.FirstAt ?? now, now, (before?.Attempts ?? 0) + 1, now + Lease);
        var write = Write(voice.Customer, claim);
        var claimed = known is null
            ? await store.CreateAsync(Containers.Customers, write, CancellationToken.None)
            : await store.ReplaceAsync(Containers.Customers, write, known.ETag, CancellationToken.None);
        if (claimed is not { Written: true, ETag: { } etag })
            return new(now + Lease); // Another instance has it.
        // An erasure takes the profile away first and then looks who is being told: who was erased before the claim stood is not told, and leaves none.
        if (await store.GetProfileAsync(voice.Customer, CancellationToken.None) is null)
        {
            await store.DeleteAsync(Containers.Customers, write.Key, CancellationToken.None);
            return default;
        }

        var sentAt = time.GetTimestamp();
        var result = await sender.SendAsync(message, CancellationToken.None);
        var step = result.Outcome switch
        {
            MailOutcome.Sent => await SettleAsync(voice, claim, etag, NoticeState.Sent, null),
            MailOutcome.Refused => await SettleAsync(voice, claim, etag, NoticeState.Refused, result.Reason),
            MailOutcome.Uncertain when !sender.IsIdempotent => await SettleAsync(voice, claim, etag, NoticeState.Uncertain, result.Reason),
            var outcome => await WaitAsync(voice, claim, etag, outcome == MailOutcome.Unavailable, result.Reason),
        };
        await RestAsync(pace.Between - time.GetElapsedTime(sentAt), stopping);
        return step;
    }

    private async Task<Step> WaitAsync(Voice voice, CustomerNotice claim, string etag, bool unavailable, string? reason)
    {
        var now = time.GetUtcNow();
        if (now - claim.FirstAt >= GiveUpAfter)
            return await SettleAsync(voice, claim, etag, NoticeState.Refused, reason);
        // At the tenth attempt it has long come to the longest.
        var retry = FirstRetry * Math.Pow(2, Math.Min(claim.Attempts, 10) - 1);
        var due = now + (retry < LongestRetry ? retry : LongestRetry);
        logger.LogWarning("A customer could not be told of ticket {Ticket} yet: {Reason}", claim.Ticket, reason);
        await store.ReplaceAsync(Containers.Customers, Write(voice.Customer, claim with { State = NoticeState.Waiting, At = now, DueAt = due, Reason = reason }), etag, CancellationToken.None);
        return new(due, unavailable);
    }

    private async Task<Step> SettleAsync(Voice voice, CustomerNotice notice, string etag, NoticeState state, string? reason)
    {
        if (state is NoticeState.Refused or NoticeState.Uncertain)
            logger.LogWarning("Telling a customer of ticket {Ticket} ended {State}: {Reason}", notice.Ticket, state, reason);
        // When another has taken this instance for dead meanwhile, its word stands: at worst one that was told is reported as uncertain.
        await store.ReplaceAsync(Containers.Customers, Write(voice.Customer, notice with { State = state, At = time.GetUtcNow(), DueAt = null, Reason = reason }), etag, CancellationToken.None);
        return default;
    }

    private async Task<MailMessage> ComposeAsync(Ticket ticket, Voice voice, string address)
    {
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
        return (await store.GetManyAsync(Containers.Customers, keys, CancellationToken.None)).ToDictionary(document => document.Key.Partition, StringComparer.Ordinal);
    }

    private Task RestAsync(TimeSpan rest, CancellationToken stopping) =>
        rest > TimeSpan.Zero ? Task.Delay(rest, time, stopping).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default) : Task.CompletedTask;

    private Ticket? Read(Document document)
    {
        try
        {
            return Json.Read(document, CoreJson.Default.Ticket);
        }
        catch (JsonException exception)
        {
            // Nothing of ours writes such a ticket; one that is there all the same must not stop those behind it.
            logger.LogError(exception, "Ticket {Ticket} cannot be read and is passed over", document.Key.Id);
            return null;
        }
    }

    private static DocumentWrite Write(Telling telling) => Settings.Write(Settings.Telling, telling.Ticket, telling, CoreJson.Default.Telling);

    private static DocumentWrite Write(string customer, CustomerNotice notice) =>
        new(CustomerNotice.KeyOf(customer, notice.Ticket), Json.Serialize(notice, CoreJson.Default.CustomerNotice));

    /// <summary>What came of one voice.</summary>
    /// <param name="Due">When to look at it again; <c>null</c> when it is settled.</param>
    /// <param name="Unavailable">Whether no other mail will fare better now.</param>
    private readonly record struct Step(DateTimeOffset? Due, bool Unavailable = false);
}
