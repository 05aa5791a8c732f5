using System.Collections.Concurrent;
using System.Text;
using Feedback.Core.Customers;
using Feedback.Core.Mail;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Erasures;

/// <summary>
/// Erases a customer: from the record, the timeline, every text and every file. What is counted stays, under a random key that counts as the customer's own did
/// (<see cref="CustomerSketch.KeyCountedAs"/>), so that no count changes.
/// </summary>
/// <remarks>
/// Every step can be done again, and what tells which steps are left is removed last: so an erasure that was broken off is ended by doing it again, and is
/// taken up by itself (<see cref="ResumeAsync"/>). The order: a mark that covers what is still being received; files, which are found by the identifiers in the
/// profile; records, signals and folds, page by page; the profile; mails and notices; the mark's own mention of the customer; the engine's files.
/// </remarks>
/// <param name="store">The store.</param>
/// <param name="signals">Projects the signals of erased records.</param>
/// <param name="folds">Folds them.</param>
/// <param name="files">Where else the person may stand.</param>
/// <param name="scrub">Scrubs the engine's files.</param>
/// <param name="cursors">The names under which the pipeline keeps its cursors: what is not filed yet stands behind that of feedback.</param>
/// <param name="origin">What the ids of mails are made of.</param>
/// <param name="clock">Told when an erasure begins.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of what was done, never of whom.</param>
public sealed class EraseCustomer(
    IDocumentStore store, ProjectSignals signals, FoldSignals folds, IEnumerable<IPersonalFiles> files, IScrub scrub, PipelineCursors cursors,
        MailOrigin origin, ErasureClock clock, TimeProvider time, ILogger<EraseCustomer> logger)
{
    /// <summary>After this long an erasure under way is taken for broken off, and the engine's files are scrubbed for what the pipeline was writing
    /// meanwhile.</summary>
    public static readonly TimeSpan Settles = TimeSpan.FromMinutes(1);

    // A mail takes no longer in a folder; one that takes longer is on its way to another's server.
    private static readonly TimeSpan WaitForMail = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private const int PageSize = 100;

    /// <summary>Erases a customer. Returns only when nothing of them is left.</summary>
    /// <param name="customer">The customer key.</param>
    /// <param name="cancellationToken">Breaks off; call again to end it, or let <see cref="ResumeAsync"/>.</param>
    /// <returns>What was erased; <c>null</c> when no such customer is known.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot do it now. Call again to end it.</exception>
    public async Task<Erased?> EraseAsync(string customer, CancellationToken cancellationToken = default)
    {
        var profile = await store.GetProfileAsync(customer, cancellationToken);
        var known = await ReadAsync(customer, cancellationToken);
        var waiting = await WaitingAsync(customer, cancellationToken);
        if (profile is null && waiting.Count == 0 && known?.Erasure.Customer is null)
            return null;

        var erasure = await BeginAsync(customer, known, cancellationToken);
        var traces = new TraceList(customer);
        List<string> identifiers =
            [.. new[] { profile?.Id, profile?.Email }.OfType<string>().Concat(waiting.SelectMany(IdentifiersIn)).Distinct(StringComparer.Ordinal)];
        traces.Add(identifiers);
        await EraseFilesAsync(new(identifiers, [], []), cancellationToken);
        if (profile?.OptedOutAt is { } optedOut)
            await Suppression.KeepAsync(store, customer, optedOut, cancellationToken);

        var records = new HashSet<string>(StringComparer.Ordinal);
        await EraseRecordsAsync(customer, erasure, [.. waiting.Select(record => record.Id)], records, traces, cancellationToken);
        // Before the profile: whoever is filed meanwhile keeps no alias for an address that the profile has.
        foreach (var address in await CustomerAlias.ReadAsync(store, customer, CustomerAlias.Addresses, cancellationToken))
        {
            traces.Add([address]);
            await CustomerAlias.ForgetAsync(store, customer, address, cancellationToken);
        }

        await store.DeleteAsync(Containers.Customers, ProfileStore.KeyOf(customer), cancellationToken);
        var notices = await EraseNoticesAsync(customer, cancellationToken);

        // What was filed while the erasure went on; what comes later is covered by the mark.
        await EraseRecordsAsync(customer, erasure, [], records, traces, cancellationToken);
        erasure = erasure with { Customer = null, ScrubAt = erasure.At };
        await WriteAsync(customer, erasure, cancellationToken);
        await scrub.ScrubAsync(traces.ToList(), cancellationToken);
        await WriteAsync(customer, erasure with { ScrubAt = time.GetUtcNow() + Settles }, cancellationToken);
        logger.LogInformation("A customer was erased: {Records} feedback, {Notices} notices", records.Count, notices);
        return new(records.Count, notices);
    }

    /// <summary>Ends erasures that were broken off, and scrubs once more after those that ended. For a timer.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.Erasure, IdRange.All, cancellationToken: cancellationToken))
        {
            var erasure = Json.Read(document, CustomersJson.Default.Erasure);
            clock.Note(document.Key.Id, erasure.At);
            var isDue = time.GetUtcNow() >= erasure.At + Settles || clock.WasSetBack(erasure.At, Settles);
            if (erasure.Customer is { } customer && isDue)
            {
                await EraseAsync(customer, cancellationToken);
            }
            else if (erasure.ScrubAt <= time.GetUtcNow() || (erasure.ScrubAt is not null && clock.WasSetBack(erasure.At, Settles)))
            {
                // Broken off between the mark and the scrubbing, nobody knows any more what to look for.
                await scrub.ScrubAsync(erasure.ScrubAt == erasure.At ? null : [], cancellationToken);
                var write = Json.Write(document.Key, erasure with { ScrubAt = null }, CustomersJson.Default.Erasure, time.GetUtcNow() + Erasure.KeptFor);
                await store.ReplaceAsync(Containers.Settings, write, document.ETag, cancellationToken);
            }
        }
    }

    private async Task<(Erasure Erasure, string ETag)?> ReadAsync(string customer, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Settings, Erasure.KeyOf(customer), cancellationToken) is { } document
            ? (Json.Read(document, CustomersJson.Default.Erasure), document.ETag) : null;

    private async Task WriteAsync(string customer, Erasure erasure, CancellationToken cancellationToken) =>
        await store.UpsertAsync(Containers.Settings, Json.Write(Erasure.KeyOf(customer), erasure, CustomersJson.Default.Erasure), cancellationToken);

    /// <summary>Goes on with an erasure that is under way, under its pseudonym; begins another for a customer who came back since the last one.</summary>
    private async Task<Erasure> BeginAsync(string customer, (Erasure Erasure, string ETag)? known, CancellationToken cancellationToken)
    {
        while (known?.Erasure.Customer is null)
        {
            // After the last one, even if the clock was set back since: otherwise what came in between would be covered by neither.
            var at = known is { } last && last.Erasure.At > time.GetUtcNow() ? last.Erasure.At.AddTicks(2) : time.GetUtcNow();
            var begun = new Erasure(CustomerSketch.KeyCountedAs(customer), at, customer, null);
            var write = Json.Write(Erasure.KeyOf(customer), begun, CustomersJson.Default.Erasure);
            var written = await store.WriteIfAsync(Containers.Settings, write, known?.ETag, cancellationToken);
            if (written.Written)
            {
                clock.Note(write.Key.Id, begun.At);
                return begun;
            }

            // Another began at the same moment: both go on under one pseudonym.
            known = await ReadAsync(customer, cancellationToken);
        }

        clock.Note(Erasure.KeyOf(customer).Id, known.Value.Erasure.At);
        return known.Value.Erasure;
    }

    /// <summary>Tells the clock of the erasures of the last weeks. For the program's start.</summary>
    public async Task RecallAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.Erasure, IdRange.All, cancellationToken: cancellationToken))
            clock.Note(document.Key.Id, Json.Read(document, CustomersJson.Default.Erasure).At);
    }

    /// <summary>The customer's feedback that the pipeline has not come to: it stands in no timeline yet.</summary>
    /// <remarks>
    /// A feedback is filed before it is written as mapped or as failed, so only what is received can stand in no timeline, and no cursor of
    /// <see cref="PipelineCursors.Feedback"/> has anything received before it: a processor moves its cursor on when a page is analysed, requeueing when what is
    /// received in a page is at the end of the feed again. So what is read here is what came since, some minutes of it, or the backlog while the language
    /// service is down; everything only where neither has run yet.
    /// </remarks>
    private async Task<List<FeedbackRecord>> WaitingAsync(string customer, CancellationToken cancellationToken)
    {
        var key = Encoding.ASCII.GetBytes(customer);
        var waiting = new List<FeedbackRecord>();
        var cursor = await store.FindCursorAsync(cursors.Feedback, cancellationToken) ?? ChangeCursor.Beginning;
        while (await store.ReadChangesAsync(Containers.Feedback, cursor, 1_000, cancellationToken) is { Documents.Count: > 0 } page)
        {
            foreach (var change in page.Documents.Where(change => change.Body.Span.IndexOf(key) >= 0))
            {
                if (Json.TryRead(change, RecordsJson.Default.FeedbackRecord) is { } record && record.CustomerKey == customer)
                    waiting.Add(record);
            }

            cursor = page.Cursor;
        }

        return waiting;
    }

    private async Task EraseRecordsAsync(
        string customer, Erasure erasure, IReadOnlyList<string> waiting, HashSet<string> done, TraceList traces, CancellationToken cancellationToken)
    {
        foreach (var ids in waiting.Chunk(PageSize))
            done.UnionWith(await EraseRecordsAsync(customer, erasure, ids, traces, cancellationToken));
        while (await store.RangeAsync(Containers.Customers, customer, CustomerFeedback.All, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            string[] ids = [.. page.Select(entry => Json.Read(entry, CustomersJson.Default.CustomerFeedback).Feedback)];
            done.UnionWith(await EraseRecordsAsync(customer, erasure, ids, traces, cancellationToken));
            // Digests may have quoted it.
            await EraseFilesAsync(new([], [], ids), cancellationToken);
            // The way on which a customer was led from silo to silo counts in tickets: it stays, as the pseudonym's.
            await Task.WhenAll(page.Select(entry =>
                store.UpsertAsync(Containers.Customers, new(entry.Key with { Partition = erasure.Pseudonym }, entry.Body), cancellationToken)));
            await Task.WhenAll(page.Select(entry => store.DeleteAsync(Containers.Customers, entry.Key, cancellationToken)));
        }
    }

    /// <summary>Erases records, and at once all that was derived from them, so that nothing is left to the pipeline.</summary>
    private async Task<IEnumerable<string>> EraseRecordsAsync(string customer, Erasure erasure, string[] ids, TraceList traces,
        CancellationToken cancellationToken)
    {
        var seen = new ConcurrentBag<FeedbackRecord>();
        // One that was erased before the erasure was broken off may still have its signals under the old key: it comes back all the same.
        var erased = (await Task.WhenAll(ids.Select(id =>
                store.EraseFeedbackAsync(id, customer, erasure.Pseudonym, erasure.At, seen.Add, cancellationToken))))
            .OfType<FeedbackRecord>().ToList();
        foreach (var record in seen)
            traces.Add(record.Text);
        // The profile knows the latest address alone; each record knows its own.
        if (traces.Add(seen.SelectMany(IdentifiersIn)) is { Count: > 0 } earlier)
            await EraseFilesAsync(new(earlier, [], []), cancellationToken);

        await signals.ProjectAsync(erased, cancellationToken);
        var hours = erased.SelectMany(record => (record.Mapping ?? []).Select(mapping => new Document(SignalKey.Of(record, mapping), "", default)));
        await folds.HandleAsync([.. hours], cancellationToken);
        return erased.Select(record => record.Id);
    }

    private static IEnumerable<string> IdentifiersIn(FeedbackRecord record) => new[] { record.Customer?.Id, record.Customer?.Email }.OfType<string>();

    private async Task<int> EraseNoticesAsync(string customer, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        List<Document> notices;
        do
        {
            notices = [];
            await foreach (var document in store.AllAsync(Containers.Customers, customer, CustomerNotice.All, cancellationToken: cancellationToken))
                notices.Add(document);
            if (!notices.Exists(IsBeingSent) || time.GetElapsedTime(started) > WaitForMail)
                break;
            await Task.Delay(Look, time, cancellationToken);
        }
        while (true);

        await EraseFilesAsync(
            new([], [.. notices.Select(notice => CustomerNotice.MailOf(customer, Json.Read(notice, CustomersJson.Default.CustomerNotice).Ticket, origin))], []),
                cancellationToken);
        foreach (var notice in notices)
            await store.DeleteAsync(Containers.Customers, notice.Key, cancellationToken);
        return notices.Count;
    }

    private bool IsBeingSent(Document notice) =>
        Json.Read(notice, CustomersJson.Default.CustomerNotice) is { State: NoticeState.Sending } sending && sending.DueAt > time.GetUtcNow();

    private async Task EraseFilesAsync(PersonalTraces person, CancellationToken cancellationToken)
    {
        foreach (var place in files)
            await place.EraseAsync(person, cancellationToken);
    }
}

/// <summary>What an erasure came to.</summary>
/// <param name="Feedback">Feedback without the person now.</param>
/// <param name="Notices">Notices of mails that are gone.</param>
public sealed record Erased(int Feedback, int Notices);
