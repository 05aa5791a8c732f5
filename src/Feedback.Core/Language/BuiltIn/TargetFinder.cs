namespace Feedback.Core.Language.BuiltIn;

/// <summary>Finds what a clause speaks of, from where its assessment stands: behind an adjective, behind a feeling, or before a predicate.</summary>
internal sealed class TargetFinder(string text, List<Token> tokens, List<Unit> units)
{
    private const int SubjectReach = 12;
    private const int ObjectReach = 4;

    /// <summary>The target, or <c>null</c> when the clause names none.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="core">The words that weigh most in it.</param>
    /// <param name="assessed">Where what is said begins, with its modifiers.</param>
    public Run? Find(Run clause, Run core, int assessed)
    {
        var unit = units[core.To - 1];
        if (unit.Kind is not TokenKind.Word) return Subject(clause, assessed, out _);
        var feeling = IsFeeling(unit);
        if (unit.Is(WordClass.Trouble) && !feeling)
        {
            return Compound(clause, core.From) ?? Object(clause, core.To, needsAbout: true)
                ?? (HasVerbBefore(clause, assessed) ? Subject(clause, assessed, out _) : null);
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
        while (i < limit && units[i].Kind == TokenKind.Word && !units[i].Is(WordClass.Noun | WordClass.Copula | WordClass.Adverb)
            && (units[i].Is(WordClass.Adjective) || (units[i].Valence != 0 && !units[i].IsPhrase && !units[i].Is(WordClass.Feeling)))) i++;
        if (i + 1 < clause.To && units[i] is { Kind: TokenKind.Word, Entry: null } && !NounPhrase.Holds(text, tokens, units, clause, i)) i++;
        return i < clause.To ? NonEmpty(NounPhrase.From(text, tokens, units, clause, i)) : null;
    }

    // Adjectives in -ly.
    private bool IsFriendly(Token token) => text.AsSpan(token.Start, token.Length) is var word
        && (word.EndsWith("friendly", StringComparison.OrdinalIgnoreCase) || word.Equals("lovely", StringComparison.OrdinalIgnoreCase)
            || word.Equals("ugly", StringComparison.OrdinalIgnoreCase)
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
            && (units[i].Is(WordClass.Determiner | WordClass.Adjective | WordClass.Number) || units[i].Boost != 0
                || (units[i].Valence != 0 && !units[i].Is(WordClass.Feeling))
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

    private bool NextIsVerb(Run clause, int i) => i + 1 < clause.To
        && units[i + 1].Is(WordClass.Copula | WordClass.Auxiliary | WordClass.Verb | WordClass.Adverb);

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

    private bool IsThing(Run clause, int i) => units[i].Is(WordClass.Noun) && !units[i].Is(WordClass.Time | WordClass.Trouble)
        && NounPhrase.Holds(text, tokens, units, clause, i);

    private static Run? NonEmpty(Run run) => run.Count > 0 ? run : null;
}
