using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>
/// Scores units, sentences and texts after VADER (Hutto and Gilbert, ICWSM 2014): the sum of the valences, changed by what stands around them,
/// pressed into −1…1 by s / √(s² + 15). Negation, contrast and mixed feelings follow our own rules, fitted to the development halves of the data named in
/// bench/language.
/// </summary>
internal static class SentimentScorer
{
    private const double Flattening = 15;
    private const int NegationReach = 5;
    private const int NearNegationReach = 3;
    private const int ThoughtReach = 10;
    private const double NegatedGood = -0.75;
    private const double NegatedBad = -0.45;
    private const double Shouting = 1.25;
    private const double Elongation = 1.15;
    private const double BeforeContrast = 0.55;
    private const double AfterContrast = 1.25;
    private const double Exclamation = 0.292;
    private const double Questioning = 0.18;
    private const double NotStated = 0.1;
    private const double Irony = 2.6;
    private const double Understated = 1.2;

    /// <summary>What a wish that things were otherwise weighs, and a question why they are so.</summary>
    public const double ImpliedComplaint = 1.5;

    /// <summary>Evidence weaker than this, in units of valence, counts for nothing.</summary>
    private const double Threshold = 0.35;

    /// <summary>How much of the weaker side's evidence must be outweighed before a text that says good and bad leans either way.</summary>
    private const double MixedThreshold = 0.25;

    /// <summary>What the units of a sentence say for and against.</summary>
    public readonly record struct Evidence(double Good, double Bad)
    {
        public static Evidence operator +(Evidence a, Evidence b) => new(a.Good + b.Good, a.Bad + b.Bad);

        public Evidence Times(double weight) => new(Good * weight, Bad * weight);

        public Sentiment ToSentiment()
        {
            var sum = Good - Bad;
            var threshold = Threshold + (MixedThreshold * Math.Min(Good, Bad));
            sum = Math.Sign(sum) * Math.Max(0, Math.Abs(sum) - threshold);
            return Normalise(sum);
        }
    }

    public static Sentiment Normalise(double sum)
    {
        var sentiment = Sentiment.FromScore(sum / Math.Sqrt((sum * sum) + Flattening));
        // Rounding gives negative zero, which shows in JSON.
        return sentiment.Score == 0 ? Sentiment.Neutral : sentiment;
    }

    /// <summary>Gives every unit its score.</summary>
    public static void ScoreUnits(List<Token> tokens, Run sentence, List<Unit> units, List<Run> clauses)
    {
        var allShouted = AllShouted(tokens, sentence);
        var hasNames = HasNames(tokens, sentence);
        foreach (var clause in clauses)
        {
            for (var i = clause.From; i < clause.To; i++)
            {
                var unit = units[i];
                if (Understatement(units, clause, i) is var denial and >= 0) units[i] = unit with { Score = Understated, NegatedBy = denial };
                if (unit.Valence == 0 || (hasNames && IsName(tokens, sentence, unit)) || IsDegree(units, clause, i)) continue;
                // "terribly sorry": the adverb only strengthens.
                if (unit.Boost != 0 && i + 1 < clause.To && units[i + 1].Valence != 0) continue;
                units[i] = Score(tokens, units, clause, i, unit, allShouted);
                if (IsIrony(units, clause, i)) units[i] = units[i] with { Score = -Irony };
            }
            for (var i = clause.From; i < clause.To; i++)
            {
                if (units[i].NegatedBy >= 0) Silence(units, units[i].NegatedBy);
                if (IsOwnDenial(units, clause, i) || IsNeedless(units, clause, i)
                    || IsAnswer(units, clause, i) || IsChoice(units, clause, i)) Silence(units, i);
            }
        }
    }

    /// <summary>What a clause says against something by its mood alone, beyond what its words say.</summary>
    public static Evidence Complaint(List<Unit> units, Run clause)
    {
        double bad = 0;
        for (var i = clause.From; i < clause.To; i++) bad -= Math.Min(0, units[i].Score);
        return new(0, Math.Max(0, ImpliedComplaint - bad));
    }

    /// <summary>Takes from a clause that asks for something, or says when something would hold, most of what its words seem to say.</summary>
    public static void Soften(List<Unit> units, Run clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var unit = units[i];
            unit.Score *= NotStated;
            units[i] = unit;
        }
    }

    // A "not" that denies something is heard in what it denies.
    private static void Silence(List<Unit> units, int i)
    {
        var unit = units[i];
        unit.Score = 0;
        units[i] = unit;
    }

    // What customers themselves did not do is no complaint ("I did not order it"), what they cannot do may be one.
    private static bool IsOwnDenial(List<Unit> units, Run clause, int i)
    {
        if (units[i].IsPhrase || !units[i].Is(WordClass.Negation) || units[i].Is(WordClass.Determiner)
            || units[i].Entry is Word { Text: "can't" or "cannot" or "cant" or "couldn't" or "couldnt" }) return false;
        for (var k = i - 1; k >= clause.From && k >= i - 3; k--)
        {
            if (units[k].Entry is Word { Text: "can" or "could" }) return false;
            if (units[k].Entry is Word { Text: "i" or "we" or "i've" or "we've" or "i'm" or "im" or "we're" or "i'd" or "we'd" }) return true;
            if (!units[k].Is(WordClass.Auxiliary | WordClass.Copula | WordClass.Adverb)) return false;
        }
        return false;
    }

    // "no tailoring needed", "no bra necessary": to need nothing is no fault.
    private static bool IsNeedless(List<Unit> units, Run clause, int i)
    {
        if (units[i].Entry is not Word { Text: "no" }) return false;
        for (var k = i + 1; k < clause.To && k <= i + NearNegationReach && units[k].Kind == TokenKind.Word; k++)
        {
            if (units[k].Entry is Word { Text: "needed" or "necessary" or "required" or "need" }) return true;
        }
        return false;
    }

    // "was pretty short": only how short it was. "The pretty blue dress", "is pretty and soft" praise.
    private static bool IsDegree(List<Unit> units, Run clause, int i) => units[i].Entry is Word { Text: "pretty" } && i > clause.From && i + 1 < clause.To
        && units[i - 1].Is(WordClass.Copula | WordClass.Adverb | WordClass.Verb) && units[i + 1].Kind == TokenKind.Word
        && !units[i + 1].Is(WordClass.Coordinator | WordClass.Preposition | WordClass.Noun)
        && (units[i + 1].Is(WordClass.Adjective | WordClass.Adverb) || units[i + 1].Valence != 0);

    // "Pictures do not do this top justice": it is better than they show.
    private static int Understatement(List<Unit> units, Run clause, int i)
    {
        if (units[i].Entry is not Word { Text: "justice" }) return -1;
        for (var k = i - 1; k > clause.From && k >= i - NegationReach; k--)
        {
            if (units[k].Entry is Word { Text: "do" or "doing" } && units[k - 1].Is(WordClass.Negation)) return k - 1;
        }
        return -1;
    }

    // "Bravo, another week without a phone line"
    private static bool IsIrony(List<Unit> units, Run clause, int i) => i == clause.From && units[i].Score > 0 && i + 2 < clause.To
        && units[i + 1] is { Kind: TokenKind.Separator or TokenKind.Terminator }
        && units[i + 2].Entry is Word { Text: "another" };

    // "as loose or tight as you like"
    private static bool IsChoice(List<Unit> units, Run clause, int i)
    {
        if (units[i].Score == 0) return false;
        var (from, to) = (i - 1, i + 1);
        while (from > clause.From && from > i - 3 && units[from].Entry is not Word { Text: "as" }) from--;
        while (to < clause.To - 1 && to < i + 3 && units[to].Entry is not Word { Text: "as" }) to++;
        return from >= clause.From && to + 1 < clause.To && units[from].Entry is Word { Text: "as" } && units[to].Entry is Word { Text: "as" }
            && units[to + 1].Entry is Word { Text: "you" or "u" };
    }

    // "Okay, it came", "OK I called"
    private static bool IsAnswer(List<Unit> units, Run clause, int i) => i == clause.From && i + 1 < clause.To && units[i].Is(WordClass.Middling)
        && !units[i].IsPhrase && (units[i + 1].Kind == TokenKind.Separator || units[i + 1].Is(WordClass.Subject | WordClass.Subordinator));

    // "I do not think that it is good": what is denied is what is thought.
    private static bool DeniesThought(List<Unit> units, int k) => units[k].Is(WordClass.Negation)
        && units[k + 1].Entry is Word { Text: "think" or "believe" or "feel" or "find" or "see" or "say" or "consider" };

    private static Unit Score(List<Token> tokens, List<Unit> units, Run clause, int i, Unit unit, bool allShouted)
    {
        var score = unit.Valence;
        var boost = 1.0;
        var negations = 0;
        // "not too thin or too thick" denies both.
        var alike = false;
        // An emoji is not denied ("no reply 😡"), nor is a phrase that holds its own denial ("never arrived").
        var reach = unit.Kind == TokenKind.Word ? ThoughtReach : 0;
        var denies = unit.IsPhrase && HasNegation(tokens, unit);
        for (var k = i - 1; k >= clause.From && k >= i - reach; k--)
        {
            var before = units[k];
            if (before.Kind is TokenKind.Separator or TokenKind.Terminator) break;
            var distance = i - k;
            if (distance > NegationReach && !DeniesThought(units, k)) continue;
            if (distance == 2 && before.IsPhrase && HasNegation(tokens, before) && units[i - 1].Entry is Word { Text: "or" or "nor" })
            {
                alike = true;
                break;
            }
            if (distance <= 3) boost += before.Boost * (1.05 - (0.05 * distance));
            if (!denies && before.Is(WordClass.Negation) && (distance <= NearNegationReach || !before.Is(WordClass.NearNegation)))
            {
                negations++;
                unit.NegatedBy = k;
            }
        }
        score *= boost;
        if (alike || negations % 2 == 1) score *= score > 0 ? NegatedGood : NegatedBad;
        if (negations % 2 == 0) unit.NegatedBy = -1;
        for (var t = unit.From; t < unit.To; t++)
        {
            if (tokens[t].Elongated) score *= Elongation;
        }
        if (!allShouted && tokens[unit.From].Shouted) score *= Shouting;
        unit.Score = score;
        return unit;
    }

    private static bool HasNegation(List<Token> tokens, Unit unit)
    {
        for (var t = unit.From; t < unit.To; t++)
        {
            if (tokens[t].Is(WordClass.Negation)) return true;
        }
        return false;
    }

    /// <summary>What a sentence says for and against.</summary>
    public static Evidence Weigh(List<Token> tokens, Run sentence, List<Unit> units, List<Run> clauses)
    {
        var contrast = -1;
        for (var c = 1; c < clauses.Count; c++)
        {
            if (units[clauses[c].From] is var first && first.Is(WordClass.Contrast) && !first.Is(WordClass.Concessive)) contrast = c;
        }
        double good = 0, bad = 0;
        for (var c = 0; c < clauses.Count; c++)
        {
            var weight = contrast < 0 ? 1 : c < contrast ? BeforeContrast : AfterContrast;
            if (units[clauses[c].From].Is(WordClass.Concessive) && clauses.Count > 1) weight = BeforeContrast;
            for (var i = clauses[c].From; i < clauses[c].To; i++)
            {
                var score = units[i].Score * weight;
                if (score > 0) good += score;
                else bad -= score;
            }
        }
        var emphasis = Emphasis(tokens, sentence);
        if (good > bad) good += emphasis;
        else if (bad > good) bad += emphasis;
        return new Evidence(good, bad);
    }

    private static double Emphasis(List<Token> tokens, Run sentence)
    {
        var exclamations = 0;
        var questions = 0;
        for (var t = sentence.From; t < sentence.To; t++)
        {
            if (tokens[t].Kind != TokenKind.Terminator) continue;
            if (tokens[t].Mark == '!') exclamations += tokens[t].Length;
            if (tokens[t].Mark == '?') questions += tokens[t].Length;
        }
        return (Math.Min(exclamations, 4) * Exclamation) + (questions > 1 ? Math.Min(questions * Questioning, 0.96) : 0);
    }

    // Where every other word is capitalised, capitals tell nothing.
    private static bool HasNames(List<Token> tokens, Run sentence)
    {
        int capitalised = 0, words = 0;
        for (var t = sentence.From; t < sentence.To; t++)
        {
            if (tokens[t].Kind != TokenKind.Word || tokens[t].Length == 1) continue;
            words++;
            if (tokens[t].Capitalised) capitalised++;
        }
        return capitalised > 0 && capitalised * 2 <= words;
    }

    // The "Good" of "Mr. Good" and "Good Samaritan Hospital", the "Fair" of "the Fair Reporting Act": no praise.
    private static bool IsName(List<Token> tokens, Run sentence, Unit unit)
    {
        if (unit.IsPhrase || tokens[unit.From] is not { Kind: TokenKind.Word, Capitalised: true, Shouted: false }) return false;
        var (before, after) = (unit.From - 1, unit.To);
        if (before > sentence.From && tokens[before] is { Kind: TokenKind.Terminator, Length: 1, Mark: '.' }) before--;
        if (before >= sentence.From && tokens[before].Is(WordClass.Title)) return true;
        var follows = after < sentence.To && IsPartOfName(tokens[after]);
        // The first word of a sentence is capitalised in any case.
        if (before < sentence.From || tokens[before].Kind != TokenKind.Word) return follows && tokens[after].Entry is null;
        return follows || (before > sentence.From && IsPartOfName(tokens[before]));
    }

    private static bool IsPartOfName(Token token) =>
        token is { Kind: TokenKind.Word, Capitalised: true } && !token.Is(WordClass.Pronoun | WordClass.Determiner);

    private static bool AllShouted(List<Token> tokens, Run sentence)
    {
        for (var t = sentence.From; t < sentence.To; t++)
        {
            if (tokens[t] is { Kind: TokenKind.Word, Shouted: false, Length: > 1 }) return false;
        }
        return true;
    }
}
