using Feedback.Core.Tickets;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The examples of changes to tickets, each answered with what it makes of <see cref="Ticket"/>. Not fields: the order of those in two files of one
/// class is not defined.</summary>
internal static partial class Examples
{
    public const string PostedTransition = """{ "to": "accepted", "onBehalfOf": "Ann" }""";

    public const string PostedComment = """{ "text": "The bank's batch runs on Mondays only; asked for a daily one.", "onBehalfOf": "Ann" }""";

    public const string PostedOwner = """{ "silo": "billing", "assignee": "Ann", "collaborators": ["service"], "onBehalfOf": "Ann" }""";

    public const string PostedDueDate = """{ "dueAt": "2026-12-18T17:00:00Z", "onBehalfOf": "Ann" }""";

    public const string PostedMerge = """{ "into": "retail.refund.2026-11-20", "reason": "One cause: the refund waits for the corrected invoice." }""";

    public const string PostedSplit = """{ "topics": [{ "theme": "invoice-error", "stage": "pay" }], "title": "Wrong invoices after a part return" }""";

    public static TicketCandidatesView Candidates => new([new("delivery-time", "receive", At.AddDays(-28), At, 41, 0.062)], null, new(2026, 12, 4));

    private static TicketActor Ann => new("manager", "Ann");

    public static Ticket AcceptedTicket => Ticket.Append(TicketAction.Moved, Ann, Later, TicketState.Accepted).WithComputedFields(Later);

    public static Ticket CommentedTicket =>
        Ticket.Append(TicketAction.Commented, Ann, Later, text: "The bank's batch runs on Mondays only; asked for a daily one.").WithComputedFields(Later);

    public static Ticket AssignedTicket =>
        (Ticket.Append(TicketAction.Assigned, Ann, Later, text: "Assigned to Billing and credit (Ann), with help from Customer service.") with
        {
            Assignee = "Ann",
            Collaborators = ["service"],
        }).WithComputedFields(Later);

    public static Ticket ScheduledTicket =>
        (Ticket.Append(TicketAction.Scheduled, Ann, Later, text: "Due 18 Dec 2026, 17:00 UTC.") with { DueAt = new(2026, 12, 18, 17, 0, 0, TimeSpan.Zero) })
            .WithComputedFields(Later);

    public static Ticket MergedTicket => Merged.WithComputedFields(Later);

    public static Ticket SplitTicket => Part.Append(TicketAction.Raised, Ann, Later, otherTicket: Ticket.Id).WithComputedFields(Later);

    private static Ticket Merged => Ticket.Append(TicketAction.Merged, Ann, Later, text: "One cause: the refund waits for the corrected invoice.",
        otherTicket: Part.Id) with
    {
        Topics = [.. Ticket.Topics, .. Part.Topics],
    };

    private static Ticket Part => Ticket with
    {
        Id = "retail.invoice-error.2026-11-21",
        Theme = "invoice-error",
        Title = "Wrong invoices after a part return",
        Topics = [new("invoice-error", "pay")],
        History = [],
        RaisedAt = Later,
    };

    private static DateTimeOffset Later => At.AddDays(1);
}
