using System.Text.Json.Serialization;

namespace Feedback.Core.Tickets;

/// <summary>The state of a ticket.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TicketState>))]
public enum TicketState
{
    /// <summary>Raised; nobody has taken it on.</summary>
    [JsonStringEnumMemberName("open")] Open,

    /// <summary>The owning silo has taken it on.</summary>
    [JsonStringEnumMemberName("accepted")] Accepted,

    /// <summary>A change is being made.</summary>
    [JsonStringEnumMemberName("in-progress")] InProgress,

    /// <summary>The change has reached the customers; their feedback is awaited.</summary>
    [JsonStringEnumMemberName("shipped")] Shipped,

    /// <summary>The customers' own later feedback shows that it helped. Nobody can set this by hand.</summary>
    [JsonStringEnumMemberName("verified")] Verified,

    /// <summary>Enough was heard, and it did not help. Nobody can set this by hand.</summary>
    [JsonStringEnumMemberName("ineffective")] Ineffective,

    /// <summary>Done with.</summary>
    [JsonStringEnumMemberName("closed")] Closed,

    /// <summary>Not to be worked on, for a reason that was given.</summary>
    [JsonStringEnumMemberName("dismissed")] Dismissed,
}
