using Feedback.Core.Detection;
using Feedback.Core.Records;
using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.ClosingTheLoop;

/// <summary>A ticket on the shop's journey: wrong bills, heard from 1 to 15 November, shipped on the 15th, verified on the 20th.</summary>
internal static class ShopTicket
{
    public static readonly DateTimeOffset From = new(2026, 11, 1, 0, 30, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset ShippedAt = new(2026, 11, 15, 12, 30, 0, TimeSpan.Zero);
    public static readonly Topic Bills = new("invoice-error", "pay");
    public static readonly Topic Late = new("delivery-time", "receive");

    public static Ticket Raised(params IReadOnlyList<Topic> topics) =>
        AnyTicket.Raised("shop.invoice-error.2026-11-10", From.AddDays(9), topics.Count == 0 ? [Bills] : topics) with
        {
            HeardBy = [new("store", 9)],
            Cause = new(Bills, FindingKind.Jump, From, From.AddDays(28), 11, 1.1, 0.0001, 0.09),
            Evidence = new(From.AddDays(2), From.AddDays(9), 14, 11, 0.09, 3.5, -0.55, [], [], []),
        };

    public static Ticket Verified(params IReadOnlyList<Topic> topics) => Shipped(topics).Verify();

    public static Ticket Shipped(params IReadOnlyList<Topic> topics) =>
        Raised(topics).Moved(TicketState.Shipped, "Every bill is now checked against the order before it is sent.") with { ShippedAt = ShippedAt };

    public static Ticket Verify(this Ticket ticket, double? effect = 0.7) => ticket.Moved(TicketState.Verified) with
    {
        Outcome = new(OutcomeVerdict.Verified, ShippedAt, ShippedAt.AddDays(5), 1, new(From, ShippedAt, 40, 400), new(ShippedAt, ShippedAt.AddDays(5), 10, 200),
            effect, 0.5, 0.9, null,
            "Difference in differences.", "30% fewer customers complain about it than would have without the change."),
    };

    public static Ticket Moved(this Ticket ticket, TicketState to, string? text = null) => ticket with
    {
        State = to,
        History =
        [
            .. ticket.History,
            new()
            {
                Number = ticket.History.Count, At = ShippedAt, By = "manager", From = ticket.State, To = to, Text = text,
                Action = to == TicketState.Open ? TicketAction.Reopened : TicketAction.Moved,
            },
        ],
    };
}
