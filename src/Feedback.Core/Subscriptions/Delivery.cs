using System.Globalization;
using System.Text.Json.Serialization;

namespace Feedback.Core.Subscriptions;

/// <summary>One event for one subscriber: the very bytes that are sent, and how sending them goes.</summary>
public sealed record Delivery
{
    /// <summary>How long an attempt may take, from claiming it: after that it is due again, whatever became of whoever claimed it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>How long deliveries are kept, for looking and for sending again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The event's id, sent as <c>webhook-id</c>.</summary>
    public required string Event { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>The ticket's id.</summary>
    public required string Ticket { get; init; }

    /// <summary>When the event happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The body, as it was written when the event was published: JSON.</summary>
    public required string Body { get; init; }

    /// <summary>Its state.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>How often it was tried, since it was last begun.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was last tried, UTC.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>The HTTP status of the last answer; <c>null</c> when there was none.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? LastFault { get; init; }

    /// <summary>When it is due, UTC; while somebody is sending it, when it falls due again should that never end. <c>null</c> when nothing more is to be
    /// done.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was delivered, UTC.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Its id among a subscriber's deliveries: they are in the order in which the events happened.</summary>
    [JsonIgnore]
    public string Id => IdOf(At, Event);

    /// <summary>The id of the delivery of an event.</summary>
    public static string IdOf(DateTimeOffset at, string eventId) => StartOf(at) + "." + eventId[(eventId.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>Where the ids of events at or after a time start.</summary>
    public static string StartOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture);

    /// <summary>Whether it is to be sent at a time.</summary>
    public bool IsDueAt(DateTimeOffset now) => State == DeliveryState.Pending && NextAttemptAt <= now;

    /// <summary>Taken by somebody who sends it now.</summary>
    public Delivery Claimed(DateTimeOffset now) => this with { Attempts = Attempts + 1, LastAttemptAt = now, NextAttemptAt = now + Lease };

    /// <summary>Arrived.</summary>
    public Delivery Arrived(DateTimeOffset at, int status) =>
        this with { State = DeliveryState.Delivered, LastStatus = status, LastFault = null, NextAttemptAt = null, DeliveredAt = at };

    /// <summary>Failed, and due again at a time; given up when there is none.</summary>
    public Delivery Failed(WebhookAnswer answer, DateTimeOffset? next) =>
        this with
        {
            State = next is null ? DeliveryState.Abandoned : DeliveryState.Pending,
            LastStatus = answer.Status,
            LastFault = answer.Fault,
            NextAttemptAt = next
        };

    /// <summary>To be sent from the start, now.</summary>
    public Delivery Again(DateTimeOffset now) => this with { State = DeliveryState.Pending, Attempts = 0, NextAttemptAt = now };
}

/// <summary>The state of a delivery.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    /// <summary>To be sent, or sent again.</summary>
    [JsonStringEnumMemberName("pending")] Pending,

    /// <summary>The subscriber has it.</summary>
    [JsonStringEnumMemberName("delivered")] Delivered,

    /// <summary>Given up after the last attempt.</summary>
    [JsonStringEnumMemberName("abandoned")] Abandoned,
}
