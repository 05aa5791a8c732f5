namespace Feedback.Core.Language.BuiltIn;

/// <summary>Tells what stands for the target of an opinion that names none: "it", or nothing at all, as in "runs small".</summary>
internal static class UnnamedTarget
{
    private const WordClass Joining = WordClass.Contrast | WordClass.Coordinator | WordClass.Adverb | WordClass.Copula | WordClass.Auxiliary;

    /// <summary>Whether a clause speaks of what was named before it.</summary>
    /// <param name="units">The units of the sentence.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="assessment">What is said.</param>
    /// <param name="pronoun">The pronoun that stands for it; <c>null</c> for none.</param>
    public static bool IsIn(List<Unit> units, Run clause, Run assessment, out string? pronoun)
    {
        if (IsSubject(units, clause, assessment.From, out pronoun, out var person)) return true;
        // "i had to send it back", "love it"; not "he told me about it"
        if (person && Object(units, clause, assessment) is { } handled)
        {
            pronoun = handled;
            return true;
        }
        return false;
    }

    private static bool IsSubject(List<Unit> units, Run clause, int before, out string? pronoun, out bool person)
    {
        (pronoun, person) = (null, true);
        for (var i = before - 1; i >= clause.From; i--)
        {
            if (Standing(units[i]) is { } word && !IsDeterminer(units, clause, i))
            {
                pronoun = word;
                return true;
            }
            if (units[i].Kind == TokenKind.Word && !units[i].Is(Joining) && units[i].Boost == 0)
            {
                person = IsOfCustomer(units, clause, i);
                return false;
            }
        }
        // "runs small", "but too short"; not "so happy"
        return !units[before].Is(WordClass.Feeling) || units[clause.From].Is(WordClass.Contrast | WordClass.Coordinator) || IsLove(units[before]);
    }

    // Whoever does something in the clause is the customer, or nobody is named.
    private static bool IsOfCustomer(List<Unit> units, Run clause, int to)
    {
        for (var i = to; i >= clause.From; i--)
        {
            if (units[i].Is(WordClass.Subject) && !units[i].Is(WordClass.Determiner))
                return units[i].Entry is Word { Text: "i" or "we" or "i'm" or "im" or "i've" or "i'd" or "i'll" or "we've" or "we're" };
        }
        return true;
    }

    private static string? Object(List<Unit> units, Run clause, Run assessment)
    {
        for (var i = clause.From + 1; i < clause.To; i++)
        {
            if (i >= assessment.From && i < assessment.To) continue;
            if (Standing(units[i]) is { } word && !IsDeterminer(units, clause, i)) return word;
        }
        return null;
    }

    private static bool IsLove(Unit unit) => unit.Entry is Word { Text: "love" or "loved" or "adore" or "recommend" };

    private static string? Standing(Unit unit) => unit.Entry is Word { Text: "it" or "it's" or "its" or "they" or "they're" or "this" or "these" or "that" or "which"
        or "them" or "those" } word ? word.Text : null;

    private static bool IsDeterminer(List<Unit> units, Run clause, int i) => units[i].Is(WordClass.Determiner) && i + 1 < clause.To
        && units[i + 1].Kind == TokenKind.Word && !units[i + 1].Is(WordClass.Copula | WordClass.Auxiliary | WordClass.Verb | WordClass.Preposition | WordClass.Adverb
            | WordClass.Coordinator | WordClass.Contrast | WordClass.Subordinator);
}
