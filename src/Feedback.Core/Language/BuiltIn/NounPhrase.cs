namespace Feedback.Core.Language.BuiltIn;

/// <summary>Finds noun phrases without a tagger: what is in no closed class and is no known verb, adverb or adjective is taken for a noun.</summary>
internal static class NounPhrase
{
    private const WordClass NeverNoun = WordClass.Negation | WordClass.Contrast | WordClass.Coordinator | WordClass.Subordinator
        | WordClass.Pronoun | WordClass.Subject | WordClass.Copula | WordClass.Auxiliary | WordClass.Preposition | WordClass.Adverb
        | WordClass.Adjective | WordClass.Feeling | WordClass.Number | WordClass.Time | WordClass.Determiner;

    private const int LongestRun = 3;

    /// <summary>Whether the unit can stand in a noun phrase.</summary>
    public static bool Holds(string text, List<Token> tokens, List<Unit> units, Run clause, int i)
    {
        var unit = units[i];
        if (unit.IsPhrase) return unit.Valence == 0 && unit.Is(WordClass.Noun);
        if (unit.Kind != TokenKind.Word || IsActingOnIt(tokens, units, clause, i)) return false;
        var token = tokens[unit.From];
        if (unit.Entry is null) return token.Length > 2 && (!LooksLikeVerbOrAdverb(text.AsSpan(token.Start, token.Length)) || IsGerundNoun(units, clause, i));
        if (unit.Is(WordClass.Verb))
            return unit.Is(WordClass.Noun) && (i == clause.From || !(IsVerbPosition(units[i - 1]) || IsAdverbOfVerb(units, clause, i - 1)));
        // "the back", "the pleated back", but "called back"
        if (unit.Is(WordClass.Adverb) && (i == clause.From || !(units[i - 1].Is(WordClass.Determiner | WordClass.Adjective)
            || (i > clause.From + 1 && units[i - 1] is { Kind: TokenKind.Word, Entry: null } && units[i - 2].Is(WordClass.Determiner))))) return false;
        if (IsAdjectiveNoun(units, clause, i)) return true;
        if (unit.Is(WordClass.Noun)) return !unit.Is(WordClass.Pronoun | WordClass.Subject)
            && !(unit.Is(WordClass.Copula) && i > clause.From && (IsVerbPosition(units[i - 1])
                || units[i - 1].Entry is Word { Text: "me" or "it" or "you" or "them" }));
        return !unit.Is(NeverNoun) && unit.Valence == 0 && token.Length > 2 && !LooksLikeVerbOrAdverb(text.AsSpan(token.Start, token.Length));
    }

    /// <summary>The noun phrase that begins at a unit, without its article; empty when none does.</summary>
    public static Run From(string text, List<Token> tokens, List<Unit> units, Run clause, int i)
    {
        var to = i;
        while (to < clause.To && to < i + LongestRun && Holds(text, tokens, units, clause, to) && (to == i || !StartsPredicate(units, clause, to))) to++;
        return new Run(i, to);
    }

    /// <summary>The noun phrase that ends with a unit.</summary>
    public static Run EndingAt(string text, List<Token> tokens, List<Unit> units, Run clause, int i)
    {
        var from = i;
        while (from > clause.From && i - from + 1 < LongestRun && Holds(text, tokens, units, clause, from - 1)) from--;
        return new Run(from, i + 1);
    }

    /// <summary>Whether anything but ignorance speaks for a noun: a known noun, an article or adjective before, or a verb behind.</summary>
    public static bool IsAnchored(List<Unit> units, Run clause, Run phrase)
    {
        for (var i = phrase.From; i < phrase.To; i++)
        {
            if (units[i].Is(WordClass.Noun)) return true;
        }
        if (phrase.From > clause.From && units[phrase.From - 1] is var before)
        {
            if (before.Is(WordClass.Determiner | WordClass.Adjective | WordClass.Number) || before.Valence != 0) return true;
            if (before.Kind == TokenKind.Word && !before.Is(WordClass.Contrast | WordClass.Coordinator | WordClass.Subordinator)) return false;
        }
        return phrase.To < clause.To && (units[phrase.To].Is(WordClass.Copula | WordClass.Auxiliary | WordClass.Verb)
            || (units[phrase.To] is { IsPhrase: true, Valence: not 0 } && !units[phrase.To].Is(WordClass.Noun)));
    }

    // "you can [dress] it up", "easy to [cut] them down"
    private static bool IsActingOnIt(List<Token> tokens, List<Unit> units, Run clause, int i) => i > clause.From && i + 1 < clause.To
        && units[i + 1].Entry is Word { Text: "it" or "them" } && tokens[units[i - 1].To - 1] is var before
        && (before.Is(WordClass.Auxiliary | WordClass.Subject | WordClass.Coordinator) || before.Entry is Word { Text: "to" })
        && !before.Is(WordClass.Determiner);

    // "would probably work out"
    private static bool IsAdverbOfVerb(List<Unit> units, Run clause, int i) => i > clause.From && units[i].Is(WordClass.Adverb)
        && !units[i].Is(WordClass.Determiner | WordClass.Adjective) && units[i - 1].Is(WordClass.Auxiliary) && !units[i - 1].Is(WordClass.Copula);

    // "the small fits", "the white is sheer"
    private static bool IsAdjectiveNoun(List<Unit> units, Run clause, int i) => i > clause.From && i + 1 < clause.To && units[i].Is(WordClass.Adjective)
        && Math.Abs(units[i].Valence) < 1 && units[i - 1].Entry is Word { Text: "the" or "this" or "my" }
        && (units[i + 1].IsPhrase || units[i + 1].Is(WordClass.Copula | WordClass.Auxiliary | WordClass.Verb));

    // "the coloring is off"
    private static bool IsGerundNoun(List<Unit> units, Run clause, int i) => i > clause.From && units[i - 1].Is(WordClass.Determiner)
        && !units[i - 1].Is(WordClass.Negation) && i + 1 < clause.To && units[i + 1].Is(WordClass.Copula | WordClass.Auxiliary)
        && !units[i + 1].Is(WordClass.Verb);

    private static bool IsVerbPosition(Unit before) => before.Is(WordClass.Subject | WordClass.Auxiliary) && !before.Is(WordClass.Determiner)
        || (before.Is(WordClass.Preposition) && before.Entry is Word { Text: "to" });

    // In "the dress fits", "fits" begins what is said, though "fit" can be a noun.
    private static bool StartsPredicate(List<Unit> units, Run clause, int i) =>
        units[i].Is(WordClass.Copula | WordClass.Verb) && i + 1 < clause.To
            && units[i + 1].Is(WordClass.Adverb | WordClass.Adjective | WordClass.Determiner | WordClass.Preposition);

    private static bool LooksLikeVerbOrAdverb(ReadOnlySpan<char> word) =>
        word.EndsWith("ly", StringComparison.OrdinalIgnoreCase)
        || (word.Length > 4 && word.EndsWith("ed", StringComparison.OrdinalIgnoreCase))
        || (word.Length > 5 && word.EndsWith("ing", StringComparison.OrdinalIgnoreCase))
        || word.EndsWith("n't", StringComparison.OrdinalIgnoreCase) || word.EndsWith("n’t", StringComparison.OrdinalIgnoreCase);
}
