using System.Net.ServerSentEvents;
using System.Text;
using Feedback.Core.Storage;

namespace Feedback.Web.Api;

/// <summary>Reads events from the change feeds, page by page, each as the bytes that are sent.</summary>
internal sealed class EventPages(IDocumentStore store, TimeProvider time, StreamPlace from)
{
    private const int PageSize = 200;

    private readonly MappedFeedback _feedback = new(store);
    private readonly TicketChanges _tickets = new(from.At);

    /// <summary>Up to where it has been read.</summary>
    public StreamPlace Place { get; private set; } = from;

    /// <summary>The next page; an empty one where there is nothing new.</summary>
    public async Task<EventPage> ReadAsync(CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        var mapped = await store.ReadChangesAsync(Containers.Feedback, Place.Feedback, PageSize, cancellationToken);
        var changed = await store.ReadChangesAsync(Containers.Tickets, Place.Tickets, PageSize, cancellationToken);
        var ofFeedback = await _feedback.OfAsync(mapped.Documents, cancellationToken);
        List<SseItem<string>> events = [.. ofFeedback, .. changed.Documents.SelectMany(_tickets.Of)];

        var next = new StreamPlace(mapped.Cursor, changed.Cursor, readAt);
        // The place moves on with the last event of a page; until then a client that comes back reads the page again.
        var (here, there) = (Place.ToString(), next.ToString());
        var text = new StringBuilder();
        foreach (var (i, item) in events.Index())
            Append(text, item.EventType, item.Data, i == events.Count - 1 ? there : here);
        Place = next;
        return new(next, Encoding.UTF8.GetBytes(text.ToString()), mapped.Documents.Count < PageSize && changed.Documents.Count < PageSize);
    }

    /// <summary>One event without data.</summary>
    public static byte[] Bare(string type, StreamPlace place)
    {
        var text = new StringBuilder();
        Append(text, type, "", place.ToString());
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // JSON has no line breaks of its own, so that the data is one line.
    private static void Append(StringBuilder text, string type, string data, string id) =>
        text.Append("event: ").Append(type).Append("\ndata: ").Append(data).Append("\nid: ").Append(id).Append("\n\n");
}

/// <summary>Some events.</summary>
/// <param name="Next">Where it goes on.</param>
/// <param name="Bytes">The events as they are sent.</param>
/// <param name="IsLast">Whether there was nothing behind them.</param>
internal sealed record EventPage(StreamPlace Next, ReadOnlyMemory<byte> Bytes, bool IsLast);
