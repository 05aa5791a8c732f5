namespace Feedback.Core.Language.BuiltIn;

/// <summary>Finds what is judged together with a target.</summary>
internal sealed class TargetList(string text, List<Token> tokens, List<Unit> units)
{
    private const int MostListed = 4;

    /// <summary>A target and those that are listed with it: "the food and the service".</summary>
    public IEnumerable<Run> Of(Run clause, Run target, Run assessment)
    {
        List<Run> all = [target];
        for (var to = target.To; all.Count < MostListed && Next(to) is { } next; to = next.To) all.Add(next);
        for (var from = target.From; all.Count < MostListed && Previous(from) is { } previous; from = previous.From) all.Insert(0, previous);
        return all;

        Run? Next(int i)
        {
            if (!IsJoin(i)) return null;
            while (i < clause.To && IsJoin(i)) i++;
            while (i < clause.To && units[i].Is(WordClass.Determiner) && !units[i].Is(WordClass.Negation)) i++;
            if (i >= clause.To || !NounPhrase.Holds(text, tokens, units, clause, i)) return null;
            var phrase = NounPhrase.From(text, tokens, units, clause, i);
            var ends = phrase.To >= clause.To || phrase.To <= assessment.From
                || !units[phrase.To].Is(WordClass.Copula | WordClass.Verb | WordClass.Auxiliary);
            return phrase.Count > 0 && ends && !phrase.Overlaps(assessment) && IsListable(phrase) ? phrase : null;
        }

        Run? Previous(int i)
        {
            i--;
            while (i > clause.From && units[i].Is(WordClass.Determiner)) i--;
            if (i <= clause.From || !IsJoin(i)) return null;
            while (i > clause.From && IsJoin(i)) i--;
            if (!NounPhrase.Holds(text, tokens, units, clause, i)) return null;
            var phrase = NounPhrase.EndingAt(text, tokens, units, clause, i);
            return !phrase.Overlaps(assessment) && IsListable(phrase) ? phrase : null;
        }

        bool IsJoin(int i) => i < clause.To && (units[i].Entry is Word { Text: "and" or "&" } || units[i] is { Kind: TokenKind.Separator, Mark: ',' or '/' });

        bool IsListable(Run phrase)
        {
            for (var i = phrase.From; i < phrase.To; i++)
            {
                if (units[i].Is(WordClass.Noun) && !units[i].Is(WordClass.Time)) return true;
            }
            // An unknown word may be anything; behind a noun that is spoken of and "and", it is likely a noun.
            return phrase.Count == 1 && units[phrase.From].Entry is null && (phrase.To >= clause.To || units[phrase.To].Kind != TokenKind.Word
                || units[phrase.To].Is(WordClass.Copula | WordClass.Preposition | WordClass.Adverb));
        }
    }
}
