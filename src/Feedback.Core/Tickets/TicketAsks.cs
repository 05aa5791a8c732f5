using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Language.BuiltIn;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>Reads what customers asked for in the matter of a ticket, at the time of looking: a ticket keeps ids alone, so an erasure has one place to
/// go.</summary>
public sealed class TicketAsks(IDocumentStore store, JourneyCatalogue journeys)
{
    /// <summary>How many asks are read.</summary>
    public const int Most = 5;

    // An ask by what is said of the topic may lack what one of the topic says itself.
    private const double ByTheTopic = 0.5;
    private const double OfTheTopic = 0.8;
    private const double Length = 0.2;

    /// <summary>One ask of each feedback of <see cref="TicketEvidence.Asking"/>, the plainest first: no two that say the same, of different customers, from
    /// several silos and times where there are any, with personal data masked.</summary>
    public Task<IReadOnlyList<TicketQuote>> ReadAsync(Ticket ticket, CancellationToken cancellationToken = default) =>
        VariedWords.ReadAsync(store, ticket.Evidence.Asking, record => Find(record, ticket.Journey, ticket.Topics), Most, cancellationToken);

    /// <summary>Of feedback, what says what the customer wants instead in the matter of some topics: what belongs into
    /// <see cref="TicketEvidence.Asking"/>, first what would be shown.</summary>
    /// <param name="records">The feedback. What is not analysed and mapped asks for nothing.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="topics">The ticket's topics.</param>
    /// <returns>Ids, at most <see cref="TicketEvidence.MostFeedback"/>.</returns>
    public IReadOnlyList<string> EvidenceOf(IReadOnlyList<FeedbackRecord> records, string journey, IReadOnlyCollection<Topic> topics)
    {
        List<Said> said = [.. records.Select(record => Find(record, journey, topics)).OfType<Said>()];
        return [.. VariedWords.Choose(said, TicketEvidence.MostFeedback).Concat(said).Select(one => one.Record.Id)
            .Distinct().Take(TicketEvidence.MostFeedback)];
    }

    /// <summary>
    /// The plainest ask of the topics; of several as plain, the first. It is of them if an opinion in it is, or, where it holds none, if its words name
    /// their theme. What names nothing, "can you correct it?", is of what is said of them in the same sentence, else in a neighbouring one that speaks of no
    /// other theme, and is shown together with that.
    /// </summary>
    private Said? Find(FeedbackRecord record, string journey, IReadOnlyCollection<Topic> topics)
    {
        var mapping = record.MappingOn(journey);
        if (record is not { Text: { } text, Analysis: { Language: { } language } analysis } || mapping is null || !LanguageGuess.IsEnglish(language))
            return null;

        var (onTopic, others) = (new List<TextSpan>(), new List<TextSpan>());
        foreach (var (place, opinion) in mapping.Opinions.Zip(record.Opinions()))
        {
            if (place.CountedTheme is not null)
                (PlainComplaint.IsOf(place, topics) ? onTopic : others).Add(opinion.Clause);
        }

        if (onTopic.Count == 0)
            return null;
        var spoken = new Spoken(text, analysis.Sentences, onTopic, others);
        return ExpectedOutcomes.Find(text, analysis.Sentences)
            .Select(ask => Shown(ask.Span, Named(text, ask.Span, journey, record.Touchpoint)))
            .OfType<Said>()
            .MaxBy(ask => ask.Plainness);

        Said? Shown(TextSpan ask, Topic? named)
        {
            var own = onTopic.Exists(ask.Overlaps);
            if (!own && (others.Exists(ask.Overlaps) || (named is not null && !topics.Contains(named))))
                return null;
            var span = named is null ? spoken.With(ask) ?? (own ? ask : null) : ask;
            return span is { } shown
                ? new(record, mapping.HeardBy, shown, (own || named is not null ? OfTheTopic : ByTheTopic) + (Length * Said.Reads(ask.Length)))
                : null;
        }
    }

    private Topic? Named(string text, TextSpan ask, string journey, string touchpoint) =>
        journeys.Find(journey) is null ? null : journeys.MapperFor(journey).Named(text, ask, touchpoint);

    private sealed record Spoken(string Text, IReadOnlyList<Sentence> Sentences, List<TextSpan> OnTopic, List<TextSpan> Others)
    {
        /// <summary>An ask together with what it is about; <c>null</c> where that does not stand by it, or both are too long.</summary>
        public TextSpan? With(TextSpan ask)
        {
            if (ShownSentence.Of(Text, ask, Sentences) is not { } around || Others.Exists(around.Overlaps))
                return null;
            if (OnTopic.Exists(around.Overlaps))
                return around;
            var index = Sentences.Index().First(sentence => sentence.Item.Span.Overlaps(ask)).Index;
            return Joined(around, index - 1) ?? Joined(around, index + 1);
        }

        private TextSpan? Joined(TextSpan around, int neighbour)
        {
            if (neighbour < 0 || neighbour >= Sentences.Count || !OnTopic.Exists(Sentences[neighbour].Span.Overlaps))
                return null;
            var other = ShownSentence.Trimmed(Text, Sentences[neighbour].Span);
            var start = Math.Min(around.Start, other.Start);
            var both = new TextSpan(start, Math.Max(around.End, other.End) - start);
            return both.Length <= ShownSentence.Longest ? both : null;
        }
    }
}
