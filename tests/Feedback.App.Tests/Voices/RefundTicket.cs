using Feedback.Core.Detection;
using Feedback.Core.Outcomes;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.App.Tests.Voices;

/// <summary>A ticket on refunds that was raised a week ago, shipped now and verified.</summary>
internal static class RefundTicket
{
    public const string Id = "retail.refund.2026-11-20";

    public static Ticket Verified(DateTimeOffset now) => new()
    {
        Id = Id,
        Journey = "retail",
        Theme = "refund",
        Stage = "return",
        Topics = [new("refund", "return")],
        Title = "Refunds: heard by stores, owned by billing",
        State = TicketState.Verified,
        OwnedBy = "billing",
        HeardBy = [new("store", 9)],
        CrossSilo = true,
        Cause = new(new("refund", "return"), FindingKind.Jump, now.AddDays(-9), now, 11, 1.1, 0.0001, 0.09),
        Evidence = new(now.AddDays(-28), now, 14, 11, 0.09, 3.5, -0.55, [], [], []),
        Priority = new(62.5, []),
        History =
        [
            new() { Number = 0, At = now.AddDays(-7), By = TicketEntry.System, Action = TicketAction.Raised, To = TicketState.Open },
            new() { Number = 1, At = now, By = "manager", Action = TicketAction.Moved, From = TicketState.Open, To = TicketState.Shipped, Text = "Refunds are paid on the day on which the parcel is back.\nNobody has to ask for them." },
            new() { Number = 2, At = now, By = TicketEntry.System, Action = TicketAction.Moved, From = TicketState.Shipped, To = TicketState.Verified },
        ],
        RaisedAt = now.AddDays(-7),
        UpdatedAt = now,
        ShippedAt = now,
        Outcome = new(OutcomeVerdict.Verified, now, now, 1, new(now.AddDays(-28), now, 40, 400), new(now, now, 10, 200), 0.68, 0.5, 0.9, null, "Difference in differences.", "It helped."),
    };

    public static async Task StoreAsync(IDocumentStore store, Ticket ticket) =>
        await store.UpsertAsync(Containers.Tickets, new(new(ticket.Journey, ticket.Id), Json.Serialize(ticket, CoreJson.Default.Ticket)));
}
