using System.Globalization;
using System.Text.RegularExpressions;
using Feedback.Core.Language;
using Feedback.Core.Records;

namespace Feedback.Azure.Language;

/// <summary>Turns the service's answer to a part of a text into sentences and opinions of the text.</summary>
internal sealed partial class SentimentDecoder(string text)
{
    private const string Neutral = "neutral";

    private readonly List<Sentence> _sentences = [];
    private readonly List<Opinion> _opinions = [];
    private double _score;
    private int _length;

    /// <summary>Takes in the answer to a part.</summary>
    /// <exception cref="InvalidDataException">It does not fit the text.</exception>
    public void Add(TextSpan part, SentimentDocument document)
    {
        // A text is as its sentences are that feel something, which neutral ones do not water down: so the service has it, and so it is for parts, which count
        // for their length.
        if (document.Sentiment != Neutral)
        {
            _score += Of(document.Sentiment, document.ConfidenceScores).Score * part.Length;
            _length += part.Length;
        }

        for (var n = 0; n < document.Sentences.Count; n++)
        {
            var sentence = document.Sentences[n];
            var span = Trimmed(Fit(part, sentence.Offset, sentence.Length));
            if (span.Length == 0)
                continue;
            var sentiment = Of(sentence.Sentiment, sentence.ConfidenceScores);
            _sentences.Add(new(span, sentiment));
            AddOpinions(span, sentiment, Said(part, sentence, n));
        }
    }

    /// <summary>What the parts say together.</summary>
    /// <param name="language">The language that they were analysed as.</param>
    public TextAnalysis Analysis(string language) => new(
        language,
        _length == 0 ? Sentiment.Neutral : Sentiment.FromScore(_score / _length),
        _sentences,
        [.. _opinions.Take(BuiltInLanguageAnalysis.MostOpinions)]);

    /// <summary>What a sentence says of what: for each target what is said of it, once for good and once for ill; then what is said of nothing in
    /// particular.</summary>
    private List<Saying> Said(TextSpan part, SentenceSentiment sentence, int number)
    {
        var said = new List<Saying>();
        var assessments = (sentence.Assessments ?? []).Select(assessment =>
            (Span: Fit(part, assessment.Offset, assessment.Length, assessment.Text), Sentiment: Of(assessment.Sentiment, assessment.ConfidenceScores)))
                .ToArray();
        var related = new HashSet<int>();
        foreach (var target in sentence.Targets ?? [])
        {
            var span = Fit(part, target.Offset, target.Length, target.Text);
            var own = target.Relations.Select(relation => AssessmentOf(relation, number)).Where(n =>
                n >= 0 && n < assessments.Length).Distinct().Order().ToArray();
            related.UnionWith(own);
            if (own.Length == 0)
                said.Add(new(span, null, Of(target.Sentiment, target.ConfidenceScores)));
            foreach (var n in own.DistinctBy(n => assessments[n].Sentiment.Label))
                said.Add(new(span, assessments[n].Span, assessments[n].Sentiment));
        }

        for (var n = 0; n < assessments.Length; n++)
        {
            if (!related.Contains(n))
                said.Add(new(null, assessments[n].Span, assessments[n].Sentiment));
        }

        return said;
    }

    private void AddOpinions(TextSpan sentence, Sentiment sentiment, List<Saying> said)
    {
        if (said.Count == 0)
        {
            if (sentiment.Label != SentimentLabel.Neutral)
                _opinions.Add(new(null, null, sentence, sentiment));
            return;
        }

        var clauses = Clauses.Of(text, sentence, [.. said.Select(saying => saying.Extent)]);
        var opinions = said.Select(saying => new Opinion(saying.Target, saying.Assessment, ClauseOf(saying.Extent), saying.Sentiment)).ToList();
        // "Nice staff, but I was billed twice": what makes the sentence bad stands where the service found no target.
        if (sentiment.Label != SentimentLabel.Neutral && said.All(saying => saying.Sentiment.Label != sentiment.Label))
            opinions.AddRange(clauses.Where(clause => !said.Any(saying => Holds(clause, saying.Extent)))
                .Select(clause => new Opinion(null, null, clause, sentiment)));
        _opinions.AddRange(opinions.OrderBy(opinion => opinion.Clause.Start).ThenBy(opinion => (opinion.Target ?? opinion.Assessment ?? opinion.Clause).Start));

        TextSpan ClauseOf(TextSpan extent) => clauses.Where(clause => Holds(clause, extent)).DefaultIfEmpty(sentence).First();
    }

    private static bool Holds(TextSpan outer, TextSpan inner) => outer.Start <= inner.Start && inner.End <= outer.End;

    /// <summary>
    /// Which of the sentence's assessments a target is related to; −1 for none. The number of the document is passed over: the service is known to name the
    /// wrong one from the sixth document on, and a target is never related to another document.
    /// </summary>
    private static int AssessmentOf(TargetRelation relation, int sentence)
    {
        var match = Pointer().Match(relation.Ref);
        return match.Success && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) == sentence
            ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : -1;
    }

    /// <summary>A stretch of the text from one of the part. Sentences are not compared with their text, which may be tidied up.</summary>
    private TextSpan Fit(TextSpan part, int offset, int length, string? expected = null) => ServiceOffset.Fit(text, part, offset, length, expected);

    private TextSpan Trimmed(TextSpan span)
    {
        var (from, to) = (span.Start, span.End);
        while (from < to && char.IsWhiteSpace(text[from]))
            from++;
        while (to > from && char.IsWhiteSpace(text[to - 1]))
            to--;
        return new(from, to - from);
    }

    // The labels are the service's: what it calls neutral is so, however its scores lean.
    private static Sentiment Of(string label, ConfidenceScores scores) =>
        label == Neutral ? Sentiment.Neutral : Sentiment.FromScore(scores.Positive - scores.Negative);

    [GeneratedRegex(@"^#/documents/\d{1,4}/sentences/(\d{1,4})/assessments/(\d{1,4})$")]
    private static partial Regex Pointer();

    /// <summary>Something said of something.</summary>
    private readonly record struct Saying(TextSpan? Target, TextSpan? Assessment, Sentiment Sentiment)
    {
        /// <summary>From the first of both to the end of the last.</summary>
        public TextSpan Extent
        {
            get
            {
                var (first, second) = (Target ?? Assessment!.Value, Assessment ?? Target!.Value);
                var start = Math.Min(first.Start, second.Start);
                return new(start, Math.Max(first.End, second.End) - start);
            }
        }
    }
}
