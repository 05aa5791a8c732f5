using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>Reads opinions from a clause: what weighs most in it, and what that is said of. One for each thing that is named.</summary>
internal sealed class OpinionFinder(string text, List<Token> tokens, List<Unit> units, TopicMemory topic)
{
    private const WordClass NoThing = WordClass.Time | WordClass.Copula | WordClass.Verb | WordClass.Trouble | WordClass.Adverb;

    private const int DenialReach = 4;
    private const int LongestList = 3;

    /// <summary>Weaker hints, in units of valence, colour a text but are no opinion.</summary>
    private const double Least = 0.75;

    /// <summary>A sign that is fainter says that something is meant in fun.</summary>
    private const double FaintSign = 1.5;

    private readonly TargetFinder _targets = new(text, tokens, units);

    private readonly TargetList _lists = new(text, tokens, units);

    private readonly TopicMemory _topic = topic;

    /// <summary>Adds what a clause says of what.</summary>
    public void Find(Run clause, Mood mood, List<Opinion> opinions)
    {
        if (mood == Mood.Aside) return;
        if (mood is Mood.Regret or Mood.Why)
        {
            AddComplaint(clause, mood, opinions);
            return;
        }
        double sum = 0;
        for (var i = clause.From; i < clause.To; i++) sum += units[i].Score;
        var strongest = Math.Abs(sum) < Least ? -1 : Strongest(clause, Math.Sign(sum));
        if (mood == Mood.Statement && strongest < 0 && Math.Abs(sum) < Least && Middling(clause) is var middling and >= 0)
            (strongest, sum) = (middling, 0);
        if (mood is Mood.Request or Mood.Condition || strongest < 0)
        {
            if (_targets.Topic(clause) is { } spoken) Remember(clause, spoken);
            else if (_targets.First(clause) is { } mentioned) _topic.Mention(Span(mentioned));
            return;
        }
        if (IsWink(units[strongest])) return;
        var core = units[strongest].Is(WordClass.Negation) ? WithDenied(clause, strongest) : WithList(clause, strongest);
        if (core.Count == 1 && IsBareDenial(units[strongest])) return;
        if (DeniesProperty(clause, core) || IsAdvice(clause, core) || IsHeading(clause, strongest)) return;
        var assessment = WithModifiers(clause, core);
        var target = _targets.Find(clause, core, assessment.From);
        if (target is { } named && named.Overlaps(assessment)) assessment = core;
        var sentiment = sum == 0 || mood == Mood.Supposition ? Sentiment.Neutral : SentimentScorer.Normalise(sum);
        if (AddNamedByPhrase(clause, core, sentiment, opinions)) return;
        if (target is not { Count: > 0 } found)
        {
            if (_targets.Named(clause, assessment) is { } proper)
            {
                opinions.Add(new(Span(proper), Trimmed(Span(assessment), assessment), Span(Trimmed(clause)), sentiment));
                return;
            }
            // "I'm disappointed": by the thing.
            var isOfSomebody = UnnamedTarget.IsOfSomebody(units, clause) && !units[core.To - 1].Is(WordClass.Feeling);
            var meant = Meant(clause, assessment) ?? (isOfSomebody ? null : _topic.Main)
                ?? Span(_targets.Definite(clause, assessment));
            var unnamed = meant is { } kept && kept.Overlaps(Span(assessment)) ? null : meant;
            opinions.Add(new(unnamed, Trimmed(Span(assessment), assessment), Span(Trimmed(clause)), sentiment));
            return;
        }
        foreach (var one in _lists.Of(clause, found, assessment))
            opinions.Add(new(Span(one), Trimmed(Span(assessment), assessment), Span(Trimmed(clause)), sentiment));
        // "The dress comes in great colors": "it" is the dress.
        if (_targets.Topic(clause) is { } first && first.From < found.From) Remember(clause, first);
        if (!_targets.IsBehindPreposition(clause, found)) Remember(clause, found);
    }

    // "I bought this top & love [it]": what stands in the clause itself comes before what the text spoke of.
    private TextSpan? Meant(Run clause, Run assessment)
    {
        if (!UnnamedTarget.IsIn(tokens, units, clause, assessment, out var i)) return null;
        if (i >= 0 && _targets.Topic(new(clause.From, i)) is { } own && own.To <= assessment.From) return Span(own);
        return i < 0 && UnnamedTarget.IsWhole(units, clause) && _topic.Main is { } main ? main
            : _topic.Meant(i >= 0 ? (units[i].Entry as Word)?.Text ?? "it" : null);
    }

    // "[missing] button", "[nobody answers the] phone": the phrase that judges ends with what it judges.
    private bool AddNamedByPhrase(Run clause, Run core, Sentiment sentiment, List<Opinion> opinions)
    {
        if (core.Count != 1 || !units[core.From].IsPhrase || sentiment.Label != SentimentLabel.Negative) return false;
        var (from, last) = (units[core.From].From, units[core.From].To - 1);
        // "an extra charge": a noun, whatever else the word can be.
        var isThing = tokens[last - 1].Is(WordClass.Adjective) && !tokens[last].Is(WordClass.Time);
        if (!tokens[last].Is(WordClass.Noun) || (!isThing && (tokens[last].Is(NoThing) || tokens[last].Entry is { Valence: not 0 }))) return false;
        if (tokens[last].Entry is { Text: "size" or "sizes" or "picture" or "pictures" or "photo" or "photos" }) return false;
        var target = new TextSpan(tokens[last].Start, tokens[last].Length);
        opinions.Add(new(target, new(tokens[from].Start, tokens[last - 1].End - tokens[from].Start), Span(Trimmed(clause)), sentiment));
        _topic.Speak(target, tokens[last].Is(WordClass.Part));
        return true;
    }

    // "I wish the sizing was more consistent", "Why was my card declined?"
    private void AddComplaint(Run clause, Mood mood, List<Opinion> opinions)
    {
        double sum = 0;
        for (var i = clause.From; i < clause.To; i++) sum += Math.Min(0, units[i].Score);
        var target = _targets.First(clause);
        var from = target is { } named ? named.To : clause.From + 1;
        // What is said of it: the rest of the clause, less its full stop.
        var to = Trimmed(clause).To;
        while (to > from && units[to - 1].Kind != TokenKind.Word) to--;
        if (mood == Mood.Why && to <= clause.From + 2) return;
        opinions.Add(new(Span(target) ?? (mood == Mood.Regret ? _topic.Main : null), to > from ? Span(new(from, to)) : null, Span(Trimmed(clause)),
            SentimentScorer.Normalise(Math.Min(sum, -SentimentScorer.ImpliedComplaint))));
        if (target is { } spoken) Remember(clause, spoken);
    }

    // "The [size] is off and it ..." speaks of the size, "I took my usual [size] and it ..." does not, nor "looked like a [lampshade]".
    private void Remember(Run clause, Run phrase)
    {
        var last = units[phrase.To - 1];
        // "the small fits": its size.
        if (last.Is(WordClass.Adjective) && !last.Is(WordClass.Noun)) return;
        var isPart = last.Is(WordClass.Part);
        var isSubject = phrase.To == clause.To || units[phrase.To].Kind != TokenKind.Word || units[phrase.To].IsPhrase
            || units[phrase.To].Is(WordClass.Copula | WordClass.Auxiliary | WordClass.Verb);
        // "I love this fabric, and it ..."
        var isLiked = _topic.Main is null && isSubject && IsFelt(clause, phrase);
        if ((isPart || last.Entry is null || _topic.Main is not null) && !(isSubject && _targets.IsAtStart(clause, phrase)) && !isLiked)
            _topic.Mention(Span(phrase));
        else _topic.Speak(Span(phrase), isPart);
    }

    private bool IsFelt(Run clause, Run phrase)
    {
        for (var i = clause.From; i < phrase.From; i++)
        {
            if (_targets.IsFeeling(units[i])) return true;
        }
        return false;
    }

    // "The price is okay", but not "okay, it came" and "fine fabric".
    private int Middling(Run clause)
    {
        for (var i = clause.To - 1; i >= clause.From; i--)
        {
            if (!units[i].Is(WordClass.Middling)) continue;
            var isAnswer = i == clause.From && i + 1 < clause.To && (units[i + 1].Kind == TokenKind.Separator || units[i + 1].Is(WordClass.Subject));
            if (!isAnswer) return i;
        }
        return -1;
    }

    // "then I would own six ;)"
    private static bool IsWink(Unit unit) => unit is { Kind: TokenKind.Emoticon, Score: > 0 and < FaintSign };

    // "perhaps", "supposedly": how sure something is, and nothing of it.
    private static bool IsHedge(Unit unit) => !unit.IsPhrase && unit is { Boost: < 0, Valence: not 0 };

    // Words before emoji: an emoji says how, not what. A "however" prepares for what is said and is not said of anything.
    private int Strongest(Run clause, int sign)
    {
        var strongest = -1;
        double most = 0;
        for (var i = clause.From; i < clause.To; i++)
        {
            if (units[i].Is(WordClass.Contrast) || IsHedge(units[i])) continue;
            var weight = units[i].Score * sign;
            if (units[i].Kind is TokenKind.Emoji or TokenKind.Emoticon) weight *= 0.01;
            if (units[i].IsPhrase) weight *= 1.25;
            if (weight <= most) continue;
            most = weight;
            strongest = i;
        }
        return strongest;
    }

    // "friendly and helpful", "soft, warm and light" are one assessment.
    private Run WithList(Run clause, int i)
    {
        var from = i;
        var to = i + 1;
        if (units[i].Is(WordClass.Feeling | WordClass.Trouble)) return new Run(from, to);
        for (var n = 0; n < LongestList; n++)
        {
            var next = AfterConjunction(to, clause.To, 1);
            if (next < 0 || !SameKind(i, next)) break;
            to = next + 1;
        }
        for (var n = 0; n < LongestList; n++)
        {
            var previous = AfterConjunction(from - 1, clause.From - 1, -1);
            if (previous < 0 || !SameKind(i, previous)) break;
            from = previous;
        }
        return new Run(from, to);
    }

    // "does [not open]", "[never received]": a denial alone says nothing.
    private Run WithDenied(Run clause, int i)
    {
        var to = i + 1;
        // "[no] refund"
        if (units[i].Is(WordClass.Determiner)) return new Run(i, to);
        while (to < clause.To && to < i + DenialReach && units[to].Kind == TokenKind.Word
            && units[to].Is(WordClass.Adverb | WordClass.Auxiliary | WordClass.Copula | WordClass.Negation) && !units[to].Is(WordClass.Preposition)) to++;
        if (to < clause.To && units[to].Kind == TokenKind.Word && !units[to].Is(WordClass.Determiner | WordClass.Preposition | WordClass.Subject)) to++;
        return new Run(i, to);
    }

    // "It's not skintight": what is only said not to have a property is neither good nor bad for it.
    private bool DeniesProperty(Run clause, Run core)
    {
        if (core.Count < 2 || !IsBareDenial(units[core.From]) || units[core.To - 1].Valence != 0) return false;
        var said = units[core.To - 1];
        // "lovely color, not starkly black": without its "it is". "Not black." for a sentence is a reproach.
        var isElliptic = clause.From > 0 && units[core.From].Entry is Word { Text: "not" } && IsFirstWord(clause, core.From) && !IsParticiple(said);
        var isSaidToBe = core.From > clause.From && units[core.From - 1].Is(WordClass.Copula) && !units[core.From - 1].Is(WordClass.Verb);
        return (isElliptic || isSaidToBe) && !said.IsPhrase
            && (said.Entry is null || (said.Is(WordClass.Adjective) && !said.Is(WordClass.Noun)
                && said.Entry is not (Word { Text: "able" or "available" or "clear" or "ready" or "sure" or "aware" or "responsible" or "real" or "legal" }
                    or Word { Text: "true" or "full" or "open" or "right" or "due" or "worth" or "wearable" or "same" })));
    }

    // "Don't iron it": what others should not do, and no word of why.
    private bool IsAdvice(Run clause, Run core) => core.Count == 2 && units[core.To - 1].Valence == 0
        && (units[core.To - 1].Entry is null || (units[core.To - 1].Is(WordClass.Verb) && units[core.To - 1].Entry is not Word { Text: "expect" }))
        && units[core.From].Entry is Word { Text: "don't" or "dont" } && IsFirstWord(clause, core.From);

    private bool IsFirstWord(Run clause, int i) => i == clause.From
        || (i == clause.From + 1 && units[clause.From].Is(WordClass.Coordinator | WordClass.Contrast));

    private bool IsParticiple(Unit unit) => text.AsSpan(tokens[unit.From].Start, tokens[unit.From].Length) is [.., 'e', 'd'] or [.., 'i', 'n', 'g'];

    // "The good: ..."
    private bool IsHeading(Run clause, int i)
    {
        for (var k = clause.From; k < clause.To; k++)
        {
            if (k != i && units[k].Kind == TokenKind.Word && !units[k].Is(WordClass.Determiner | WordClass.Coordinator | WordClass.Contrast)
                && units[k].Entry is not Word { Text: "now" }) return false;
        }
        return i > clause.From && units[i - 1].Entry is Word { Text: "the" } && units[i].Entry is Word { Text: "good" or "bad" or "ugly" };
    }

    private static bool IsBareDenial(Unit unit) => !unit.IsPhrase && unit.Is(WordClass.Negation) && !unit.Is(WordClass.Determiner);

    private int AfterConjunction(int i, int limit, int step)
    {
        var joined = false;
        while (i != limit && (units[i].Entry is Word { Text: "and" or "&" } || units[i] is { Kind: TokenKind.Separator, Mark: ',' }
            || (step > 0 && joined && units[i].Boost != 0)))
        {
            joined = true;
            i += step;
        }
        return joined && i != limit ? i : -1;
    }

    private bool SameKind(int a, int b) => units[a].Score * units[b].Score > 0 && units[b].Kind == TokenKind.Word
        && !units[b].Is(WordClass.Feeling | WordClass.Noun | WordClass.Verb);

    private Run WithModifiers(Run clause, Run core)
    {
        var from = core.From;
        if (units[core.From].NegatedBy is var negation and >= 0 && core.From - negation <= 3) from = negation;
        while (from > clause.From && Modifies(units[from - 1])) from--;
        return new Run(from, core.To);
    }

    private static bool Modifies(Unit unit) =>
        unit.Kind == TokenKind.Word
            && (unit.Boost != 0 || unit.Is(WordClass.Negation) || unit.Entry is Word { Text: "quite" or "pretty" or "just" or "still" or "too" })
        && !unit.Is(WordClass.Contrast | WordClass.Pronoun);

    private Run Trimmed(Run clause)
    {
        var (from, to) = (clause.From, clause.To);
        while (to > from + 1 && units[to - 1].Kind is TokenKind.Separator or TokenKind.LineBreak) to--;
        while (from < to - 1 && units[from].Kind is TokenKind.Separator or TokenKind.LineBreak or TokenKind.Terminator) from++;
        return new Run(from, to);
    }

    // "i [love] this": the pronoun and the article help to know the phrase and are no part of what is said.
    private TextSpan Trimmed(TextSpan span, Run run)
    {
        var (from, to) = (units[run.From].From, units[run.To - 1].To);
        if (to - from < 2) return span;
        if (tokens[from].Is(WordClass.Subject) && !tokens[from].Is(WordClass.Determiner | WordClass.Copula | WordClass.Negation)) from++;
        else if (units[run.From].IsPhrase && tokens[from].Is(WordClass.Auxiliary) && !tokens[from].Is(WordClass.Verb | WordClass.Negation)) from++;
        while (to - 1 > from && units[run.To - 1].IsPhrase && tokens[to - 1] is var last
            && last.Entry is Word { Text: "the" or "this" or "that" or "and" or "to" or "for" or "i" or "my" or "on" or "it" or "them" }) to--;
        return new TextSpan(tokens[from].Start, tokens[to - 1].End - tokens[from].Start);
    }

    private TextSpan? Span(Run? run) => run is { } some ? Span(some) : null;

    private TextSpan Span(Run run)
    {
        var start = tokens[units[run.From].From].Start;
        return new TextSpan(start, tokens[units[run.To - 1].To - 1].End - start);
    }
}
