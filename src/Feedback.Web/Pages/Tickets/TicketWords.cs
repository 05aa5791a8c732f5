using System.Globalization;
using Feedback.Core.Detection;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>How the pages say what a ticket is and what was done to it.</summary>
public static class TicketWords
{
    /// <summary>When a ticket is raised, for where there is none.</summary>
    public const string WhenRaised = "A ticket is raised when a problem affects more customers than expected, or affects many of them all the time.";

    /// <summary>How far an open ticket is from somebody who works on it.</summary>
    public static string Assigned(Ticket ticket) => ticket.Assignee is null ? "unassigned" : "not yet accepted";

    /// <summary>A ticket in a few words: its themes, unless somebody gave it a title of its own.</summary>
    public static string Heading(Ticket ticket, JourneyNames names) =>
        ticket.Title.StartsWith(names.Theme(ticket.Theme) + ":", StringComparison.Ordinal)
            ? string.Join(", ", ticket.Topics.Select(topic => names.Theme(topic.Theme)).Distinct())
            : ticket.Title;

    /// <summary>A state's name.</summary>
    public static string State(TicketState state) => state switch
    {
        TicketState.Open => "Open",
        TicketState.Accepted => "Accepted",
        TicketState.InProgress => "In progress",
        TicketState.Shipped => "Shipped",
        TicketState.Verified => "Verified",
        TicketState.Ineffective => "Ineffective",
        TicketState.Closed => "Closed",
        _ => "Dismissed",
    };

    /// <summary>What a state means.</summary>
    public static string Meaning(TicketState state) => state switch
    {
        TicketState.Open => "not yet accepted",
        TicketState.Accepted => "the owner has accepted it",
        TicketState.InProgress => "a change is being made",
        TicketState.Shipped => "the change is live; waiting for customers’ feedback",
        TicketState.Verified => "customers’ later feedback shows that it helped",
        TicketState.Ineffective => "customers’ later feedback shows that it did not help enough; decide what to do next",
        TicketState.Closed => "no further work",
        _ => "will not be worked on",
    };

    /// <summary>What moving a ticket is called.</summary>
    public static string Move(TicketState from, TicketState to) => (from, to) switch
    {
        (TicketState.Open, TicketState.Accepted) => "Accept",
        (_, TicketState.Accepted) => "Back to accepted",
        (TicketState.Accepted, TicketState.InProgress) => "Start work",
        (_, TicketState.InProgress) => "Back to in progress",
        (_, TicketState.Shipped) => "Mark as shipped",
        (_, TicketState.Dismissed) => "Dismiss",
        (_, TicketState.Closed) => "Close",
        (TicketState.Accepted, TicketState.Open) => "Back to open",
        _ => "Reopen",
    };

    /// <summary>What was done, as a verb in the past.</summary>
    public static string Action(TicketEntry entry) => entry switch
    {
        { Action: TicketAction.Raised, OtherTicket: not null } => "split it off from another",
        { Action: TicketAction.Raised } => "raised it",
        { Action: TicketAction.Moved, To: { } to } => $"moved it to {State(to).ToLowerInvariant()}",
        { Action: TicketAction.Moved } => "moved it",
        { Action: TicketAction.Reopened } => "reopened it",
        { Action: TicketAction.Commented } => "commented",
        { Action: TicketAction.Assigned } => "assigned it",
        { Action: TicketAction.Scheduled } => "set the due date",
        { Action: TicketAction.Escalated } => "escalated it",
        { Action: TicketAction.Merged, To: not null } => "merged it into another",
        { Action: TicketAction.Merged } => "merged another into it",
        { Action: TicketAction.Surged } => "found a surge in complaints",
        _ => "split off topics",
    };

    /// <summary>Who did it.</summary>
    public static string Who(TicketEntry entry) => (entry.By, entry.OnBehalfOf) switch
    {
        (TicketEntry.System, _) => "System",
        ("manager", { } person) => person,
        ("manager", _) => "A manager",
        var (by, person) => person is null ? by : $"{person} (via {by})",
    };

    /// <summary>What a part of the priority is about.</summary>
    public static string Part(string name) => name switch
    {
        TicketPriorityRule.Reach => "Customers affected",
        TicketPriorityRule.Severity => "Severity",
        TicketPriorityRule.Drive => "Impact on scores",
        TicketPriorityRule.LifetimeValue => "Customer lifetime value",
        TicketPriorityRule.Surge => "Surge",
        _ => name,
    };

    /// <summary>Why a ticket is there, in a word: it surged lately, it rose, or it is there all the time.</summary>
    public static string Kind(Ticket ticket, DateTimeOffset now) =>
        TicketSurges.IsSurging(ticket, now) ? $"surged {Format.Day(ticket.Surge!.At)}" : ticket.Cause.Kind == FindingKind.Chronic ? "ongoing" : "increased";

    /// <summary>A priority: 76.</summary>
    public static string Priority(Ticket ticket) => ticket.Priority.Score.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Whether it has waited too long, and nobody has moved it since that was noted.</summary>
    public static bool IsEscalated(Ticket ticket) =>
        TicketLifecycle.IsLive(ticket.State) && ticket.History.LastOrDefault(entry =>
            entry.Action == TicketAction.Escalated || entry.To is not null)?.Action == TicketAction.Escalated;

    /// <summary>What a change did, with its interval: "cut by 10 %, somewhere between 4 % and 24 %"; <c>null</c> while it cannot be computed.</summary>
    public static string? Effect(TicketOutcome outcome)
    {
        if (outcome is not { Effect: { } effect, Low: { } low, High: { } high })
            return null;
        var middle = Percent(effect) switch { "0%" => "unchanged", var percent => effect < 1 ? $"down {percent}" : $"up {percent}" };
        var between = (low, high) switch
        {
            ( <= 1, <= 1) => $"between {Percent(high)} and {Percent(low)}",
            ( >= 1, _) => $"between {Percent(low)} and {Percent(high)}",
            _ => $"between {Percent(low)} down and {Percent(high)} up",
        };
        return $"{middle}, likely {between}";
    }

    // Below one, a decimal: an interval that excludes nothing must not read as if it began at nothing.
    private static string Percent(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{Round(100 * Math.Abs(ratio - 1)):0.#}%");

    private static double Round(double percent) => percent < 1 ? Math.Round(percent, 1) : Math.Round(percent);
}
