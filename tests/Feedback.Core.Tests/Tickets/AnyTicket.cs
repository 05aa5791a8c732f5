using Feedback.Core.Detection;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Tickets;

/// <summary>Tickets to begin a test with, as detection would have raised them.</summary>
internal static class AnyTicket
{
    public const string Id = "shop.invoice-error.2026-11-10";
    public static readonly DateTimeOffset RaisedAt = new(2026, 11, 10, 9, 0, 0, TimeSpan.Zero);
    public static readonly Topic Invoice = new("invoice-error", "pay");
    public static readonly Topic Delivery = new("delivery-time", "receive");
    public static readonly Topic Staff = new("staff-attitude", "buy");

    /// <summary>A ticket that was raised on 10 November 2026 and brought to a state the day after.</summary>
    public static Ticket Of(TicketState state = TicketState.Open, string id = Id, params IReadOnlyList<Topic> topics)
    {
        topics = topics.Count > 0 ? topics : [Invoice];
        var raised = new Ticket
        {
            Id = id,
            Journey = id.Split('.')[0],
            Theme = topics[0].Theme,
            Stage = topics[0].Stage,
            Topics = topics,
            Title = "Wrong bills",
            State = TicketState.Open,
            OwnedBy = "billing",
            HeardBy = [new("store", 9), new("logistics", 5)],
            CrossSilo = true,
            Cause = new(topics[0], FindingKind.Jump, RaisedAt.AddDays(-2), RaisedAt, 11, 1.1, 0.0000002, 0.09),
            Evidence = new(RaisedAt.AddDays(-28), RaisedAt, 14, 11, 0.09, 3.5, -0.55, [new(new(2026, 11, 9), 14)], [], []),
            Priority = new(50, []),
            History = [new() { Number = 0, At = RaisedAt, By = TicketEntry.System, Action = TicketAction.Raised, To = TicketState.Open }],
            RaisedAt = RaisedAt,
            UpdatedAt = RaisedAt,
        };
        if (state == TicketState.Open)
            return raised;
        var moved = raised.Append(TicketAction.Moved, new("manager"), RaisedAt.AddDays(1), state);
        return state is TicketState.Shipped or TicketState.Verified or TicketState.Ineffective ? moved with { ShippedAt = RaisedAt.AddDays(1) } : moved;
    }

    public static TicketOutcome Outcome(OutcomeVerdict verdict, DateTimeOffset at) => new(
        verdict, RaisedAt.AddDays(1), at, 1, new(RaisedAt.AddDays(-27), RaisedAt.AddDays(1), 60, 300), new(RaisedAt.AddDays(1), at, 20, 290), 0.35, 0.2, 0.6, null, "A method.", $"It is {verdict}.");

    public static async Task PutAsync(this IDocumentStore store, params IEnumerable<Ticket> tickets)
    {
        foreach (var ticket in tickets)
            await store.UpsertAsync(Containers.Tickets, Json.Write(new(ticket.Journey, ticket.Id), ticket, TicketsJson.Default.Ticket));
    }
}
