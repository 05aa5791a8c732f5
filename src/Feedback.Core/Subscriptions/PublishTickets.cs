using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Subscriptions;

/// <summary>
/// Reads the tickets' change feed and records for each subscriber each event that it wants. An entry of a ticket's history is held against the filters once:
/// how many entries were published is kept beside the ticket, after the deliveries, so a crash between the two records the same deliveries again, which changes
/// nothing.
/// </summary>
public sealed class PublishTickets(IDocumentStore store, SubscriptionRegistry subscriptions, DeliveryLog deliveries, ILogger<PublishTickets> logger)
{
    /// <summary>Handles a page of the tickets' change feed.</summary>
    /// <exception cref="StoreUnavailableException">The store is down; the page is to be handled again later.</exception>
    public async Task HandleAsync(IReadOnlyList<Document> changes, CancellationToken cancellationToken)
    {
        // Most changes bring new evidence and no new entry: those cost one read of a page's marks and nothing more.
        List<Ticket> tickets = [.. changes.Select(change => Json.TryRead(change, TicketsJson.Default.Ticket, logger)).OfType<Ticket>()];
        var published = (await store.GetManyAsync(Containers.Settings, [.. tickets.Select(ticket => KeyOf(ticket.Id)).Distinct()], cancellationToken))
            .ToDictionary(document => document.Key.Id, document => (Json.Read(document, SubscriptionsJson.Default.PublishedTicket).Entries, document.ETag),
                StringComparer.Ordinal);
        IReadOnlyList<Subscription>? subscribers = null;
        foreach (var ticket in tickets)
        {
            var (entries, etag) = published.GetValueOrDefault(ticket.Id);
            if (ticket.History.Count <= entries)
                continue;
            subscribers ??= await subscriptions.AllAsync(cancellationToken);
            await RecordAsync(ticket, entries, subscribers, cancellationToken);
            if (await MarkAsync(ticket, etag, cancellationToken) is { } marked)
                published[ticket.Id] = (ticket.History.Count, marked);
        }
    }

    private async Task RecordAsync(Ticket ticket, int published, IReadOnlyList<Subscription> subscribers, CancellationToken cancellationToken)
    {
        foreach (var ticketEvent in TicketEvents.Of(ticket).Where(ticketEvent => ticketEvent.Data.Entry.Number >= published))
        {
            foreach (var subscriber in subscribers)
            {
                if (ticketEvent.Timestamp >= subscriber.CreatedAt && subscriber.Filter.Matches(ticket, ticketEvent.Data.Entry.Action))
                    await deliveries.RecordAsync(subscriber.Id, ticketEvent, cancellationToken);
            }
        }
    }

    /// <summary>Notes how far a ticket is published. When somebody else has noted it meanwhile their mark stays: at worst the entries are gone through once
    /// more.</summary>
    private async Task<string?> MarkAsync(Ticket ticket, string? etag, CancellationToken cancellationToken)
    {
        var write = Json.Write(new(DocumentKinds.PublishedTicket, ticket.Id), new PublishedTicket(ticket.History.Count),
            SubscriptionsJson.Default.PublishedTicket);
        var written = await store.WriteIfAsync(Containers.Settings, write, etag, cancellationToken);
        return written.ETag;
    }

    private static DocumentKey KeyOf(string ticket) => new(DocumentKinds.PublishedTicket, ticket);
}

/// <summary>How far a ticket is published.</summary>
/// <param name="Entries">How many entries of its history.</param>
public sealed record PublishedTicket(int Entries);
