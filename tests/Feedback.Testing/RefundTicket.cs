using Feedback.Core.Tickets;

namespace Feedback.Testing;

/// <summary>A ticket on the retail journey about refunds: heard by the stores, owned by billing.</summary>
public static class RefundTicket
{
    public const string Id = "retail.refund.2026-11-20";

    /// <summary>Raised a week before it was shipped, and verified.</summary>
    public static Ticket Verified(DateTimeOffset now, DateTimeOffset? shippedAt = null,
        string what = "Refunds are paid on the day on which the parcel is back.")
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
            Outcome = AnyTicket.Outcome(OutcomeVerdict.Verified, shipped, now) with { Effect = 0.68, Low = 0.5, High = 0.9 },
        };
    }

    /// <summary>Open, with what was done on it.</summary>
    public static Ticket Open(DateTimeOffset now, string stage, IReadOnlyList<TicketEntry> history) =>
        AnyTicket.Raised(Id, now, new Core.Records.Topic("refund", stage)) with
        {
            Title = "Refunds: heard by stores, owned by billing",
            HeardBy = [new("store", 9)],
            History = history,
            RaisedAt = history[0].At,
        };
}
