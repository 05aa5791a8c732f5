using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>Reads one text after another, with the same working lists. Not for two threads at once.</summary>
internal sealed class TextReading(Vocabulary vocabulary)
{
    private readonly List<Token> _tokens = new(128);
    private readonly List<Run> _sentences = new(16);
    private readonly List<Unit> _units = new(64);
    private readonly List<Run> _clauses = new(16);

    public TextAnalysis Read(TextToAnalyse input)
    {
        var text = input.Text;
        _tokens.Clear();
        _sentences.Clear();
        Tokeniser.Tokenise(text, vocabulary, _tokens);
        SentenceSplitter.Split(_tokens, _sentences);

        var language = string.IsNullOrWhiteSpace(input.Language) ? LanguageGuess.Guess(_tokens, vocabulary) : input.Language;
        var english = LanguageGuess.IsEnglish(language);
        if (!english) ForgetWords();

        var sentences = new Sentence[_sentences.Count];
        List<Opinion>? opinions = null;
        var total = default(SentimentScorer.Evidence);
        for (var s = 0; s < sentences.Length; s++)
        {
            var sentence = _sentences[s];
            _units.Clear();
            _clauses.Clear();
            PhraseMatcher.Match(_tokens, sentence, vocabulary, _units);
            ClauseSplitter.Split(_tokens, _units, _clauses);
            SentimentScorer.ScoreUnits(_tokens, sentence, _units, _clauses);
            var evidence = SentimentScorer.Weigh(_tokens, sentence, _units, _clauses);
            total += evidence;
            var start = _tokens[sentence.From].Start;
            sentences[s] = new Sentence(new TextSpan(start, _tokens[sentence.To - 1].End - start), evidence.ToSentiment());
            if (english) AddOpinions(text, ref opinions);
        }
        return new TextAnalysis(language, total.ToSentiment(), sentences, opinions is null ? [] : opinions);
    }

    private void AddOpinions(string text, ref List<Opinion>? opinions)
    {
        var finder = new OpinionFinder(text, _tokens, _units);
        foreach (var clause in _clauses)
        {
            if (opinions?.Count >= BuiltInLanguageAnalysis.MostOpinions) return;
            if (finder.Find(clause) is { } opinion) (opinions ??= []).Add(opinion);
        }
    }

    // Words of another language may look like English ones of a quite different meaning.
    private void ForgetWords()
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens[i].Kind != TokenKind.Word) continue;
            var token = _tokens[i];
            token.Entry = null;
            _tokens[i] = token;
        }
    }
}
