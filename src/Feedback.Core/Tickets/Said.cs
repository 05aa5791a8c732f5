using Feedback.Core.Privacy;
using Feedback.Core.Records;

namespace Feedback.Core.Tickets;

/// <summary>A stretch of a feedback that may be shown on a ticket.</summary>
/// <param name="Record">The feedback, with its text.</param>
/// <param name="HeardBy">The silo that heard it.</param>
/// <param name="Span">The stretch.</param>
/// <param name="Plainness">How plainly it tells what the ticket is about, 0 to 1.</param>
internal sealed record Said(FeedbackRecord Record, string HeardBy, TextSpan Span, double Plainness)
{
    // Between these lengths it is read in one breath and tells something.
    private const int Shortest = 30;
    private const int Longest = 140;

    /// <summary>Its words.</summary>
    public SpokenWords Words { get; } = new(Record.Text.AsSpan(Span.Start, Span.Length));

    /// <summary>What is shown, with personal data masked.</summary>
    public TicketQuote Quote() => new(Record.Id, Record.Touchpoint, Record.OccurredAt, Record.Masked(Span));

    /// <summary>How well something of a length reads, 0 to 1.</summary>
    /// <param name="length">The length in UTF-16 code units.</param>
    public static double Reads(int length) => length < Shortest ? length / (double)Shortest
        : length <= Longest ? 1 : Math.Max(0, 1 - ((length - Longest) / (double)Longest));
}
