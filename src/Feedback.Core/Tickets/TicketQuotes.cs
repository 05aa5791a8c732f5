using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>Reads what customers said about a ticket's topics, at the time of looking: a ticket keeps ids alone, so an erasure has one place to go.</summary>
public sealed class TicketQuotes(IDocumentStore store)
{
    /// <summary>How many quotes are read.</summary>
    public const int Most = 5;

    /// <summary>Complaints about the topics, the plainest first: no two that say the same, of different customers, from several silos and times where there are
    /// any, with personal data masked.</summary>
    public Task<IReadOnlyList<TicketQuote>> ReadAsync(Ticket ticket, CancellationToken cancellationToken = default) =>
        VariedWords.ReadAsync(store, ticket.Evidence.Feedback, record => PlainComplaint.Of(record, ticket.Journey, ticket.Topics), Most, cancellationToken);

    /// <summary>Of feedback that complains about some topics, what is worth keeping as the evidence of it: first what would be quoted, then the rest by
    /// plainness, then what cannot be quoted.</summary>
    /// <param name="records">The feedback.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="topics">The topics.</param>
    /// <returns>Ids, at most <see cref="TicketEvidence.MostFeedback"/>.</returns>
    public static IReadOnlyList<string> EvidenceOf(IReadOnlyList<FeedbackRecord> records, string journey, IReadOnlyCollection<Topic> topics)
    {
        List<Said> said = [.. records.Select(record => PlainComplaint.Of(record, journey, topics)).OfType<Said>()];
        return [.. VariedWords.Choose(said, TicketEvidence.MostFeedback).Select(one => one.Record.Id)
            .Concat(said.OrderByDescending(one => one.Plainness).Select(one => one.Record.Id))
            .Concat(records.Select(record => record.Id))
            .Distinct().Take(TicketEvidence.MostFeedback)];
    }
}

/// <summary>What one customer said about a ticket's topic.</summary>
/// <param name="Feedback">The feedback's id.</param>
/// <param name="Touchpoint">Where it was said.</param>
/// <param name="OccurredAt">When it was said, UTC.</param>
/// <param name="Text">The clause, or its sentence where all of that is to the point, with personal data masked.</param>
public sealed record TicketQuote(string Feedback, string Touchpoint, DateTimeOffset OccurredAt, string Text);
