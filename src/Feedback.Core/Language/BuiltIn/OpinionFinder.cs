namespace Feedback.Core.Language.BuiltIn;

/// <summary>Reads at most one opinion from a clause: what weighs most in it, and what that is said of.</summary>
internal sealed class OpinionFinder(string text, List<Token> tokens, List<Unit> units)
{
    private const int SubjectReach = 12;
    private const int ObjectReach = 4;
    private const int LongestList = 3;

    /// <summary>Weaker hints, in units of valence, colour a text but are no opinion.</summary>
    private const double Least = 0.75;

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
        var target = Target(clause, core, assessment.From);
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
        while (to < clause.To && to < i + ObjectReach && units[to].Kind == TokenKind.Word && units[to].Is(WordClass.Adverb | WordClass.Auxiliary | WordClass.Copula | WordClass.Negation) && !units[to].Is(WordClass.Preposition)) to++;
        if (to < clause.To && units[to].Kind == TokenKind.Word && !units[to].Is(WordClass.Determiner | WordClass.Preposition | WordClass.Subject)) to++;
        return new Run(i, to);
    }

    private static bool IsBareDenial(Unit unit) => !unit.IsPhrase && unit.Is(WordClass.Negation) && !unit.Is(WordClass.Determiner);

    private int AfterConjunction(int i, int limit, int step)
    {
        var joined = false;
        while (i != limit && (units[i].Entry is Word { Text: "and" or "&" } || units[i] is { Kind: TokenKind.Separator, Mark: ',' } || (step > 0 && joined && units[i].Boost != 0)))
        {
            joined = true;
            i += step;
        }
        return joined && i != limit ? i : -1;
    }

    private bool SameKind(int a, int b) => units[a].Score * units[b].Score > 0 && units[b].Kind == TokenKind.Word && !units[b].Is(WordClass.Feeling | WordClass.Noun | WordClass.Verb);

    private Run WithModifiers(Run clause, Run core)
    {
        var from = core.From;
        if (units[core.From].NegatedBy is var negation and >= 0 && core.From - negation <= 3) from = negation;
        while (from > clause.From && Modifies(units[from - 1])) from--;
        return new Run(from, core.To);
    }

    private static bool Modifies(Unit unit) =>
        unit.Kind == TokenKind.Word && (unit.Boost != 0 || unit.Is(WordClass.Negation) || unit.Entry is Word { Text: "quite" or "pretty" or "just" or "still" or "too" })
        && !unit.Is(WordClass.Contrast | WordClass.Pronoun);

    private Run? Target(Run clause, Run core, int assessed)
    {
        var unit = units[core.To - 1];
        if (unit.Kind is not TokenKind.Word) return Subject(clause, assessed, out _);
        var feeling = IsFeeling(unit);
        if (unit.Is(WordClass.Trouble) && !feeling)
        {
            return Compound(clause, core.From) ?? Object(clause, core.To, needsAbout: true) ?? (HasVerbBefore(clause, assessed) ? Subject(clause, assessed, out _) : null);
        }
        if (feeling) return Object(clause, core.To, needsAbout: false);
        if (!unit.IsPhrase && Attributed(clause, core.To) is { } attributed) return attributed;
        var subject = Subject(clause, assessed, out var pronoun);
        if (subject is not null) return subject;
        var nextIsArticle = core.To < clause.To && units[core.To].Is(WordClass.Determiner);
        if ((unit.IsPhrase || nextIsArticle) && Object(clause, core.To, needsAbout: false) is { } thing) return thing;
        return pronoun ? null : Nearest(clause, core);
    }

    // "love this", "would not recommend"
    private bool IsFeeling(Unit unit)
    {
        if (unit.Is(WordClass.Feeling)) return true;
        for (var t = unit.From; unit.IsPhrase && t < unit.To; t++)
        {
            if (tokens[t].Is(WordClass.Feeling)) return true;
        }
        return false;
    }

    // "nice staff", "nice, helpful young staff"
    private Run? Attributed(Run clause, int i)
    {
        var before = tokens[units[i - 1].To - 1];
        if (text.AsSpan(before.Start, before.Length).EndsWith("ly", StringComparison.OrdinalIgnoreCase) && !IsFriendly(before)) return null;
        var limit = Math.Min(clause.To, i + 3);
        while (i < limit && units[i].Kind == TokenKind.Word && !units[i].Is(WordClass.Noun | WordClass.Copula | WordClass.Adverb) && (units[i].Is(WordClass.Adjective) || (units[i].Valence != 0 && !units[i].IsPhrase && !units[i].Is(WordClass.Feeling)))) i++;
        if (i + 1 < clause.To && units[i] is { Kind: TokenKind.Word, Entry: null } && !NounPhrase.Holds(text, tokens, units, clause, i)) i++;
        return i < clause.To ? NonEmpty(NounPhrase.From(text, tokens, units, clause, i)) : null;
    }

    // Adjectives in -ly.
    private bool IsFriendly(Token token) => text.AsSpan(token.Start, token.Length) is var word
        && (word.EndsWith("friendly", StringComparison.OrdinalIgnoreCase) || word.Equals("lovely", StringComparison.OrdinalIgnoreCase) || word.Equals("ugly", StringComparison.OrdinalIgnoreCase)
            || word.Equals("silly", StringComparison.OrdinalIgnoreCase) || word.Equals("costly", StringComparison.OrdinalIgnoreCase));

    // "billing error"
    private Run? Compound(Run clause, int i) =>
        i > clause.From && NounPhrase.Holds(text, tokens, units, clause, i - 1) && !units[i - 1].Is(WordClass.Trouble)
            ? NounPhrase.EndingAt(text, tokens, units, clause, i - 1) : null;

    // "love the fabric", "disappointed with the fabric", "problem with my fabric"
    private Run? Object(Run clause, int i, bool needsAbout)
    {
        if (i >= clause.To) return null;
        var about = units[i].Is(WordClass.About) || (!needsAbout && units[i].Entry is Word { Text: "for" or "to" or "that" or "how" });
        if (needsAbout && !about && units[i].Entry is not Word { Text: "on" or "to" or "for" }) return null;
        if (about || needsAbout) i++;
        var first = i;
        var limit = Math.Min(clause.To, i + ObjectReach);
        while (i < limit && units[i].Kind == TokenKind.Word && !units[i].Is(WordClass.Noun) && !units[i].Is(WordClass.Copula | WordClass.Verb)
            && (units[i].Is(WordClass.Determiner | WordClass.Adjective | WordClass.Number) || units[i].Boost != 0 || (units[i].Valence != 0 && !units[i].Is(WordClass.Feeling))
                || units[i].Entry is Word { Text: "of" or "with" })) i++;
        // Without "the" or "with", an unknown word is as likely a verb.
        if (i == first && !about && i < clause.To && !units[i].Is(WordClass.Noun) && !tokens[units[i - 1].To - 1].Is(WordClass.Determiner)) return null;
        return i < clause.To ? NonEmpty(NounPhrase.From(text, tokens, units, clause, i)) : null;
    }

    // "the dress is", "the quality of the fabric was", "my refund never"
    private Run? Subject(Run clause, int before, out bool pronoun)
    {
        pronoun = false;
        var least = Math.Max(clause.From, before - SubjectReach);
        for (var i = before - 1; i >= least; i--)
        {
            var unit = units[i];
            if (NounPhrase.Holds(text, tokens, units, clause, i))
            {
                var phrase = NounPhrase.EndingAt(text, tokens, units, clause, i);
                if (!NounPhrase.IsAnchored(units, clause, phrase))
                {
                    i = phrase.From;
                    continue;
                }
                return Head(clause, phrase, least);
            }
            if (unit.Is(WordClass.Subject) && !unit.Is(WordClass.Adverb) && (!unit.Is(WordClass.Determiner) || NextIsVerb(clause, i)))
            {
                pronoun = true;
                return null;
            }
            if (unit.Is(WordClass.Contrast | WordClass.Subordinator) && !unit.Is(WordClass.Adverb | WordClass.Determiner | WordClass.Preposition)) return null;
        }
        return null;
    }

    private bool NextIsVerb(Run clause, int i) => i + 1 < clause.To && units[i + 1].Is(WordClass.Copula | WordClass.Auxiliary | WordClass.Verb | WordClass.Adverb);

    // From the noun behind a preposition to the one before it: "the [delivery] to my house".
    private Run? Head(Run clause, Run phrase, int least)
    {
        for (var step = 0; step < 2; step++)
        {
            var i = phrase.From - 1;
            while (i >= least && units[i].Is(WordClass.Determiner | WordClass.Adjective) && !units[i].Is(WordClass.Preposition)) i--;
            if (i <= least || !units[i].Is(WordClass.Preposition) || !NounPhrase.Holds(text, tokens, units, clause, i - 1)) break;
            var head = NounPhrase.EndingAt(text, tokens, units, clause, i - 1);
            phrase = units[i].Entry is Word { Text: "of" } && phrase.To - head.From <= 5 ? new Run(head.From, phrase.To) : head;
        }
        return phrase;
    }

    private bool HasVerbBefore(Run clause, int before)
    {
        for (var i = before - 1; i >= clause.From && i >= before - 4; i--)
        {
            if (units[i].Is(WordClass.Copula)) return true;
        }
        return false;
    }

    // The nearest thing that customers often speak of; not what it is good for ("perfect for brunch").
    private Run? Nearest(Run clause, Run core)
    {
        var lookRight = true;
        for (var distance = 1; distance <= SubjectReach; distance++)
        {
            var right = core.To - 1 + distance;
            lookRight = lookRight && right < clause.To && !units[right].Is(WordClass.Preposition | WordClass.Subordinator);
            if (lookRight && IsThing(clause, right)) return NounPhrase.From(text, tokens, units, clause, right);
            var left = core.From - distance;
            if (left >= clause.From && IsThing(clause, left)) return NounPhrase.EndingAt(text, tokens, units, clause, left);
        }
        return null;
    }

    private bool IsThing(Run clause, int i) => units[i].Is(WordClass.Noun) && !units[i].Is(WordClass.Time | WordClass.Trouble) && NounPhrase.Holds(text, tokens, units, clause, i);

    private static Run? NonEmpty(Run run) => run.Count > 0 ? run : null;

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
        while (to - 1 > from && units[run.To - 1].IsPhrase && tokens[to - 1] is var last && last.Entry is Word { Text: "the" or "this" or "that" or "and" or "to" or "for" or "i" or "my" or "on" or "it" or "them" }) to--;
        return new TextSpan(tokens[from].Start, tokens[to - 1].End - tokens[from].Start);
    }

    private TextSpan Span(Run run)
    {
        var start = tokens[units[run.From].From].Start;
        return new TextSpan(start, tokens[units[run.To - 1].To - 1].End - start);
    }
}
