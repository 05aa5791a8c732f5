using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>Reads at most one opinion from a clause: what weighs most in it, and what that is said of.</summary>
internal sealed class OpinionFinder(string text, List<Token> tokens, List<Unit> units)
{
    private const int DenialReach = 4;
    private const int LongestList = 3;

    /// <summary>Weaker hints, in units of valence, colour a text but are no opinion.</summary>
    private const double Least = 0.75;

    private readonly TargetFinder _targets = new(text, tokens, units);

    /// <summary>The opinion of a clause, or <c>null</c> when it has no sentiment.</summary>
    public Opinion? Find(Run clause)
    {
        double sum = 0;
        for (var i = clause.From; i < clause.To; i++) sum += units[i].Score;
        if (Math.Abs(sum) < Least) return null;
        var strongest = Strongest(clause, Math.Sign(sum));
        if (strongest < 0) return null;
        var core = units[strongest].Is(WordClass.Negation) ? WithDenied(clause, strongest) : WithList(clause, strongest);
        if (core.Count == 1 && IsBareDenial(units[strongest])) return null;
        var assessment = WithModifiers(clause, core);
        var target = _targets.Find(clause, core, assessment.From);
        if (target is { } named && named.From < assessment.To && assessment.From < named.To) assessment = core;
        return new Opinion(
            target is { Count: > 0 } found ? Span(found) : null,
            Trimmed(Span(assessment), assessment),
            Span(Trimmed(clause)),
            SentimentScorer.Normalise(sum));
    }

    // Words before emoji: an emoji says how, not what. A "however" prepares for what is said and is not said of anything.
    private int Strongest(Run clause, int sign)
    {
        var strongest = -1;
        double most = 0;
        for (var i = clause.From; i < clause.To; i++)
        {
            if (units[i].Is(WordClass.Contrast)) continue;
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

    private TextSpan Span(Run run)
    {
        var start = tokens[units[run.From].From].Start;
        return new TextSpan(start, tokens[units[run.To - 1].To - 1].End - start);
    }
}
