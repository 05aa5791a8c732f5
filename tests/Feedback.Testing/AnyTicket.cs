using Feedback.Core.Detection;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Testing;

/// <summary>Tickets to begin a test with, as detection would have raised them. A test says with <c>with</c> what it needs to be otherwise.</summary>
public static class AnyTicket
{
    public const string Id = "shop.invoice-error.2026-11-10";
    public static readonly DateTimeOffset RaisedAt = new(2026, 11, 10, 9, 0, 0, TimeSpan.Zero);
    public static readonly Topic Invoice = new("invoice-error", "pay");
    public static readonly Topic Delivery = new("delivery-time", "receive");
    public static readonly Topic Staff = new("staff-attitude", "buy");

    /// <summary>A ticket on the shop's journey that was raised on 10 November 2026 and brought to a state the day after.</summary>
    public static Ticket Of(TicketState state = TicketState.Open, string id = Id, params IReadOnlyList<Topic> topics)
    {
        var raised = Raised(id, RaisedAt, topics.Count > 0 ? topics : [Invoice]);
        if (state == TicketState.Open)
            return raised;
        var moved = raised.Append(TicketAction.Moved, new("manager"), RaisedAt.AddDays(1), state);
        return state is TicketState.Shipped or TicketState.Verified or TicketState.Ineffective ? moved with { ShippedAt = RaisedAt.AddDays(1) } : moved;
    }

    /// <summary>An open ticket of a jump within two days, owned by billing, heard by stores and logistics.</summary>
    /// <param name="id">Its id; what stands before the first dot is its journey.</param>
    /// <param name="at">When it was raised.</param>
    /// <param name="topics">Its topics, at least one.</param>
    public static Ticket Raised(string id, DateTimeOffset at, params IReadOnlyList<Topic> topics) => new()
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
        Cause = new(topics[0], FindingKind.Jump, at.AddDays(-2), at, 11, 1.1, 0.0000002, 0.09),
        Evidence = new(at.AddDays(-28), at, 14, 11, 0.09, 3.5, -0.55, [new(DateOnly.FromDateTime(at.UtcDateTime).AddDays(-1), 14)], [], []),
        Priority = new(50, []),
        History = [new() { Number = 0, At = at, By = TicketEntry.System, Action = TicketAction.Raised, To = TicketState.Open }],
        RaisedAt = at,
        UpdatedAt = at,
    };

    public static TicketOutcome Outcome(OutcomeVerdict verdict, DateTimeOffset at) => Outcome(verdict, RaisedAt.AddDays(1), at);

    /// <summary>What was measured of a change: 60 of 300 customers in the four weeks before, 20 of 290 since.</summary>
    public static TicketOutcome Outcome(OutcomeVerdict verdict, DateTimeOffset shippedAt, DateTimeOffset at) => new(
        verdict, shippedAt, at, 1, new(shippedAt.AddDays(-28), shippedAt, 60, 300), new(shippedAt, at, 20, 290), 0.35, 0.2, 0.6, null, "A method.",
            $"It is {verdict}.");

    public static async Task PutAsync(this IDocumentStore store, params IEnumerable<Ticket> tickets)
    {
        foreach (var ticket in tickets)
            await store.UpsertAsync(Containers.Tickets, Json.Write(new(ticket.Journey, ticket.Id), ticket, TicketsJson.Default.Ticket));
    }
}
