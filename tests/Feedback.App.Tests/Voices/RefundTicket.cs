using Feedback.Core.Detection;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.App.Tests.Voices;

/// <summary>A ticket on refunds: heard by the stores, owned by billing.</summary>
internal static class RefundTicket
{
    public const string Id = "retail.refund.2026-11-20";

    /// <summary>Raised a week before it was shipped, and verified.</summary>
    public static Ticket Verified(DateTimeOffset now, DateTimeOffset? shippedAt = null, string what = "Refunds are paid on the day on which the parcel is back.")
    {
        var shipped = shippedAt ?? now;
        return Open(shipped, "return",
        [
            new() { Number = 0, At = shipped.AddDays(-7), By = TicketEntry.System, Action = TicketAction.Raised, To = TicketState.Open },
            new() { Number = 1, At = shipped, By = "manager", Action = TicketAction.Moved, From = TicketState.Open, To = TicketState.Shipped, Text = what },
            new() { Number = 2, At = now, By = TicketEntry.System, Action = TicketAction.Moved, From = TicketState.Shipped, To = TicketState.Verified },
        ]) with
        {
            State = TicketState.Verified,
            UpdatedAt = now,
            ShippedAt = shipped,
            Outcome = new(OutcomeVerdict.Verified, shipped, now, 1, new(shipped.AddDays(-28), shipped, 40, 400), new(shipped, now, 10, 200), 0.68, 0.5, 0.9, null, "Difference in differences.", "It helped."),
        };
    }

    /// <summary>Open, with what was done on it.</summary>
    public static Ticket Open(DateTimeOffset now, string stage, IReadOnlyList<TicketEntry> history) => new()
    {
        Id = Id,
        Journey = "retail",
        Theme = "refund",
        Stage = stage,
        Topics = [new("refund", stage)],
        Title = "Refunds: heard by stores, owned by billing",
        State = TicketState.Open,
        OwnedBy = "billing",
        HeardBy = [new("store", 9)],
        CrossSilo = true,
        Cause = new(new("refund", stage), FindingKind.Jump, now.AddDays(-9), now, 11, 1.1, 0.0001, 0.09),
        Evidence = new(now.AddDays(-28), now, 14, 11, 0.09, 3.5, -0.55, [], [], []),
        Priority = new(62.5, []),
        History = history,
        RaisedAt = history[0].At,
        UpdatedAt = now,
    };

    public static async Task StoreAsync(IDocumentStore store, Ticket ticket) =>
        await store.UpsertAsync(Containers.Tickets, Json.Write(new(ticket.Journey, ticket.Id), ticket, TicketsJson.Default.Ticket));
}
