using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>A customer's profile: the one place where the identifier stands.</summary>
/// <param name="Key">The customer key.</param>
/// <param name="Id">The company's customer number.</param>
/// <param name="Email">The latest email address that a source sent: that of the feedback that was said last of those that gave one.</param>
/// <param name="FirstSeen">When a source first spoke of this customer, or the customer opted out before any did, UTC.</param>
public sealed record CustomerProfile(string Key, string? Id, string? Email, DateTimeOffset FirstSeen)
{
    /// <summary>The document's id within the customer's partition.</summary>
    public const string DocumentId = "profile";

    /// <summary>The latest word of a source on whether the customer may be written to; <c>null</c> when none has said.</summary>
    public bool? MayContact { get; init; }

    /// <summary>When that was said.</summary>
    public GivenAt? MayContactGiven { get; init; }

    /// <summary>When the customer said that no mail is wanted, UTC; <c>null</c> when it was not said. No source can take it back.</summary>
    public DateTimeOffset? OptedOutAt { get; init; }

    /// <summary>What the customer is worth to the company, in its own currency; <c>null</c> when no source has said.</summary>
    public decimal? LifetimeValue { get; init; }

    /// <summary>When that was said, UTC.</summary>
    public DateTimeOffset? LifetimeValueAt { get; init; }

    /// <summary>The profile with a lifetime value, unless it has a later one. Of two of one time the greater stays, so that the order of arrival does not
    /// matter.</summary>
    public CustomerProfile Worth(CustomerValue? value) =>
        value is { } said && (LifetimeValueAt is not { } at || said.At > at || (said.At == at && said.Amount > LifetimeValue))
            ? this with { LifetimeValue = said.Amount, LifetimeValueAt = said.At }
            : this;
}

/// <summary>When a value was given. Of two values the later one holds, in whatever order they arrive.</summary>
/// <param name="OccurredAt">When the customer gave it, UTC.</param>
/// <param name="ReceivedAt">When it was received, UTC: decides between two that were given at the same time.</param>
public sealed record GivenAt(DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt)
{
    /// <summary>Before (negative), at the same time as (0) or after (positive) another; any time is after an unknown one.</summary>
    public int ComparedWith(GivenAt? other) =>
        other is null ? 1 : OccurredAt != other.OccurredAt ? OccurredAt.CompareTo(other.OccurredAt) : ReceivedAt.CompareTo(other.ReceivedAt);
}

/// <summary>One feedback in a customer's timeline: where to find it, never what it says.</summary>
/// <param name="Feedback">The feedback's id.</param>
/// <param name="OccurredAt">When it was said, UTC.</param>
/// <param name="Touchpoint">The kind of touchpoint.</param>
/// <param name="Source">The sending system.</param>
public sealed record CustomerFeedback(string Feedback, DateTimeOffset OccurredAt, string Touchpoint, string Source)
{
    private const string Prefix = "feedback|";

    /// <summary>All entries of a customer.</summary>
    public static IdRange All { get; } = IdRange.StartingWith(Prefix);

    /// <summary>When an email address was received with it, UTC; <c>null</c> when it gave none.</summary>
    public DateTimeOffset? AddressReceivedAt { get; init; }

    /// <summary>The document id of an entry: entries stand in the order of time.</summary>
    public string DocumentId => $"{IdOf(OccurredAt)}|{Feedback}";

    /// <summary>The entries of the second in which a moment lies, and of all later ones.</summary>
    public static IdRange Since(DateTimeOffset moment) => All with { From = IdOf(moment) };

    /// <summary>How the ids of a moment's entries begin: ids tell whole seconds.</summary>
    internal static string IdOf(DateTimeOffset moment) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{moment.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    /// <summary>Whether it gave an address later than another did. Two of one instant are told apart by their ids, so that any order has the same
    /// result.</summary>
    internal bool GaveAddressAfter(CustomerFeedback other) =>
        AddressReceivedAt is { } received && other.AddressReceivedAt is { } otherReceived
        && (new GivenAt(OccurredAt, received).ComparedWith(new(other.OccurredAt, otherReceived)) is not 0 and var later ? later
            : string.CompareOrdinal(Feedback, other.Feedback)) > 0;
}
