using Feedback.Core.Language;
using Feedback.Core.Language.BuiltIn;
using Feedback.Core.Privacy;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>Reads what customers asked for in the matter of a ticket, at the time of looking: a ticket keeps ids alone, so an erasure has one place to
/// go.</summary>
public sealed class TicketAsks(IDocumentStore store)
{
    /// <summary>How many asks are read.</summary>
    public const int Most = 5;

    /// <summary>One ask of each feedback of <see cref="TicketEvidence.Asking"/>, in its order, no wording twice, with personal data masked.</summary>
    public async Task<IReadOnlyList<TicketQuote>> ReadAsync(Ticket ticket, CancellationToken cancellationToken = default)
    {
        var records = await store.GetFeedbackAsync(ticket.Evidence.Asking, cancellationToken);
        return [.. ticket.Evidence.Asking
            .Select(id => records.TryGetValue(id, out var record) ? QuoteOf(record, ticket) : null)
            .OfType<TicketQuote>()
            .DistinctBy(quote => quote.Text, StringComparer.OrdinalIgnoreCase)
            .Take(Most)];
    }

    /// <summary>Whether a feedback says what the customer wants instead, in the matter of some topics: whether it belongs into
    /// <see cref="TicketEvidence.Asking"/>.</summary>
    /// <param name="record">The feedback, analysed and mapped; any other asks for nothing.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="topics">The ticket's topics.</param>
    public static bool Asks(FeedbackRecord record, string journey, IReadOnlyCollection<Topic> topics) => Find(record, journey, topics) is not null;

    private static TicketQuote? QuoteOf(FeedbackRecord record, Ticket ticket) => Find(record, ticket.Journey, ticket.Topics) is { } ask
        ? new(record.Id, record.Touchpoint, record.OccurredAt, record.Masked(ask))
        : null;

    /// <summary>
    /// The ask that stands nearest to what is said of the topics: in the same sentence, else in a neighbouring one that speaks of no other theme,
    /// else anywhere in a text that speaks of no other theme. Of several as near, the first. What the ask itself names, a refund for a late delivery, is no
    /// other theme.
    /// </summary>
    private static TextSpan? Find(FeedbackRecord record, string journey, IReadOnlyCollection<Topic> topics)
    {
        var mapping = record.Mapping?.FirstOrDefault(mapping => mapping.Journey == journey);
        if (record is not { Text: { } text, Analysis: { Language: { } language } analysis } || mapping is null || !LanguageGuess.IsEnglish(language))
            return null;

        var onTopic = new HashSet<int>();
        var others = new List<TextSpan>();
        foreach (var (mapped, opinion) in mapping.Opinions.Zip(record.Opinions()))
        {
            if (mapped.Theme is not { } theme)
                continue;
            if (topics.Contains(new(theme, mapped.Stage)))
                onTopic.UnionWith(SentencesOf(opinion.Clause, analysis.Sentences));
            else
                others.Add(opinion.Clause);
        }

        if (onTopic.Count == 0)
            return null;
        var asks = ExpectedOutcomes.Find(text, analysis.Sentences)
            .Select(ask => (ask.Span, Sentence: SentencesOf(ask.Span, analysis.Sentences).First()))
            .ToList();
        return First(asks, ask => onTopic.Contains(ask.Sentence))
            ?? First(asks, ask => (onTopic.Contains(ask.Sentence - 1) || onTopic.Contains(ask.Sentence + 1))
                && !others.Exists(other => other.Overlaps(analysis.Sentences[ask.Sentence].Span) && !other.Overlaps(ask.Span)))
            ?? First(asks, ask => others.TrueForAll(other => other.Overlaps(ask.Span)));
    }

    private static TextSpan? First(List<(TextSpan Span, int Sentence)> asks, Predicate<(TextSpan Span, int Sentence)> concerns)
    {
        var index = asks.FindIndex(concerns);
        return index < 0 ? null : asks[index].Span;
    }

    private static IEnumerable<int> SentencesOf(TextSpan span, IReadOnlyList<Sentence> sentences) =>
        sentences.Index().Where(sentence => sentence.Item.Span.Overlaps(span)).Select(sentence => sentence.Index);
}
