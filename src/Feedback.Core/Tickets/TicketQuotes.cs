using Feedback.Core.Privacy;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>Reads what customers said about a ticket's topics, at the time of looking: a ticket keeps ids alone, so an erasure has one place to go.</summary>
public sealed class TicketQuotes(IDocumentStore store)
{
    /// <summary>How many quotes are read.</summary>
    public const int Most = 5;

    /// <summary>The worst clauses about the topics, one of each feedback, in the order of the evidence, with personal data masked.</summary>
    public async Task<IReadOnlyList<TicketQuote>> ReadAsync(Ticket ticket, CancellationToken cancellationToken = default)
    {
        var records = await store.GetFeedbackAsync(ticket.Evidence.Feedback, cancellationToken);
        return [.. ticket.Evidence.Feedback
            .Select(id => records.TryGetValue(id, out var record) ? QuoteOf(record, ticket) : null)
            .OfType<TicketQuote>()
            .Take(Most)];
    }

    private static TicketQuote? QuoteOf(FeedbackRecord record, Ticket ticket)
    {
        var mapping = record.Mapping?.FirstOrDefault(mapping => mapping.Journey == ticket.Journey);
        if (record is not { Text: not null, Analysis: not null } || mapping is null)
            return null;
        var worst = mapping.Opinions.Zip(record.Opinions())
            .Where(pair => pair.First.Theme is { } theme && ticket.Topics.Contains(new(theme, pair.First.Stage)))
            .Select(pair => pair.Second)
            .MinBy(opinion => opinion.Sentiment.Score);
        return worst is null ? null : new(record.Id, record.Touchpoint, record.OccurredAt, record.Masked(worst.Clause));
    }
}

/// <summary>What one customer said about a ticket's topic.</summary>
/// <param name="Feedback">The feedback's id.</param>
/// <param name="Touchpoint">Where it was said.</param>
/// <param name="OccurredAt">When it was said, UTC.</param>
/// <param name="Text">The clause, with personal data masked.</param>
public sealed record TicketQuote(string Feedback, string Touchpoint, DateTimeOffset OccurredAt, string Text);
