using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Privacy;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Digests;

/// <summary>
/// Chooses the customers' words that are worth reading: not the loudest, but those that tell what many say. Two complaints and one good word, or three
/// complaints when nobody had a good one, each from another stage.
/// </summary>
/// <remarks>
/// Complaints come from what rose, then from where most were heard; the good word from where most had one. Of what is said of that stage's commonest theme, a
/// draw by feedback id, which is a hash or random, is read, and the sentence taken whose sentiment lies nearest to the draw's median, which can be read in one
/// breath and holds nothing that would be hidden.
/// </remarks>
public sealed class PickQuotes(SignalSearch signals, IDocumentStore store)
{
    /// <summary>How many are chosen.</summary>
    public const int Most = 3;

    private const int Shortest = 45;
    private const int Longest = 240;
    private const int Pleasant = 130;
    private const int DrawSize = 40;
    private const int MostInHour = 40;

    /// <summary>The places of the words, complaints first.</summary>
    internal async Task<IReadOnlyList<DigestQuote>> RunAsync(JourneyDefinition journey, QueryPeriod period, string? silo, IReadOnlyList<DigestMove> moves,
        CancellationToken cancellationToken)
    {
        var bad = await TopicsAsync(journey.Id, period, silo, SentimentLabel.Negative, cancellationToken);
        var good = await TopicsAsync(journey.Id, period, silo, SentimentLabel.Positive, cancellationToken);
        var risen = moves.Where(move => move is { Kind: MoveKind.Complaints, Rose: true }).Select(move => move.Topic).ToHashSet();

        var chosen = new List<DigestQuote>();
        if (await NextAsync(journey.Id, good, isGood: true, chosen, cancellationToken) is { } praise)
            chosen.Add(praise);
        var byWeight = bad.OrderByDescending(topic => risen.Contains(topic.Topic)).ThenByDescending(topic => topic.Signals.Count).ToList();
        while (chosen.Count < Most && await NextAsync(journey.Id, byWeight, isGood: false, chosen, cancellationToken) is { } complaint)
            chosen.Add(complaint);
        return [.. chosen.OrderBy(quote => quote.Good)];
    }

    private async Task<List<Heard>> TopicsAsync(string journey, QueryPeriod period, string? silo, SentimentLabel label, CancellationToken cancellationToken)
    {
        var topics = new Dictionary<Topic, List<Signal>>();
        await foreach (var hour in signals.RunAsync(journey, period, new(Silo: silo, Sentiment: label), MostInHour, null, cancellationToken))
        {
            foreach (var signal in hour.Where(signal => signal.Theme is not null && signal.Stage != MappedOpinion.Unmapped))
            {
                var topic = new Topic(signal.Theme!, signal.Stage);
                if (!topics.TryGetValue(topic, out var said))
                    topics[topic] = said = [];
                said.Add(signal);
            }
        }

        return [.. topics.Select(topic => new Heard(topic.Key, topic.Value))
            .OrderByDescending(topic => topic.Signals.Count).ThenBy(topic => topic.Topic.Theme, StringComparer.Ordinal)
                .ThenBy(topic => topic.Topic.Stage, StringComparer.Ordinal)];
    }

    /// <summary>The best words about the first topic that has any, of a stage of which none was chosen yet.</summary>
    private async Task<DigestQuote?> NextAsync(string journey, List<Heard> topics, bool isGood, List<DigestQuote> chosen, CancellationToken cancellationToken)
    {
        foreach (var heard in topics.Where(heard => chosen.TrueForAll(quote => quote.Stage != heard.Topic.Stage)))
        {
            List<string> draw = [.. heard.Signals.Select(signal => signal.Feedback).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Where(id => chosen.TrueForAll(quote => quote.Feedback != id)).Take(DrawSize)];
            var records = await store.GetFeedbackAsync(draw, cancellationToken);
            List<Candidate> candidates = [.. draw.Select(id => records.TryGetValue(id, out var record) ? Read(record, journey, heard.Topic, isGood) : null)
                .OfType<Candidate>()];
            if (candidates.Count == 0)
                continue;
            var median = candidates.Select(candidate => candidate.Score).Order().ElementAt(candidates.Count / 2);
            var best = candidates.MinBy(candidate => Math.Abs(candidate.Score - median) + (Math.Abs(candidate.Words.Length - Pleasant) / (double)Longest))!;
            return new(best.Feedback, heard.Topic.Stage, heard.Topic.Theme, isGood, best.Words.Start, best.Words.Length);
        }

        return null;
    }

    private static Candidate? Read(FeedbackRecord record, string journey, Topic topic, bool isGood)
    {
        var mapping = record.MappingOn(journey);
        var wanted = isGood ? SentimentLabel.Positive : SentimentLabel.Negative;
        // A good word in a text that is a complaint, or the other way round, would tell something else than the text.
        if (record is not { Text: not null, Analysis: { } analysis } || mapping is null || analysis.Sentiment.Label != wanted)
            return null;
        foreach (var (place, opinion) in mapping.Opinions.Zip(analysis.Opinions))
        {
            if (place.Theme == topic.Theme && place.Stage == topic.Stage && opinion.Sentiment.Label == wanted
                && Words(record, opinion.Clause, analysis.Sentences, wanted) is { } words)
                return new(record.Id, words, opinion.Sentiment.Score);
        }

        return null;
    }

    /// <summary>The sentences in which an opinion stands, when they feel as it does, with the next one where they are very short; <c>null</c> where they do not
    /// read well.</summary>
    private static TextSpan? Words(FeedbackRecord record, TextSpan clause, IReadOnlyList<Sentence> sentences, SentimentLabel wanted)
    {
        var text = record.Text!;
        var first = sentences.Index().FirstOrDefault(sentence => sentence.Item.Span.Overlaps(clause), (Index: -1, Item: null!)).Index;
        if (first < 0 || sentences[first].Sentiment.Label != wanted)
            return null;
        var (start, end) = (sentences[first].Span.Start, Math.Max(sentences[first].Span.End, clause.End));
        if (end - start < Shortest && first + 1 < sentences.Count)
            end = sentences[first + 1].Span.End;
        while (end > start && end <= text.Length && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (start < 0 || end > text.Length || end - start is < Shortest or > Longest)
            return null;
        var (span, words) = (new TextSpan(start, end - start), text[start..end]);
        return !record.IsPersonal(span) && !words.Contains("XX", StringComparison.Ordinal) && !IsShouted(words) ? span : null;
    }

    private static bool IsShouted(string words) => words.Count(char.IsUpper) * 3 > words.Count(char.IsLetter);

    private sealed record Heard(Topic Topic, List<Signal> Signals);

    private sealed record Candidate(string Feedback, TextSpan Words, double Score);
}
