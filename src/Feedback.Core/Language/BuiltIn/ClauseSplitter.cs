namespace Feedback.Core.Language.BuiltIn;

/// <summary>
/// Cuts a sentence into clauses: at signs, at contrasting words, and where a conjunction or a comma is followed by a new subject
/// or by a fragment that says something of its own ("nice staff, slow service").
/// </summary>
internal static class ClauseSplitter
{
    private const int SubjectReach = 6;

    public static void Split(List<Token> tokens, List<Unit> units, List<Run> clauses)
    {
        var from = 0;
        for (var i = 0; i < units.Count; i++)
        {
            if (i > from && !OnlyLeadsIn(units, from, i) && StartsAt(tokens, units, i))
            {
                clauses.Add(new Run(from, i));
                from = i;
            }
        }
        if (units.Count > from) clauses.Add(new Run(from, units.Count));
    }

    // "However, the ..." is no clause of its own.
    private static bool OnlyLeadsIn(List<Unit> units, int from, int to) =>
        units[from].Is(WordClass.Contrast | WordClass.Coordinator) && (to == from + 1 || (to == from + 2 && units[from + 1].Kind == TokenKind.Separator));

    private static bool StartsAt(List<Token> tokens, List<Unit> units, int i)
    {
        var before = units[i - 1];
        var unit = units[i];
        if (unit.Kind is not (TokenKind.Word or TokenKind.Number or TokenKind.Mask or TokenKind.Sign)) return false;
        if (before.Kind is TokenKind.LineBreak) return true;
        // A full stop within a sentence belongs to an abbreviation.
        if (before.Kind == TokenKind.Terminator) return before.Mark != '.' || tokens[before.From].Length > 1;
        if (before.Kind == TokenKind.Separator)
        {
            if (before.Mark is ';' or ':' or '(' or ')' or '-' or '–' or '—' or '*') return true;
            if (before.Mark == ',') return StartsAfterComma(tokens, units, i);
        }
        if (unit.Is(WordClass.Contrast)) return before.Kind == TokenKind.Word && !unit.Is(WordClass.Negation);
        if (before.Is(WordClass.Contrast | WordClass.Coordinator)) return false;
        // "it is so difficult to find"
        if (unit.Entry is Word { Text: "so" } && before.Is(WordClass.Copula) && !(i + 1 < units.Count && units[i + 1].Is(WordClass.Subject))) return false;
        if (unit.Is(WordClass.Coordinator)) return HasSubjectAt(tokens, units, i + 1) || (SaysSomething(units, i) && JudgesThing(units, i + 1));
        return unit.Is(WordClass.Subordinator) && !unit.Is(WordClass.WeakConjunction) && HasSubjectAt(tokens, units, i + 1);
    }

    private static bool StartsAfterComma(List<Token> tokens, List<Unit> units, int i)
    {
        if (units[i].Is(WordClass.Contrast)) return true;
        if (units[i].Is(WordClass.Coordinator | WordClass.Subordinator) && i + 1 < units.Count) i++;
        if (JoinsAdjectives(units, i)) return false;
        if (HasSubjectAt(tokens, units, i)) return true;
        // A fragment with a feeling and a thing.
        var feeling = false;
        var thing = false;
        for (var k = i; k < units.Count && k < i + SubjectReach; k++)
        {
            var unit = units[k];
            if (unit.Kind is TokenKind.Separator or TokenKind.Terminator or TokenKind.LineBreak) break;
            feeling |= unit.Valence != 0;
            thing |= unit.IsPhrase || unit.Is(WordClass.Noun | WordClass.Verb | WordClass.Body) || (unit.Kind == TokenKind.Word && unit.Entry is null);
        }
        return feeling && thing;
    }

    // "a pretty, light fabric", "lovely, warm sweater", but "comfortable, great fit" and "soft, warm, light fabric" name what they judge one by one.
    private static bool JoinsAdjectives(List<Unit> units, int i)
    {
        var before = i - 2;
        if (before < 0 || !IsJudging(units[before]) || i + 1 >= units.Count || !IsJudging(units[i]) || !units[i + 1].Is(WordClass.Noun)) return false;
        if (units[i].Entry is Word { Text: "great" or "nice" or "good" or "perfect" or "excellent" or "amazing" }
            or Word { Text: "incredible" or "awesome" or "beautiful" or "fabulous" }) return false;
        return before == 0 || units[before - 1].Is(WordClass.Determiner) || units[before - 1].Boost != 0
            || units[before - 1].Kind is TokenKind.Terminator or TokenKind.LineBreak;
    }

    private static bool IsJudging(Unit unit) => unit is { Kind: TokenKind.Word, IsPhrase: false }
        && !unit.Is(WordClass.Feeling | WordClass.Trouble | WordClass.Verb)
        && (unit.Is(WordClass.Adjective) || (unit.Valence != 0 && !unit.Is(WordClass.Noun)));

    // Behind "and": a judging adjective and its noun, "quick delivery".
    private static bool JudgesThing(List<Unit> units, int i)
    {
        while (i < units.Count && (units[i].Is(WordClass.Determiner) || units[i].Boost != 0) && units[i].Valence == 0) i++;
        return i + 1 < units.Count && units[i] is { Kind: TokenKind.Word, IsPhrase: false, Valence: not 0 }
            && !units[i].Is(WordClass.Noun | WordClass.Verb | WordClass.Feeling | WordClass.Trouble)
            && units[i + 1].Is(WordClass.Noun) && units[i + 1].Valence == 0;
    }

    // Before it: a judgement and a noun since the last sign.
    private static bool SaysSomething(List<Unit> units, int i)
    {
        bool judges = false, names = false;
        for (var k = i - 1; k >= 0 && units[k].Kind == TokenKind.Word && !units[k].Is(WordClass.Coordinator); k--)
        {
            judges |= units[k].Valence != 0;
            names |= units[k].Is(WordClass.Noun);
        }
        return judges && names;
    }

    private static bool HasSubjectAt(List<Token> tokens, List<Unit> units, int i)
    {
        for (var skipped = 0; skipped < 2 && i < units.Count && units[i].Is(WordClass.Adverb) && !units[i].Is(WordClass.Subject); skipped++) i++;
        if (i >= units.Count || units[i].Kind != TokenKind.Word) return false;
        if (units[i].Is(WordClass.Subject) && !units[i].Is(WordClass.Determiner)) return true;
        if (IsVerb(tokens, units[i]) && !units[i].Is(WordClass.Noun)) return false;
        if (units[i].Is(WordClass.Preposition) && !units[i].Is(WordClass.Determiner)) return false;
        for (var k = i + 1; k < units.Count && k < i + SubjectReach; k++)
        {
            if (units[k].Kind is not (TokenKind.Word or TokenKind.Mask or TokenKind.Number)) return false;
            if (IsVerb(tokens, units[k]) && !(units[k].Is(WordClass.Noun) && units[k - 1].Is(WordClass.Determiner | WordClass.Adjective))) return true;
            if (units[k].Is(WordClass.Coordinator | WordClass.Contrast)) return false;
        }
        return false;
    }

    private static bool IsVerb(List<Token> tokens, Unit unit) =>
        unit.Is(WordClass.Copula | WordClass.Auxiliary | WordClass.Verb)
        || (unit.IsPhrase && tokens[unit.From].Is(WordClass.Copula | WordClass.Auxiliary | WordClass.Verb));
}
