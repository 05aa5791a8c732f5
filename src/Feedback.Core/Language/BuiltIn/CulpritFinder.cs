namespace Feedback.Core.Language.BuiltIn;

/// <summary>Finds who did what a clause complains of: "[Capital One] closed my account without my permission".</summary>
internal static class CulpritFinder
{
    private const int LongestName = 3;

    /// <summary>Who did it, or <c>null</c> when the clause does not begin with somebody.</summary>
    /// <param name="tokens">The tokens of the text.</param>
    /// <param name="units">The units of the sentence.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="core">The words that weigh most in it.</param>
    public static Run? Find(List<Token> tokens, List<Unit> units, Run clause, Run core)
    {
        if (units[core.From].Score >= 0) return null;
        var from = clause.From;
        while (from < core.From && (units[from].Kind != TokenKind.Word
            || units[from].Is(WordClass.Coordinator | WordClass.Contrast | WordClass.Determiner))) from++;
        var to = from;
        while (to < core.From && IsName(tokens, units[to], to == from)) to++;
        if (to == from || to - from > LongestName) return null;
        for (var i = to; i < core.From; i++)
        {
            if (units[i].Is(WordClass.Verb) && i + 1 < core.From && units[i + 1].Is(WordClass.Determiner)) return new(from, to);
            if (!units[i].Is(WordClass.Adverb | WordClass.Auxiliary | WordClass.Copula)) return null;
        }
        return null;
    }

    private static bool IsName(List<Token> tokens, Unit unit, bool isFirst)
    {
        if (unit.Kind != TokenKind.Word) return false;
        if (unit.IsPhrase || (isFirst && unit.Entry is Word { Text: "company" or "bank" or "agency" or "lender" or "bureau" or "merchant" or "seller" }))
            return unit.Is(WordClass.Noun) && unit.Valence == 0;
        return unit.Entry is null && tokens[unit.From] is { Capitalised: true, Length: > 2 };
    }
}
