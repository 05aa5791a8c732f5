using Feedback.Core.Records;

namespace Feedback.Core.ClosingTheLoop;

/// <summary>A customer whose feedback is evidence for a ticket.</summary>
/// <param name="Customer">The customer key.</param>
/// <param name="Said">What of the ticket's topics was said, the newest first; at least one.</param>
public sealed record Voice(string Customer, IReadOnlyList<Said> Said)
{
    /// <summary>The ids of the feedback, the newest first.</summary>
    public IReadOnlyList<string> Feedback => [.. Said.Select(said => said.Feedback).Distinct(StringComparer.Ordinal)];

    /// <summary>The place in a ticket's voices: that of the newest feedback, which nobody else gave.</summary>
    public FeedbackCursor Place => new(Said[0].OccurredAt, Said[0].Feedback);
}

/// <summary>That a customer complained about a topic; never in which words.</summary>
/// <param name="Feedback">The feedback's id.</param>
/// <param name="OccurredAt">When, UTC.</param>
/// <param name="Touchpoint">At which kind of touchpoint.</param>
/// <param name="Topic">Of what.</param>
public sealed record Said(string Feedback, DateTimeOffset OccurredAt, string Touchpoint, Topic Topic);
