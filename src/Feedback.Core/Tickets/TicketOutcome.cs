using System.Text.Json.Serialization;

namespace Feedback.Core.Tickets;

/// <summary>What customers' later feedback says about a shipped change.</summary>
/// <param name="Verdict">Whether it helped.</param>
/// <param name="ShippedAt">Since when, UTC.</param>
/// <param name="MeasuredAt">When it was last measured, UTC.</param>
/// <param name="Look">The number of this measurement, from 1; each one costs some certainty, so they are few and planned.</param>
/// <param name="Before">What was heard before the change.</param>
/// <param name="After">What was heard since.</param>
/// <param name="Effect">How many customers are affected now for each one that would have been without the change: 0.7 is 30% fewer. <c>null</c> if it cannot
/// be computed.</param>
/// <param name="Low">The lower end of the interval around <c>effect</c>.</param>
/// <param name="High">The upper end.</param>
/// <param name="WeeksMore">About how many more weeks it takes at the current rate; <c>null</c> if there is a verdict or the time is unknown.</param>
/// <param name="Method">How it was computed, in one sentence.</param>
/// <param name="Words">What it means, in one sentence.</param>
public sealed record TicketOutcome(
    OutcomeVerdict Verdict,
    DateTimeOffset ShippedAt,
    DateTimeOffset MeasuredAt,
    int Look,
    OutcomeCounts Before,
    OutcomeCounts After,
    double? Effect,
    double? Low,
    double? High,
    double? WeeksMore,
    string Method,
    string Words);

/// <summary>What was heard on one side of a change.</summary>
/// <param name="From">The start, UTC.</param>
/// <param name="To">The end, UTC, exclusive.</param>
/// <param name="Customers">Customers who complained about the ticket's topics, each counted once a day.</param>
/// <param name="Compared">Customers who complained about the topics that it is compared with, each counted once per day and topic.</param>
public sealed record OutcomeCounts(DateTimeOffset From, DateTimeOffset To, long Customers, long Compared);

/// <summary>Whether a change helped.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutcomeVerdict>))]
public enum OutcomeVerdict
{
    /// <summary>Not enough was heard yet.</summary>
    [JsonStringEnumMemberName("not-enough-yet")] NotEnoughYet,

    /// <summary>It helped: the interval excludes that nothing has changed.</summary>
    [JsonStringEnumMemberName("verified")] Verified,

    /// <summary>Enough was heard, and it did not help.</summary>
    [JsonStringEnumMemberName("ineffective")] Ineffective,
}
