using System.Runtime.CompilerServices;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>A ticket and the store's version of it.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="ETag">The version of its document.</param>
internal sealed record StoredTicket(Ticket Ticket, string ETag)
{
    /// <summary>The ticket of a document.</summary>
    public static StoredTicket Of(Document document) => new(Json.Read(document, TicketsJson.Default.Ticket), document.ETag);
}

/// <summary>Reads tickets with their versions.</summary>
internal static class StoredTickets
{
    /// <summary>All tickets of a journey, in the order of their ids.</summary>
    public static async IAsyncEnumerable<StoredTicket> TicketsOfAsync(this IDocumentStore store, string journey,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var document in store.AllAsync(Containers.Tickets, journey, IdRange.All, cancellationToken: cancellationToken))
            yield return StoredTicket.Of(document);
    }
}
