using Feedback.Core.Language.Meaning;
using Feedback.Core.Records;

namespace Feedback.Core.Journeys;

/// <summary>Chooses the theme of a stretch of text: by the words of the themes, and by how near its meaning is to theirs.</summary>
/// <param name="themes">The themes.</param>
/// <param name="sayings">Turns of phrase whose words name none.</param>
/// <param name="embedding">What compares the meaning of words; <c>null</c> for nothing.</param>
internal sealed class ThemeChooser(IReadOnlyList<ThemeDefinition> themes, IReadOnlyList<string> sayings, ITextEmbedding? embedding)
{
    // At what weight the words of a clause add half of what they add at most: one word alone may have another sense, several seldom have.
    // Chosen, as all that is sure here, on the training rows of bench/themes, whole and with half of their journey's words, and the clauses of
    // data/labelled/tuning.tsv.
    private const double HalfOfWords = 2;

    // How near a theme must be whose words are there, so that it is sure.
    private const double SureWithWords = 0.4;

    // How much more it must be, where only the name of what is judged speaks for a theme.
    private const double MoreForTarget = 0.25;

    private const double ByPhrase = 0.9;
    private const double ByTerm = 0.75;
    private const double ByMeaning = 0.6;
    private const double ByGuess = 0.5;
    private const int UsualMost = 128;

    private readonly ThemeAutomaton _automaton = new(themes, sayings);
    // Only journeys that are asked pay for embedding all words of their themes.
    private readonly Lazy<ThemeMeaning?> _meaning = new(() => embedding is null || themes.Count < 2 ? null : new(themes, sayings, embedding));

    /// <summary>The theme of an opinion's clause; <c>null</c> when it is about none.</summary>
    public ThemeChoice? OfClause(string text, TextSpan clause, Opinion opinion, TextMeaning? meaning)
    {
        var weights = Numbers(stackalloc double[UsualMost]);
        var phrases = Numbers(stackalloc double[UsualMost]);
        var said = Weigh(text, clause, opinion, weights, phrases);
        if (_meaning.Value is not { } themesMeaning || (meaning ?? new(embedding!, text)).Of(clause) is not { } vector)
            return said > 0 ? ByWords(Largest(weights), weights, phrases) : null;
        var scale = embedding!.Scale;
        var scores = Numbers(stackalloc double[UsualMost]);
        var ofNone = themesMeaning.Compare(vector, weights, scores);
        for (var theme = 0; theme < scores.Length; theme++)
            scores[theme] += scale.Words * said / (said + HalfOfWords) * weights[theme] * Kind(phrases[theme]);
        var best = Largest(scores);
        var score = scores[best];
        if (score < scale.Least)
            return null;
        scores[best] = double.NegativeInfinity;
        var lead = score - scores[Largest(scores)];
        if (weights[best] > 0)
            return score >= SureWithWords ? ByWords(best, weights, phrases) : Guess(best, score);
        var sure = score + (scale.Lead * lead) - scale.Sure;
        if (score < ofNone || IsBare(text, clause, opinion, sure))
            return null;
        return sure >= 0 ? new(best, MappingReason.ThemeMeaning, ByMeaning * Math.Min(1, score)) : Guess(best, score);
    }

    /// <summary>The theme that the words of a stretch name most; <c>null</c> when they name none, or several where only one will do.</summary>
    public ThemeChoice? OfWords(string text, TextSpan stretch, Opinion opinion, bool onlyOne)
    {
        var weights = Numbers(stackalloc double[UsualMost]);
        var phrases = Numbers(stackalloc double[UsualMost]);
        if (Weigh(text, stretch, opinion, weights, phrases) == 0)
            return null;
        var best = Largest(weights);
        return onlyOne && weights[best] < 1 ? null : new(best, MappingReason.ThemeInText, ByGuess * weights[best]);
    }

    // "Love this sweater" has no theme, "the look is great" may have one.
    private static bool IsBare(string text, TextSpan clause, Opinion opinion, double above) => BareJudgement.Is(text, clause, target: null)
        || (above < MoreForTarget && BareJudgement.Is(text, clause, opinion.Target));

    private Span<double> Numbers(Span<double> usual)
    {
        var numbers = themes.Count <= usual.Length ? usual[..themes.Count] : new double[themes.Count];
        numbers.Clear();
        return numbers;
    }

    // Afterwards the weights add up to 1; what they were is returned.
    private double Weigh(string text, TextSpan stretch, Opinion opinion, Span<double> weights, Span<double> phrases)
    {
        if (_automaton.Find(text.AsSpan(stretch.Start, stretch.Length)) is not { } mentions)
            return 0;
        double total = 0;
        foreach (var mention in mentions)
        {
            var weight = mention.IsPhrase ? 2 + (0.5 * Math.Max(0, mention.Words - 2)) : 1;
            if (Overlaps(opinion.Target, stretch.Start + mention.Start, stretch.Start + mention.End))
                weight *= 2;
            else if (Overlaps(opinion.Assessment, stretch.Start + mention.Start, stretch.Start + mention.End))
                weight *= 1.5;
            weights[mention.Theme] += weight;
            phrases[mention.Theme] += mention.IsPhrase ? 1 : 0;
            total += weight;
        }

        foreach (ref var weight in weights)
            weight /= total;
        return total;
    }

    private static ThemeChoice ByWords(int theme, ReadOnlySpan<double> weights, ReadOnlySpan<double> phrases) =>
        new(theme, phrases[theme] > 0 ? MappingReason.ThemePhrase : MappingReason.ThemeTerm, Kind(phrases[theme]) * weights[theme]);

    private static ThemeChoice Guess(int theme, double score) => new(theme, MappingReason.ThemeGuess, ByGuess * Math.Min(1, score));

    private static double Kind(double phrases) => phrases > 0 ? ByPhrase : ByTerm;

    private static bool Overlaps(TextSpan? span, int start, int end) => span is { } stretch && stretch.Start < end && start < (long)stretch.Start
        + stretch.Length;

    // Of several as large, the first.
    private static int Largest(ReadOnlySpan<double> numbers)
    {
        var best = 0;
        for (var n = 1; n < numbers.Length; n++)
        {
            if (numbers[n] > numbers[best])
                best = n;
        }

        return best;
    }
}

/// <summary>A theme that a stretch of text is about.</summary>
/// <param name="Theme">The theme's index.</param>
/// <param name="Reason">What says so.</param>
/// <param name="Confidence">How telling it is, 0 to 1.</param>
internal readonly record struct ThemeChoice(int Theme, MappingReason Reason, double Confidence);
