using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Customers;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Timelines;

/// <summary>One entry of a customer's timeline: something that they said, or of which they were notified.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Feedback">What they said; <c>null</c> for a notice.</param>
/// <param name="Notice">What they were notified of; <c>null</c> for a feedback.</param>
/// <param name="Tickets">The ids of the tickets that the feedback stands behind, or the one that the notice is of.</param>
public sealed record TimelineEntry(DateTimeOffset At, FeedbackRecord? Feedback, CustomerNotice? Notice, IReadOnlyList<string> Tickets);

/// <summary>A page of a timeline, the newest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">Where to go on; <c>null</c> at the end.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEntry> Items, TimelineCursor? Next);

/// <summary>A place in a timeline.</summary>
/// <param name="Place">The second, then what stands there.</param>
public sealed record TimelineCursor(string Place)
{
    /// <summary>The place as an opaque text.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Place));

    /// <summary>Reads a place; <c>null</c> when the text is none.</summary>
    public static TimelineCursor? TryParse(string text)
    {
        if (text.Length > 400 || !Base64Url.IsValid(text))
            return null;
        var place = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
        return place.Length > 21 && place[20] == '|' && place.All(c => c is > ' ' and <= '~')
            && DateTime.TryParseExact(place[..20], CustomerTimeline.SecondFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? new(place) : null;
    }
}

/// <summary>Reads a customer's whole timeline across silos, the newest first: what they said at each touchpoint, and of what they were notified.</summary>
public sealed class CustomerTimeline(IDocumentStore store, TicketQuery tickets, TimeProvider time)
{
    internal const string SecondFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>One page.</summary>
    /// <param name="customer">The customer key.</param>
    /// <param name="limit">How many entries at most, from 1.</param>
    /// <param name="after">Where the page before ended; <c>null</c> to start.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<TimelinePage> ReadAsync(string customer, int limit, TimelineCursor? after = null, CancellationToken cancellationToken = default)
    {
        // Entries of feedback stand in the order of time; notices are few, one a ticket, and stand by ticket.
        var range = CustomerFeedback.All with { Descending = true };
        if (after is not null)
            range = range with { To = "feedback|" + after.Place };
        var said = (await store.RangeAsync(Containers.Customers, customer, range, limit + 1, cancellationToken))
            .Select(document => (Place: document.Key.Id["feedback|".Length..], Entry: Json.Read(document, CustomersJson.Default.CustomerFeedback),
                Notice: (CustomerNotice?)null));
        var told = new List<(string Place, CustomerFeedback? Entry, CustomerNotice? Notice)>();
        await foreach (var document in store.AllAsync(Containers.Customers, customer, CustomerNotice.All, cancellationToken: cancellationToken))
        {
            var notice = Json.Read(document, CustomersJson.Default.CustomerNotice);
            var place = string.Create(CultureInfo.InvariantCulture,
                $"{notice.At.UtcDateTime.ToString(SecondFormat, CultureInfo.InvariantCulture)}|{notice.Ticket}");
            if (after is null || string.CompareOrdinal(place, after.Place) < 0)
                told.Add((place, null, notice));
        }

        var found = said.Select(entry => (entry.Place, Entry: (CustomerFeedback?)entry.Entry, entry.Notice)).Concat(told)
            .OrderByDescending(entry => entry.Place, StringComparer.Ordinal).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        var records = await store.GetFeedbackAsync(page.Where(entry => entry.Entry is not null).Select(entry => entry.Entry!.Feedback), cancellationToken);
        var known = records.Count == 0 ? [] : await tickets.ListAsync(new(), cancellationToken);
        var items = new List<TimelineEntry>(page.Count);
        foreach (var (_, entry, notice) in page)
        {
            if (notice is not null)
                items.Add(new(notice.At, null, notice, [notice.Ticket]));
            else if (records.TryGetValue(entry!.Feedback, out var record))
                items.Add(new(record.OccurredAt, record, null, [.. known.Where(ticket => StandsBehind(record, ticket)).Select(ticket => ticket.Id)]));
        }

        return new(items, found.Count > limit ? new(page[^1].Place) : null);
    }

    /// <summary>Whether a feedback complained about a ticket's topics in its time (<see cref="FindVoices"/>).</summary>
    private bool StandsBehind(FeedbackRecord record, Ticket ticket)
    {
        var (from, to) = FindVoices.Span(ticket, time.GetUtcNow());
        return record.OccurredAt >= from && record.OccurredAt < to && record.Analysis is not null
            && (record.Mapping ?? []).Where(mapping => mapping.Journey == ticket.Journey)
                .SelectMany(mapping => mapping.Opinions.Zip(record.Opinions()))
                .Any(pair => pair.Second.Sentiment.Label == SentimentLabel.Negative && pair.First.Theme is { } theme
                    && ticket.Topics.Contains(new(theme, pair.First.Stage)));
    }
}
