namespace Feedback.Core.Language.BuiltIn;

/// <summary>Tells what stands for the target of an opinion that names none: "it", or nothing at all, as in "runs small".</summary>
internal static class UnnamedTarget
{
    private const WordClass Joining = WordClass.Contrast | WordClass.Coordinator | WordClass.Adverb | WordClass.Copula | WordClass.Auxiliary
        | WordClass.Adjective;

    private const WordClass Following = WordClass.Copula | WordClass.Auxiliary | WordClass.Verb | WordClass.Preposition | WordClass.Adverb
        | WordClass.Coordinator | WordClass.Contrast | WordClass.Subordinator;

    /// <summary>Whether a clause speaks of what was named before it.</summary>
    /// <param name="tokens">The tokens of the text.</param>
    /// <param name="units">The units of the sentence.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="assessment">What is said.</param>
    /// <param name="pronoun">What stands for it; nowhere, where nothing does.</param>
    public static bool IsIn(List<Token> tokens, List<Unit> units, Run clause, Run assessment, out int pronoun)
    {
        pronoun = -1;
        for (var i = assessment.To - 1; i >= clause.From; i--)
        {
            if (Stands(units, clause, i) || Holds(tokens, units[i]))
            {
                pronoun = i;
                return true;
            }
            if (i < assessment.From && units[i].Kind == TokenKind.Word && !units[i].Is(Joining) && units[i].Boost == 0 && units[i].Valence == 0)
            {
                var who = First(units, clause);
                if (who >= 0 && Stands(units, clause, who)) pronoun = who;
                else if (IsOfCustomer(units, clause, who)) pronoun = Object(units, clause, assessment);
                return pronoun >= 0;
            }
        }
        // "runs small", "but too short"; not "so happy"
        var (first, said) = (units[clause.From], units[assessment.From]);
        if (!said.Is(WordClass.Feeling) || said.Entry is Word { Text: "love" or "loved" or "adore" or "recommend" }) return true;
        if (first.Is(WordClass.Contrast | WordClass.Coordinator) && first.Entry is not Word { Text: "so" }) return true;
        pronoun = Object(units, clause, assessment);
        return pronoun >= 0;
    }

    /// <summary>Whether a clause begins with what is said, so that all of the text is meant: "runs small".</summary>
    public static bool IsWhole(List<Unit> units, Run clause) => !units[clause.From].Is(WordClass.Contrast | WordClass.Coordinator);

    // Who or what does something in a clause; nowhere, where nobody is named, or a noun.
    private static int First(List<Unit> units, Run clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (units[i].Is(WordClass.Subject) && (!units[i].Is(WordClass.Determiner) || Stands(units, clause, i))) return i;
            if (units[i].Is(WordClass.Determiner | WordClass.Verb)) return -1;
        }
        return -1;
    }

    /// <summary>Whether a clause says what somebody is or was, and so nothing of a thing: "he was rude", "I was billed twice".</summary>
    public static bool IsOfSomebody(List<Unit> units, Run clause)
    {
        var who = First(units, clause);
        if (who < 0 || units[who].Entry is not Word { Text: "i" or "we" or "he" or "she" or "you" or "i'm" or "we're" or "he's" or "she's" } self) return false;
        return self is not Word { Text: "i" or "we" } || (who + 1 < clause.To && (units[who + 1].Is(WordClass.Copula)
            || units[who + 1].Entry is Word { Text: "have" or "had" }));
    }

    // "i had to send it back", "had to send it back"; not "he told me about it"
    private static bool IsOfCustomer(List<Unit> units, Run clause, int first) => first >= 0
        ? units[first].Entry is Word { Text: "i" or "we" or "i'm" or "im" or "i've" or "i'd" or "i'll" or "we've" or "we're" }
        : !units[clause.From].Is(WordClass.Determiner);

    // "[send it back]"
    private static bool Holds(List<Token> tokens, Unit unit)
    {
        for (var t = unit.From + 1; t < unit.To; t++)
        {
            if (tokens[t].Entry is Word { Text: "it" or "them" }) return true;
        }
        return false;
    }

    private static int Object(List<Unit> units, Run clause, Run assessment)
    {
        for (var i = clause.From + 1; i < clause.To; i++)
        {
            if ((i < assessment.From || i >= assessment.To) && Stands(units, clause, i)) return i;
        }
        return -1;
    }

    private static bool Stands(List<Unit> units, Run clause, int i)
    {
        if (units[i].Entry is not Word { Text: "it" or "it's" or "its" or "they" or "they're" or "this" or "these" or "which" or "them" or "those" })
            return false;
        if (!units[i].Is(WordClass.Determiner) || i + 1 >= clause.To || units[i + 1].Kind != TokenKind.Word) return true;
        // "this is", "this runs"; not "this dress"
        return units[i + 1].IsPhrase ? !units[i + 1].Is(WordClass.Noun) : units[i + 1].Is(Following);
    }
}
