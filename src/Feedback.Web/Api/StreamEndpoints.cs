using System.Buffers.Text;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;
using Feedback.Web.Hosting;

namespace Feedback.Web.Api;

/// <summary>
/// Where managers follow what happens: server-sent events read from the change feeds. Each event's id says where the feeds stood, so a client that comes back
/// with <c>Last-Event-ID</c> misses nothing. Events hold ids and figures, never a text.
/// </summary>
internal static class StreamEndpoints
{
    private const int PageSize = 200;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A stream ends after this long. The client comes back by itself, and shows anew who it is: a key that was taken away does not follow for ever,
    /// and no host has to cut it off.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static void MapStream(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/stream", Stream)
            .RequireAuthorization(Authentication.ReaderPolicy)
            .WithName("stream").WithSummary("Stream mapped feedback and ticket events as server-sent events").WithTags("Stream")
            .WithDescription("Events: `connected`, `feedback.mapped`, `ticket.raised`, `ticket.changed` and, after 15 seconds without any, `heartbeat`. "
                + "`ticket.changed` is also sent for new evidence; each action on a ticket is sent under its webhook name as well: " +
                string.Join(", ", TicketEvents.Types.Select(type => $"`{type}`")) + ". A client that reconnects with `Last-Event-ID` misses nothing.")
            .WithParameters(Parameter.LastEventId)
            .AnswersText(200, "Events, until either side closes the stream; the server closes it after 15 minutes.", "text/event-stream", Examples.Stream);

    public static IResult Stream(HttpContext context, IDocumentStore store, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no";
        if (context.IsHead())
        {
            context.Response.ContentType = "text/event-stream";
            return TypedResults.Empty;
        }

        return TypedResults.ServerSentEvents(EventsAsync(store, context.Request.Headers["Last-Event-ID"].ToString(), time, context.RequestAborted,
            lifetime.ApplicationStopping));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        IDocumentStore store, string lastEventId, TimeProvider time, CancellationToken aborted, CancellationToken stopping,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping, cancellationToken);
        var token = source.Token;
        var place = await PlaceAsync(store, lastEventId, time, token);
        var sentAt = time.GetTimestamp();
        var openedAt = sentAt;
        var tickets = new TicketChanges(place.At);
        var feedback = new MappedFeedback(store);
        yield return new("", "connected") { EventId = place.ToString() };

        while (!token.IsCancellationRequested && time.GetElapsedTime(openedAt) < Longest)
        {
            var readAt = time.GetUtcNow();
            var mapped = await ReadAsync(store, Containers.Feedback, place.Feedback, token);
            var changed = await ReadAsync(store, Containers.Tickets, place.Tickets, token);
            if (mapped is null || changed is null || await EventsOfAsync(feedback, mapped, token) is not { } ofFeedback)
                yield break;

            // The place moves on with the last event of a page; until then a client that comes back reads the page again.
            List<SseItem<string>> events = [.. ofFeedback, .. changed.Documents.SelectMany(tickets.Of)];
            var next = new StreamPlace(mapped.Cursor, changed.Cursor, readAt);
            foreach (var (i, item) in events.Index())
                yield return new(item.Data, item.EventType) { EventId = (i == events.Count - 1 ? next : place).ToString() };

            place = next;
            if (events.Count > 0)
                sentAt = time.GetTimestamp();
            else if (time.GetElapsedTime(sentAt) > Heartbeat)
            {
                sentAt = time.GetTimestamp();
                yield return new("", "heartbeat") { EventId = place.ToString() };
            }

            if (mapped.Documents.Count < PageSize && changed.Documents.Count < PageSize)
                await Task.Delay(Idle, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<List<SseItem<string>>?> EventsOfAsync(MappedFeedback feedback, ChangePage page, CancellationToken cancellationToken)
    {
        try
        {
            return await feedback.OfAsync(page.Documents, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Where a client left off; the present, for one that is new or comes with an id that this store never gave.</summary>
    private static async Task<StreamPlace> PlaceAsync(IDocumentStore store, string lastEventId, TimeProvider time, CancellationToken cancellationToken)
    {
        if (StreamPlace.TryParse(lastEventId, time.GetUtcNow()) is { } place)
        {
            try
            {
                await store.ReadChangesAsync(Containers.Feedback, place.Feedback, 1, cancellationToken);
                await store.ReadChangesAsync(Containers.Tickets, place.Tickets, 1, cancellationToken);
                return place;
            }
            catch (ArgumentException)
            {
                // Falls through to the present.
            }
        }

        return await StreamPlace.NowAsync(store, time.GetUtcNow(), cancellationToken);
    }

    private static async Task<ChangePage?> ReadAsync(IDocumentStore store, string container, string cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadChangesAsync(container, cursor, PageSize, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

/// <summary>
/// The events of feedback that was mapped. What was understood comes by in the feed without the record that it stands beside; the record came by a moment
/// before, so a stream remembers what it saw, and looks up only what it did not.
/// </summary>
internal sealed class MappedFeedback(IDocumentStore store)
{
    private const int MostRemembered = 2_000;
    private readonly Dictionary<string, FeedbackRecord> _records = new(StringComparer.Ordinal);

    public async Task<List<SseItem<string>>> OfAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        // Forgetting everything now and then keeps the bound without the bookkeeping of who was used last.
        if (_records.Count > MostRemembered)
            _records.Clear();
        var understood = new List<Document>();
        var events = new List<SseItem<string>>();
        foreach (var document in documents)
        {
            if (FeedbackKey.IsAnalysis(document.Key))
            {
                understood.Add(document);
                continue;
            }

            var record = Json.Read(document, RecordsJson.Default.FeedbackRecord);
            if (record.State == FeedbackState.Received)
                _records[record.Id] = record with { Text = null };
            else if (EventOf(record) is { } ofVersion01)
                events.Add(ofVersion01);
        }

        var unknown = understood.Select(document => document.Key.Partition).Where(id => !_records.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var found in await store.GetStoredFeedbackAsync(unknown, cancellationToken))
            _records[found.Record.Id] = found.Received with { Text = null };
        events.AddRange(understood
            .Where(document => _records.ContainsKey(document.Key.Partition))
            .Select(document => EventOf(AnalysisDocument.Join(_records[document.Key.Partition], FeedbackRecords.ReadAnalysis(document))))
            .OfType<SseItem<string>>());
        return events;
    }

    private static SseItem<string>? EventOf(FeedbackRecord record)
    {
        if (record is not { State: FeedbackState.Mapped, Analysis: not null })
            return null;
        var opinions = record.Opinions();
        var mapped = new FeedbackMappedEvent(record.Id, record.Source, record.Touchpoint, record.OccurredAt, record.Sentiment()!.Value,
            [.. (record.Mapping ?? []).SelectMany(mapping => mapping.Opinions.Select((opinion, index) =>
                new FeedbackMappedOpinion(
                    mapping.Journey, opinion.Stage, opinion.Theme, mapping.HeardBy, opinion.Owner, mapping.Segments ?? [], opinions[index].Sentiment)))]);
        return new(JsonSerializer.Serialize(mapped, AppJson.Default.FeedbackMappedEvent), "feedback.mapped");
    }
}

/// <summary>
/// The events of changed tickets. The feed shows a ticket as it is, not what is new of it, so a stream remembers how far it has told of each.
/// Of a ticket that it has not seen, it tells what was done since the place at which it begins, or in the ticket's last change.
/// </summary>
internal sealed class TicketChanges(DateTimeOffset from)
{
    private readonly Dictionary<string, int> _told = new(StringComparer.Ordinal);

    public IEnumerable<SseItem<string>> Of(Document document)
    {
        var ticket = Json.Read(document, TicketsJson.Default.Ticket);
        var seen = _told.TryGetValue(ticket.Id, out var told);
        _told[ticket.Id] = ticket.History.Count;
        var isNew = ticket.RaisedAt == ticket.UpdatedAt && ticket.History.Count <= 1;
        if (!isNew)
            yield return Event("ticket.changed", ticket, ticket.History.Count > 0 ? ticket.History[^1].Action : TicketAction.Raised, ticket.History.Count);
        else if (ticket.History.Count == 0)
            yield return Event(TicketEvents.TypeOf(TicketAction.Raised), ticket, TicketAction.Raised, 0);
        foreach (var entry in ticket.History.Where(entry => isNew || (seen ? entry.Number >= told : entry.At >= from || entry.At == ticket.UpdatedAt)))
            yield return Event(TicketEvents.TypeOf(entry.Action), ticket, entry.Action, entry.Number + 1);
    }

    private static SseItem<string> Event(string type, Ticket ticket, TicketAction action, int version)
    {
        var changed = new TicketChangedEvent(ticket.Id, ticket.Journey, ticket.Theme, ticket.Stage, ticket.State, ticket.Title, ticket.OwnedBy,
            ticket.Evidence.Customers, ticket.UpdatedAt, action, version, ticket.Evidence.CustomersEstimated);
        return new(JsonSerializer.Serialize(changed, AppJson.Default.TicketChangedEvent), type);
    }
}

/// <summary>Where a stream stands in the two feeds that it reads.</summary>
/// <param name="Feedback">The cursor of feedback.</param>
/// <param name="Tickets">The cursor of tickets.</param>
/// <param name="At">Since when nothing of it was read, UTC: what was done to a ticket from then on is still to be sent.</param>
internal sealed record StreamPlace(string Feedback, string Tickets, DateTimeOffset At)
{
    public static async Task<StreamPlace> NowAsync(IDocumentStore store, DateTimeOffset now, CancellationToken cancellationToken) => new(
        (await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Now, 1, cancellationToken)).Cursor,
        (await store.ReadChangesAsync(Containers.Tickets, ChangeCursor.Now, 1, cancellationToken)).Cursor,
        now);

    /// <summary>Reads an event's id; <c>null</c> when it is none of ours.</summary>
    /// <param name="id">The id. One of an earlier version has no time.</param>
    /// <param name="now">The time for one without.</param>
    public static StreamPlace? TryParse(string id, DateTimeOffset now) =>
        id.Length < 4096 && id.Split('.') is [{ Length: > 0 } feedback, { Length: > 0 } tickets, .. var rest] && rest.Length <= 1
        && Base64Url.IsValid(feedback) && Base64Url.IsValid(tickets) && TimeIn(rest, now) is { } at
            ? new(Decode(feedback), Decode(tickets), at)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Encode(Feedback)}.{Encode(Tickets)}.{At.ToUnixTimeMilliseconds()}");

    private static DateTimeOffset? TimeIn(string[] rest, DateTimeOffset now) =>
        rest.Length == 0 ? now
        : long.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(at, now.ToUnixTimeMilliseconds()))
            : null;

    private static string Encode(string cursor) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(cursor));

    private static string Decode(string text) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
}

/// <summary>A feedback was mapped.</summary>
internal sealed record FeedbackMappedEvent(
    string Id, string Source, string Touchpoint, DateTimeOffset OccurredAt, Sentiment Sentiment, IReadOnlyList<FeedbackMappedOpinion> Opinions);

/// <summary>Where one of its opinions lies.</summary>
internal sealed record FeedbackMappedOpinion(
    string Journey, string Stage, string? Theme, string HeardBy, string? OwnedBy, IReadOnlyList<string> Segments, Sentiment Sentiment);

/// <summary>A ticket was raised or changed.</summary>
/// <param name="Action">What was done to it; of <c>ticket.changed</c> the last thing, and when its version was seen before there is new evidence alone.</param>
/// <param name="Version">The ticket's version then: what stands in its <c>ETag</c>.</param>
internal sealed record TicketChangedEvent(
    string Id, string Journey, string Theme, string Stage, TicketState State, string Title, string OwnedBy, long Customers, DateTimeOffset UpdatedAt,
        TicketAction Action, int Version, bool CustomersEstimated);
