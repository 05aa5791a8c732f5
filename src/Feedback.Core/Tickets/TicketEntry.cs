using System.Text.Json.Serialization;

namespace Feedback.Core.Tickets;

/// <summary>One action on a ticket. Entries are only ever added; ticket and number identify an event permanently.</summary>
public sealed record TicketEntry
{
    /// <summary>Its number within the ticket, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done.</summary>
    public required TicketAction Action { get; init; }

    /// <summary>Who did it: <c>manager</c> or another name of a caller; <c>feedback</c> for the program itself.</summary>
    public required string By { get; init; }

    /// <summary>The person named by the caller, if several share a key.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The state before, if it changed.</summary>
    public TicketState? From { get; init; }

    /// <summary>The state after, if it changed.</summary>
    public TicketState? To { get; init; }

    /// <summary>The comment, the reason, or what was set, in words.</summary>
    public string? Text { get; init; }

    /// <summary>The other ticket, of a merge or a split.</summary>
    public string? OtherTicket { get; init; }

    /// <summary>The name under which the program itself acts.</summary>
    public const string System = "feedback";
}

/// <summary>What was done to a ticket. The name of its event is <c>ticket.</c> and this word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TicketAction>))]
public enum TicketAction
{
    /// <summary>Raised by detection, or split off another ticket.</summary>
    [JsonStringEnumMemberName("raised")] Raised,

    /// <summary>Brought to another state.</summary>
    [JsonStringEnumMemberName("moved")] Moved,

    /// <summary>It came back after it was done with or dismissed.</summary>
    [JsonStringEnumMemberName("reopened")] Reopened,

    /// <summary>Commented on.</summary>
    [JsonStringEnumMemberName("commented")] Commented,

    /// <summary>Given to a silo or a person, or collaborators were named.</summary>
    [JsonStringEnumMemberName("assigned")] Assigned,

    /// <summary>Its due date was set or taken away.</summary>
    [JsonStringEnumMemberName("scheduled")] Scheduled,

    /// <summary>It is overdue, or nobody takes it on.</summary>
    [JsonStringEnumMemberName("escalated")] Escalated,

    /// <summary>Another ticket was merged into it, or it into another.</summary>
    [JsonStringEnumMemberName("merged")] Merged,

    /// <summary>Some of its topics were split off into another.</summary>
    [JsonStringEnumMemberName("split")] Split,

    /// <summary>It surged: more customers complain about it than since it was raised, or since its change was shipped.</summary>
    [JsonStringEnumMemberName("surged")] Surged,
}
