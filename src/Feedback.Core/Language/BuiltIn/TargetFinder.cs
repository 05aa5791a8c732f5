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
    public Run? Find(Run clause, Run core, int assessed) => CulpritFinder.Find(tokens, units, clause, core)
        ?? Offered(clause, Said(clause, core, assessed), assessed);

    private Run? Offered(Run clause, Run? said, int assessed)
    {
        if (said is not { } target || Beside.IsCompanion(units, clause, target)) return null;
        // "the fabric is thin and more like a pajama top"
        if (Beside.IsComparison(tokens, units, clause, target)) return Subject(clause, assessed, out _) is { } subject && !IsAside(subject) ? subject : null;
        return IsAside(target) ? OfWhich(clause, target) : target;
    }

    private Run? Said(Run clause, Run core, int assessed)
    {
        var unit = units[core.To - 1];
        // "better than my old coat" is not said of the coat.
        if (unit.Kind is not TokenKind.Word || (unit.IsPhrase && tokens[unit.To - 1].Entry is Word { Text: "than" }))
            return Subject(clause, assessed, out _);
        var feeling = IsFeeling(unit);
        if (unit.Is(WordClass.Trouble) && !feeling)
        {
            return Compound(clause, core.From) ?? Object(clause, core.To, needsAbout: true)
                ?? (HasVerbBefore(clause, assessed) ? Subject(clause, assessed, out _) : null) ?? Later(clause, core.To);
        }
        if (feeling) return Object(clause, core.To, needsAbout: false) ?? (unit.IsPhrase ? Behind(clause, core.To) : null);
        if (!unit.IsPhrase && Attributed(clause, core.To) is { } attributed) return attributed;
        var subject = Subject(clause, assessed, out var pronoun);
        if (subject is not null) return subject;
        if (pronoun && Behind(clause, core.To) is { } handled) return handled;
        var nextIsArticle = core.To < clause.To && units[core.To].Is(WordClass.Determiner);
        // "it looks great with jeans"
        var nextIsAside = core.To < clause.To && units[core.To].Is(WordClass.Preposition) && HasVerb(unit);
        if ((unit.IsPhrase || nextIsArticle) && !nextIsAside && Object(clause, core.To, needsAbout: false) is { } thing) return thing;
        return pronoun ? null : Nearest(clause, core);
    }

    /// <summary>The thing that a clause without an opinion speaks of, for the "it" of the next.</summary>
    public Run? Topic(Run clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (!IsThing(clause, i)) continue;
            var phrase = NounPhrase.From(text, tokens, units, clause, i);
            if (!IsBehindPreposition(clause, phrase)) return phrase;
            i = Math.Max(i, phrase.To - 1);
        }
        return null;
    }

    /// <summary>Whether a clause begins with a phrase, so that what follows is said of it.</summary>
    public bool IsAtStart(Run clause, Run phrase)
    {
        for (var i = phrase.From - 1; i >= clause.From; i--)
        {
            if (units[i].Kind == TokenKind.Word && !units[i].Is(WordClass.Determiner | WordClass.Coordinator | WordClass.Contrast | WordClass.Adjective
                | WordClass.Noun | WordClass.Subordinator) && units[i].Entry is not (null or Word { Text: "of" })) return false;
        }
        return true;
    }

    /// <summary>The first name in a clause that is not part of what is said.</summary>
    public Run? Named(Run clause, Run assessment)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (units[i].Kind != TokenKind.Word || tokens[units[i].From] is not { Capitalised: true, Shouted: false, Length: > 2 }) continue;
            // The first word of a clause may be capitalised for another reason.
            var isKnownName = units[i].IsPhrase && units[i].Is(WordClass.Noun);
            if (!isKnownName && (i == clause.From || units[i].Entry is not null)) continue;
            if (!NounPhrase.Holds(text, tokens, units, clause, i)) continue;
            var to = i + 1;
            while (to < clause.To && units[to] is { Kind: TokenKind.Word, Entry: null } && tokens[units[to].From].Capitalised) to++;
            if (new Run(i, to) is var name && !name.Overlaps(assessment)) return name;
        }
        return null;
    }

    /// <summary>Whether a phrase only says with, for or in what: "it" then hardly stands for it.</summary>
    public bool IsBehindPreposition(Run clause, Run phrase)
    {
        var i = phrase.From - 1;
        while (i > clause.From && units[i].Is(WordClass.Determiner | WordClass.Adjective) && !units[i].Is(WordClass.Preposition)) i--;
        return i >= clause.From && units[i].Is(WordClass.Preposition);
    }

    /// <summary>The first noun phrase that anything but ignorance speaks for.</summary>
    public Run? First(Run clause)
    {
        for (var i = clause.From + 1; i < clause.To; i++)
        {
            if (!NounPhrase.Holds(text, tokens, units, clause, i)) continue;
            var phrase = NounPhrase.From(text, tokens, units, clause, i);
            if (phrase.Count > 0 && NounPhrase.IsAnchored(units, clause, phrase) && !units[phrase.From].Is(WordClass.Time)) return phrase;
        }
        return null;
    }

    /// <summary>The first thing that is named as a known one: "the bodice was", "waiting for my coat"; not "working with the radio on".</summary>
    public Run? Definite(Run clause, Run assessment)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (units[i].Entry is not Word { Text: "the" or "this" or "these" or "my" or "your" or "its" }) continue;
            if (i >= assessment.To && units[i - 1].Entry is not Word { Text: "of" or "for" or "by" or "to" }) continue;
            var thing = i + 1;
            while (thing < clause.To && units[thing].Kind == TokenKind.Word && !NounPhrase.Holds(text, tokens, units, clause, thing)
                && (units[thing].Is(WordClass.Adjective | WordClass.Adverb | WordClass.Number) || units[thing].Valence != 0)) thing++;
            if (thing >= clause.To || !NounPhrase.Holds(text, tokens, units, clause, thing)) continue;
            var phrase = NounPhrase.From(text, tokens, units, clause, thing);
            if (phrase.Count > 0 && !IsAside(phrase) && !units[phrase.To - 1].Is(WordClass.Trouble | WordClass.Body)) return phrase;
        }
        return null;
    }

    /// <summary>Whether what is said is a feeling: "love this", "would not recommend".</summary>
    public bool IsFeeling(Unit unit)
    {
        if (unit.Is(WordClass.Feeling)) return true;
        for (var t = unit.From; unit.IsPhrase && t < unit.To; t++)
        {
            // "would not recommend", "love this"; "not like the picture" compares.
            if (tokens[t].Is(WordClass.Feeling)) return !(t + 1 < unit.To && tokens[unit.To - 1].Is(WordClass.Noun));
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
        // "a [peachy] pink color", "nice [slimming] cut": an unknown word before an adjective is one too.
        if (i + 1 < clause.To && units[i] is { Kind: TokenKind.Word, Entry: null } && (!NounPhrase.Holds(text, tokens, units, clause, i)
            || (units[i + 1].Is(WordClass.Adjective) && !units[i + 1].Is(WordClass.Noun | WordClass.Adverb)))) i++;
        while (i + 1 < limit && units[i].Is(WordClass.Adjective) && !units[i].Is(WordClass.Noun) && NounPhrase.Holds(text, tokens, units, clause, i + 1)) i++;
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
        var about = units[i].Is(WordClass.About) || (!needsAbout && units[i].Entry is Word { Text: "for" or "to" or "that" or "how" or "on" });
        if (needsAbout && !about && units[i].Entry is not Word { Text: "on" or "to" or "for" }) return null;
        if (about || needsAbout) i++;
        // "problem with cancelling my order"
        if (about && i + 1 < clause.To && IsGerund(units[i])) i++;
        var first = i;
        var limit = Math.Min(clause.To, i + ObjectReach);
        while (i < limit && units[i].Kind == TokenKind.Word && !units[i].Is(WordClass.Noun) && !units[i].Is(WordClass.Copula | WordClass.Verb)
            && (units[i].Is(WordClass.Determiner | WordClass.Adjective | WordClass.Number) || units[i].Boost != 0
                || (units[i].Valence != 0 && !units[i].Is(WordClass.Feeling))
                || units[i].Entry is Word { Text: "of" or "with" or "overall" or "little" } || IsParticiple(clause, i))) i++;
        // Without "the" or "with", an unknown word is as likely a verb.
        if (i == first && !about && i < clause.To && !units[i].Is(WordClass.Noun) && !tokens[units[i - 1].To - 1].Is(WordClass.Determiner)
            && !IsPlural(clause, i)) return null;
        return i < clause.To ? NonEmpty(NounPhrase.From(text, tokens, units, clause, i)) : null;
    }

    // "an error trying to change [my address]"
    private Run? Later(Run clause, int i)
    {
        for (; i < clause.To; i++)
        {
            if (IsThing(clause, i)) return NounPhrase.From(text, tokens, units, clause, i);
        }
        return null;
    }

    // "the idea of [this dress]"
    private Run? OfWhich(Run clause, Run aside)
    {
        var i = aside.To;
        if (i + 1 >= clause.To || units[i].Entry is not Word { Text: "of" }) return null;
        i++;
        while (i + 1 < clause.To && units[i].Is(WordClass.Determiner)) i++;
        return IsThing(clause, i) ? NounPhrase.From(text, tokens, units, clause, i) : null;
    }

    // "unable to complete [my transfer]", "refused to refund [the fee]"
    private Run? Behind(Run clause, int i)
    {
        if (i < clause.To && units[i].Entry is Word { Text: "to" }) i++;
        if (i + 1 >= clause.To || units[i].Kind != TokenKind.Word || units[i].Is(WordClass.Determiner | WordClass.Preposition | WordClass.Subject)) return null;
        if (!units[i].Is(WordClass.Verb) && units[i].Entry is not null) return null;
        i++;
        if (!units[i].Is(WordClass.Determiner | WordClass.Noun)) return null;
        return Object(clause, i, needsAbout: false);
    }

    // "this [bathing] suit", "the [embroidered] collar"
    private bool IsParticiple(Run clause, int i) => units[i].Entry is null && i + 1 < clause.To && tokens[units[i - 1].To - 1].Is(WordClass.Determiner)
        && !NounPhrase.Holds(text, tokens, units, clause, i) && NounPhrase.Holds(text, tokens, units, clause, i + 1);

    private bool IsGerund(Unit unit) => unit.Is(WordClass.Verb) && !unit.Is(WordClass.Noun) || (unit.Entry is null or Word { Class: WordClass.None }
        && tokens[unit.From] is var token && text.AsSpan(token.Start, token.Length).EndsWith("ing", StringComparison.OrdinalIgnoreCase));

    // "i like tunics"
    private bool IsPlural(Run clause, int i) => units[i].Entry is null && tokens[units[i].From] is var token && text[token.End - 1] == 's'
        && (i + 1 == clause.To || units[i + 1].Kind != TokenKind.Word || units[i + 1].Is(WordClass.Preposition | WordClass.Coordinator));

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
                // "the sleeves make it unique", "the transfer I did has not arrived"
                if (i > least && units[i - 1].Entry is Word { Text: "make" or "makes" or "made" or "find" or "found" or "give" or "gives" or "gave" }) continue;
                if (i > least && (IsThing(clause, i - 1) || (unit.Entry is Word { Text: "that" or "which" or "i" or "we" } && IsNamed(clause, i - 1))
                    || (unit.Entry is Word { Text: "that" or "which" }
                        && (units[i - 1].Is(WordClass.Adjective) || NounPhrase.Holds(text, tokens, units, clause, i - 1))))) continue;
                pronoun = true;
                return null;
            }
            if (unit.Is(WordClass.Contrast | WordClass.Subordinator) && !unit.Is(WordClass.Adverb | WordClass.Determiner | WordClass.Preposition)) return null;
        }
        return null;
    }

    // "the recent scoop [tanks] i purchased"
    private bool IsNamed(Run clause, int i)
    {
        if (!NounPhrase.Holds(text, tokens, units, clause, i)) return false;
        while (i > clause.From && (units[i].Is(WordClass.Adjective) || NounPhrase.Holds(text, tokens, units, clause, i))) i--;
        return units[i].Is(WordClass.Determiner) && !units[i].Is(WordClass.Subject);
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

    private bool HasVerb(Unit unit)
    {
        for (var t = unit.From; t < unit.To; t++)
        {
            if (tokens[t].Is(WordClass.Copula | WordClass.Verb)) return true;
        }
        return false;
    }

    // "each time", "for the most part", "my friends": nothing that a company offers.
    private bool IsAside(Run target)
    {
        for (var i = target.From; i < target.To; i++)
        {
            if (!units[i].Is(WordClass.Aside | WordClass.Time)) return false;
        }
        return true;
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

    private bool IsThing(Run clause, int i) => units[i].Is(WordClass.Noun) && !units[i].Is(WordClass.Time | WordClass.Trouble | WordClass.Aside)
        && NounPhrase.Holds(text, tokens, units, clause, i);

    private static Run? NonEmpty(Run run) => run.Count > 0 ? run : null;
}
