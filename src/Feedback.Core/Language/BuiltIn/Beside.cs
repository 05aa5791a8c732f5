namespace Feedback.Core.Language.BuiltIn;

/// <summary>Tells things that a clause names only beside what it speaks of.</summary>
internal static class Beside
{
    /// <summary>Whether a thing is what the target is worn with: "pairs well with jeans and a cute jacket".</summary>
    public static bool IsCompanion(List<Unit> units, Run clause, Run phrase)
    {
        var isWith = false;
        for (var i = phrase.From - 1; i >= clause.From; i--)
        {
            if (units[i].Entry is Word { Text: "with" or "over" or "under" }) isWith = true;
            else if (isWith && IsWearing(units[i])) return true;
            else if (units[i].Is(WordClass.Copula)) return false;
        }
        return false;
    }

    /// <summary>Whether a thing is what the target is likened to: "more like a poplin".</summary>
    public static bool IsComparison(List<Token> tokens, List<Unit> units, Run clause, Run phrase)
    {
        var i = phrase.From - 1;
        while (i > clause.From && units[i].Is(WordClass.Determiner | WordClass.Adjective) && !units[i].IsPhrase) i--;
        if (i < clause.From) return false;
        if (units[i].IsPhrase) return tokens[units[i].To - 1].Entry is Word { Text: "like" } && tokens[units[i].From].Entry is Word { Text: "more" };
        return units[i].Entry is Word { Text: "like" } && !units[i].Is(WordClass.Auxiliary) && i > clause.From
            && !units[i - 1].Is(WordClass.Subject | WordClass.Auxiliary | WordClass.Adverb);
    }

    private static bool IsWearing(Unit unit) => unit.Entry is Word { Text: "pair" or "pairs" or "paired" or "wear" or "wore" or "worn" or "go" or "goes" }
        or Word { Text: "match" or "matches" or "work" or "works" or "look" or "looks" or "looked" };
}
