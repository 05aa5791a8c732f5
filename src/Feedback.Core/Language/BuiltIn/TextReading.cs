using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>Reads one text after another, with the same working lists. Not for two threads at once.</summary>
internal sealed class TextReading(Vocabulary vocabulary)
{
    private const int LongestTitle = 6;

    private readonly List<Token> _tokens = new(128);
    private readonly List<Run> _sentences = new(16);
    private readonly List<Unit> _units = new(64);
    private readonly List<Run> _clauses = new(16);
    private readonly List<Mood> _moods = new(16);
    private readonly List<Opinion> _opinions = new(16);
    private TopicMemory _topic = new("", null);

    /// <summary>What the last text was judged by.</summary>
    internal SentimentFeatures Features;

    public TextAnalysis Read(TextToAnalyse input)
    {
        var own = OwnWords.Of(input.Text);
        var text = own.Text;
        _tokens.Clear();
        _sentences.Clear();
        Tokeniser.Tokenise(text, vocabulary, _tokens);
        SentenceSplitter.Split(_tokens, _sentences);

        var language = LanguageGuess.Of(text, _tokens, vocabulary, input.Language);
        var english = LanguageGuess.IsEnglish(language);
        if (!english) ForgetWords();

        var sentences = new Sentence[_sentences.Count];
        _opinions.Clear();
        _topic = new(text, english ? MainThing.Find(text, _tokens, Beginning()) : null);
        Features = default;
        for (var s = 0; s < sentences.Length; s++)
        {
            var sentence = _sentences[s];
            var features = ReadSentence(own, sentence, english);
            Features.Add(in features);
            var start = _tokens[sentence.From].Start;
            sentences[s] = new Sentence(own.Posted(new TextSpan(start, _tokens[sentence.To - 1].End - start)), Judge(in features, english));
        }
        return new TextAnalysis(language, Judge(in Features, english), sentences, _opinions.Count == 0 ? [] : _opinions.ToArray())
        {
            NotUnderstood = !english && HasWords(),
            Topic = _opinions.Count == 0 && (_topic.First ?? _topic.Main) is { } topic ? own.Posted(topic) : null,
        };
    }

    private SentimentFeatures ReadSentence(OwnWords own, Run sentence, bool english)
    {
        _units.Clear();
        _clauses.Clear();
        PhraseMatcher.Match(_tokens, sentence, vocabulary, _units);
        ClauseSplitter.Split(_tokens, _units, _clauses);
        SentimentScorer.ScoreUnits(_tokens, sentence, _units, _clauses);
        SentimentFeatures features = default;
        _moods.Clear();
        foreach (var clause in _clauses)
        {
            var mood = english ? vocabulary.Moods.Of(own.Text, _tokens, _units, clause) : Mood.Statement;
            _moods.Add(mood);
            if (mood is Mood.Request or Mood.Condition or Mood.Aside) SentimentScorer.Soften(_units, clause);
            if (mood is Mood.Regret or Mood.Why) features.Add(SentimentScorer.Complaint(_units, clause));
        }
        features.Add(SentimentScorer.Weigh(_tokens, sentence, _units, _clauses));
        if (!english) return features;
        var before = _opinions.Count;
        AddOpinions(own, _opinions);
        for (var o = before; o < _opinions.Count; o++)
        {
            features.Add(_opinions[o]);
            _opinions[o] = own.Posted(_opinions[o]);
        }
        return features;
    }

    // What was learned was learned of English. In any other language emoji and emoticons are left, and the rules say enough of those.
    private static Sentiment Judge(in SentimentFeatures features, bool english) =>
        english && !features.IsEmpty ? SentimentModel.Instance.Judge(in features) : features.ByRule;

    private bool HasWords()
    {
        foreach (var token in _tokens)
        {
            if (token.Kind == TokenKind.Word) return true;
        }
        return false;
    }

    private void AddOpinions(OwnWords own, List<Opinion> opinions)
    {
        var finder = new OpinionFinder(own.Text, _tokens, _units, _topic);
        for (var c = 0; c < _clauses.Count && opinions.Count < BuiltInLanguageAnalysis.MostOpinions; c++) finder.Find(_clauses[c], _moods[c], opinions);
        _topic.EndSentence();
        if (opinions.Count > BuiltInLanguageAnalysis.MostOpinions)
            opinions.RemoveRange(BuiltInLanguageAnalysis.MostOpinions, opinions.Count - BuiltInLanguageAnalysis.MostOpinions);
    }

    // The first sentence, and the next, where the first is a title.
    private int Beginning() => _sentences switch
    {
        [] => 0,
        [{ Count: <= LongestTitle }, var next, ..] => next.To,
        [var first, ..] => first.To,
    };

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
