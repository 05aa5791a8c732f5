using Feedback.Core.Journeys;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Tickets;

/// <summary>All that tickets are worked on with, on a store in memory and a clock that stands at noon of 20 November 2026.</summary>
internal sealed class Desk
{
    public static readonly TicketActor Ann = new("manager", "Ann");

    public Desk()
    {
        Store = new(Time);
        Tickets = new(Store, Catalogue);
        Change = new(Store, Tickets, Time);
        Merges = new(Tickets, Change);
        Splits = new(Store, Catalogue, Tickets, Change, Time);
        Escalation = new(Catalogue, Tickets, Change, Time, NullLogger<EscalateTickets>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(TestTime.Start);

    public DictionaryStore Store { get; }

    public JourneyCatalogue Catalogue { get; } = new([Definitions.Read(Definitions.Shop())], ["shop"]);

    public TicketQuery Tickets { get; }

    public ChangeTicket Change { get; }

    public MergeTickets Merges { get; }

    public SplitTicket Splits { get; }

    public EscalateTickets Escalation { get; }

    public static Predicate<int> Version(int version) => present => present == version;

    public async Task<Ticket> ReadAsync(string id = AnyTicket.Id) => (await Tickets.FindAsync(id))!.Value.Ticket;

    public Task<IReadOnlyList<Ticket>> AllAsync() => Tickets.OfJourneyAsync("shop");

    public Task<TicketChange> CommentAsync(int? version = null, string text = "Looked at it.") =>
        Change.RunAsync(AnyTicket.Id, version is { } seen ? Version(seen) : null, (ticket, now) => TicketWork.Comment(ticket, text, Ann, now));

    /// <summary>What detection does every few minutes.</summary>
    public async Task RewriteEvidenceAsync(string id = AnyTicket.Id)
    {
        var document = (await Store.GetAsync(Containers.Tickets, new("shop", id)))!;
        var ticket = Json.Read(document, TicketsJson.Default.Ticket);
        var body = Json.Serialize(ticket with { Evidence = ticket.Evidence with { Negative = ticket.Evidence.Negative + 1 } }, TicketsJson.Default.Ticket);
        await Store.ReplaceAsync(Containers.Tickets, new(document.Key, body), document.ETag);
    }

    /// <summary>Lets something happen once, right before a ticket is next written; throw to crash there.</summary>
    public void BeforeWriting(string id, Func<Task> happens) => Store.BeforeWrite = async key =>
    {
        if (key.Id != id)
            return;
        Store.BeforeWrite = null;
        await happens();
    };
}

/// <summary>The machine stops.</summary>
internal sealed class CrashException : Exception;
