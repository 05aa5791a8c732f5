using Feedback.Core.Detection;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.Subscriptions;

/// <summary>Tickets to tell others of.</summary>
internal static class Tickets
{
    public static readonly DateTimeOffset At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public const string Id = "retail.refund.2026-11-20";

    /// <summary>A ticket about refunds, owned by billing, heard by store and service, on which things were done a minute after each other.</summary>
    public static Ticket With(params TicketAction[] actions) => AnyTicket.Raised(Id, At, new("refund", "pay"), new("refund", "get-help")) with
    {
        Title = "Refunds: heard by stores and customer service, owned by billing",
        Collaborators = ["logistics"],
        HeardBy = [new("store", 9), new("service", 5)],
        Cause = new(new("refund", "pay"), FindingKind.Jump, At.AddDays(-7), At, 11, 1.1, 0.0000002, 0.09),
        Evidence = new(At.AddDays(-28), At, 14, 11, 0.09, 3.5, -0.55, [], ["7d1c0f6b9a2e4d5f8c3b1a0e9d8c7b6a"], ["aa1c0f6b9a2e4d5f8c3b1a0e9d8c7b6a"]),
        Priority = new(62.5, [new("reach", 18, 40, "11 customers, 9 % of those heard")]),
        Quotes = [new("7d1c0f6b9a2e4d5f8c3b1a0e9d8c7b6a", "store", At, "the refund took six weeks")],
        History = [.. actions.Select((action, number) =>
            new TicketEntry { Number = number, At = At.AddMinutes(number), By = TicketEntry.System, Action = action })],
        UpdatedAt = At.AddMinutes(actions.Length),
    };

    public static Document ToDocument(this Ticket ticket) =>
        new(new(ticket.Journey, ticket.Id), "1", Json.Serialize(ticket with { Quotes = null }, TicketsJson.Default.Ticket));
}
