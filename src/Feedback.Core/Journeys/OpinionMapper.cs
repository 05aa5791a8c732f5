using Feedback.Core.Language.Meaning;
using Feedback.Core.Records;

namespace Feedback.Core.Journeys;

/// <summary>
/// Maps opinions to a journey by the words of its themes and by what they mean. Built once for a definition; safe for any number of threads; time linear in
/// the text.
/// </summary>
/// <remarks>
/// The words of the clause are weighed first: a phrase weighs twice as much as a term, and half as much again for every word beyond the second; what stands in
/// the opinion's target counts twice, in its assessment one and a half times. Where an embedding is given, <see cref="ThemeMeaning"/> adds how near the
/// clause is to each theme, as it stands beside the other themes. The highest theme wins; of two as high, the one named first; none, where nothing is near
/// enough. A theme that none of the words name must stand clear of the others. What is nearest without that, and what only the text around says, is weak: see
/// <see cref="MappedOpinion.IsWeak"/>.
/// </remarks>
/// <param name="definition">The journey.</param>
/// <param name="embedding">What compares the meaning of words; <c>null</c> for nothing.</param>
public sealed class OpinionMapper(JourneyDefinition definition, ITextEmbedding? embedding = null)
{
    // A text of this many characters is a remark of a sentence or two: what it names is taken to be what all of it is about.
    private const int ShortText = 160;
    private const double SentenceConfidence = 0.6;
    private const string UnknownSilo = "unknown";

    private readonly ThemeChooser _themes = new(definition.Themes, definition.Sayings, embedding);
    private readonly Dictionary<string, string> _stageSilos = FirstOfEach(definition.Stages, stage => stage.Id, stage => stage.Silo);
    private readonly Dictionary<string, TouchpointDefinition> _touchpoints = FirstOfEach(definition.Touchpoints, touchpoint => touchpoint.Kind, touchpoint =>
        touchpoint);

    /// <summary>The journey that this maps opinions to.</summary>
    public JourneyDefinition Definition { get; } = definition;

    /// <summary>Finds an opinion's place. Never throws, whatever the text; spans that reach out of it are cut.</summary>
    /// <param name="text">What the customer wrote; <c>null</c> for a rating without words.</param>
    /// <param name="opinion">The opinion; <c>null</c> for a rating without words.</param>
    /// <param name="touchpoint">Where it was heard, one of <see cref="Touchpoint.All"/>; any other counts as a touchpoint that the journey does not
    /// list.</param>
    /// <param name="meaning">What the text means, where it is asked of several opinions.</param>
    public MappedOpinion Map(string? text, Opinion? opinion, string touchpoint, TextMeaning? meaning = null)
    {
        if (text is null || opinion is null)
            return AtTouchpoint(touchpoint);

        var clause = Cut(opinion.Clause, text.Length);
        var own = _themes.OfClause(text, clause, opinion, meaning);
        if (own is { Reason: not MappingReason.ThemeGuess } said)
            return At(said, touchpoint);
        if (SpeaksOfIt(text.AsSpan(clause.Start, clause.Length)) && _themes.OfWords(text, SentenceAround(clause, text), opinion, onlyOne: true) is { } it)
            return At(it with { Reason = MappingReason.ThemeInSentence, Confidence = SentenceConfidence }, touchpoint);
        return (own ?? Nearby(text, clause, opinion)) is { } around ? AtTouchpoint(touchpoint) with
        {
            Theme = Definition.Themes[around.Theme].Id,
            Reason = around.Reason,
            Confidence = Rounded(around.Confidence),
        } : AtTouchpoint(touchpoint);
    }

    /// <summary>The theme that the words of a stretch name most, and its stage; <c>null</c> when they name none. Cheap: what they mean is not asked.</summary>
    /// <param name="text">What the customer wrote.</param>
    /// <param name="stretch">The stretch; what reaches out of the text is cut.</param>
    /// <param name="touchpoint">Where it was heard.</param>
    public Topic? Named(string text, TextSpan stretch, string touchpoint)
    {
        var cut = Cut(stretch, text.Length);
        if (_themes.OfWords(text, cut, new(null, null, cut, Sentiment.Neutral), onlyOne: false) is not { } named)
            return null;
        var theme = Definition.Themes[named.Theme];
        return new(theme.Id, StageOf(theme, touchpoint));
    }

    /// <summary>
    /// Maps an opinion to where somebody said that it belongs. A corrected theme brings its stage and its owner along by the definition, unless the stage was
    /// corrected too; a stage that was corrected keeps the theme, and without a theme has the stage's owner. What the definition no longer has cannot be
    /// applied.
    /// </summary>
    /// <param name="found">The place that the words say.</param>
    /// <param name="opinion">The opinion with its corrections.</param>
    /// <param name="touchpoint">Where it was heard.</param>
    public MappedOpinion Correct(MappedOpinion found, CorrectedOpinion opinion, string touchpoint)
    {
        var place = found;
        if (opinion.Last(CorrectedField.Theme, Definition.Id) is { } themed)
        {
            if (themed.After is null)
                place = AtTouchpoint(touchpoint);
            else if (Definition.Themes.FirstOrDefault(theme => theme.Id == Definition.ThemeNow(themed.After)) is { } theme)
                place = new(StageOf(theme, touchpoint), theme.Id, theme.Silo, MappingReason.Corrected, 1);
        }

        if (opinion.Last(CorrectedField.Stage, Definition.Id)?.After is { } named && Definition.StageNow(named) is var stage
            && (stage == MappedOpinion.Unmapped || _stageSilos.ContainsKey(stage)))
            place = place with { Stage = stage, Owner = place.Theme is null ? _stageSilos.GetValueOrDefault(stage) : place.Owner };
        return place == found ? found : place with { Reason = MappingReason.Corrected, Confidence = 1 };
    }

    /// <summary>The department that hears what is said at a touchpoint; <c>unknown</c> when the journey does not list it.</summary>
    /// <param name="touchpoint">The kind of touchpoint.</param>
    public string HeardBy(string touchpoint) => Listed(touchpoint)?.Silo ?? UnknownSilo;

    private MappedOpinion AtTouchpoint(string touchpoint) => Listed(touchpoint)?.Stage is { } stage
        ? new(stage, null, _stageSilos.GetValueOrDefault(stage), MappingReason.TouchpointStage, 0.3)
        : new(MappedOpinion.Unmapped, null, null, MappingReason.Unmapped, 0);

    private MappedOpinion At(ThemeChoice choice, string touchpoint)
    {
        var theme = Definition.Themes[choice.Theme];
        return new(StageOf(theme, touchpoint), theme.Id, theme.Silo, choice.Reason, Rounded(choice.Confidence));
    }

    // What the text around names: the sentence, else the whole text, if it is short or names no other.
    private ThemeChoice? Nearby(string text, TextSpan clause, Opinion opinion)
    {
        var sentence = SentenceAround(clause, text);
        if (sentence.Length > clause.Length && _themes.OfWords(text, sentence, opinion, onlyOne: false) is { } nearby)
            return nearby;
        return text.Length > sentence.Length ? _themes.OfWords(text, new(0, text.Length), opinion, onlyOne: text.Length > ShortText) : null;
    }

    // "I was billed twice, and [it is terrible]"; but in "[this top is terrible]" it is the top.
    private static bool SpeaksOfIt(ReadOnlySpan<char> clause)
    {
        var pointing = false;
        foreach (var range in clause.SplitAny(" ,;:\n"))
        {
            var word = clause[range];
            if (word.IsEmpty || Is(word, "and", "but", "so", "because", "although"))
                continue;
            if (pointing)
                return Is(word, "is", "isn't", "was", "wasn't", "are", "were", "has", "had", "makes", "made", "will", "would", "can", "really", "just", "all");
            if (!Is(word, "this", "that", "these", "those"))
                return Is(word, "it", "it's", "that's", "which", "they");
            pointing = true;
        }

        return pointing;
    }

    private static bool Is(ReadOnlySpan<char> word, params ReadOnlySpan<string> words)
    {
        foreach (var one in words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static double Rounded(double confidence) => Math.Round(confidence, 3, MidpointRounding.AwayFromZero);

    private string StageOf(ThemeDefinition theme, string touchpoint) => theme.Stage ?? Listed(touchpoint)?.Stage ?? MappedOpinion.Unmapped;

    private TouchpointDefinition? Listed(string touchpoint) => _touchpoints.GetValueOrDefault(touchpoint);

    private static TextSpan Cut(TextSpan span, int length)
    {
        var start = Math.Clamp(span.Start, 0, length);
        return new(start, (int)Math.Clamp((long)span.Start + span.Length - start, 0, length - start));
    }

    private static TextSpan SentenceAround(TextSpan clause, string text)
    {
        var start = text.AsSpan(0, clause.Start).LastIndexOfAny(".!?\n") + 1;
        var end = clause.Length > 0 && text[clause.End - 1] is '.' or '!' or '?' or '\n' ? 0 : text.AsSpan(clause.End).IndexOfAny(".!?\n");
        return new(start, (end < 0 ? text.Length : clause.End + end) - start);
    }

    private static Dictionary<string, TValue> FirstOfEach<TItem, TValue>(IEnumerable<TItem> items, Func<TItem, string> key, Func<TItem, TValue> value)
    {
        var all = new Dictionary<string, TValue>(StringComparer.Ordinal);
        foreach (var item in items)
            all.TryAdd(key(item), value(item));
        return all;
    }
}
