using Feedback.Core.Records;

namespace Feedback.Core.Journeys;

/// <summary>
/// Maps opinions to a journey by the words of its themes. Built once for a definition; safe for any number of threads; time linear in the text.
/// </summary>
/// <remarks>
/// The clause is asked first, then its sentence, then the whole text. A phrase weighs twice as much as a term, and half as much again for every word beyond
/// the second; what stands in the opinion's target counts twice, in its assessment one and a half times. The heaviest theme wins; of two as heavy, the one
/// named first.
/// </remarks>
/// <param name="definition">The journey.</param>
public sealed class OpinionMapper(JourneyDefinition definition)
{
    // A text of this many characters is a remark of a sentence or two: what it names is taken to be what all of it is about.
    private const int ShortText = 160;
    private const string UnknownSilo = "unknown";

    private readonly ThemeAutomaton _automaton = new(definition.Themes);
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
    public MappedOpinion Map(string? text, Opinion? opinion, string touchpoint)
    {
        if (text is null || opinion is null)
            return AtTouchpoint(touchpoint);

        var clause = Cut(opinion.Clause, text.Length);
        var mentions = _automaton.Find(text.AsSpan(clause.Start, clause.Length));
        if (mentions is not null)
            return OfTheme(Weigh(mentions, clause.Start, opinion), touchpoint, inClause: true);

        var sentence = SentenceAround(clause, text);
        if (sentence.Length > clause.Length && _automaton.Find(text.AsSpan(sentence.Start, sentence.Length)) is { } nearby)
            return OfTheme(Weigh(nearby, sentence.Start, opinion), touchpoint, inClause: false);

        if (text.Length > sentence.Length && _automaton.Find(text) is { } anywhere && (text.Length <= ShortText || NameOneTheme(anywhere)))
            return OfTheme(Weigh(anywhere, 0, opinion), touchpoint, inClause: false);

        return AtTouchpoint(touchpoint);
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

    private MappedOpinion OfTheme(Choice choice, string touchpoint, bool inClause)
    {
        var theme = Definition.Themes[choice.Theme];
        var (reason, weight) = (inClause, choice.ByPhrase) switch
        {
            (false, _) => (MappingReason.ThemeInText, 0.5),
            (true, true) => (MappingReason.ThemePhrase, 0.9),
            (true, false) => (MappingReason.ThemeTerm, 0.75),
        };
        return new(StageOf(theme, touchpoint), theme.Id, theme.Silo, reason, Math.Round(weight * choice.Share, 3, MidpointRounding.AwayFromZero));
    }

    private string StageOf(ThemeDefinition theme, string touchpoint) => theme.Stage ?? Listed(touchpoint)?.Stage ?? MappedOpinion.Unmapped;

    private Choice Weigh(List<ThemeMention> mentions, int offset, Opinion opinion)
    {
        var themes = Definition.Themes.Count;
        var weights = themes <= 128 ? stackalloc double[themes] : new double[themes];
        weights.Clear();
        var total = 0.0;
        foreach (var mention in mentions)
        {
            var weight = mention.IsPhrase ? 2 + (0.5 * Math.Max(0, mention.Words - 2)) : 1;
            if (Overlaps(opinion.Target, offset + mention.Start, offset + mention.End))
                weight *= 2;
            else if (Overlaps(opinion.Assessment, offset + mention.Start, offset + mention.End))
                weight *= 1.5;
            weights[mention.Theme] += weight;
            total += weight;
        }
        var chosen = mentions[0].Theme;
        foreach (var mention in mentions)
        {
            if (weights[mention.Theme] > weights[chosen])
                chosen = mention.Theme;
        }
        return new(chosen, mentions.Exists(mention => mention.Theme == chosen && mention.IsPhrase), weights[chosen] / total);
    }

    private TouchpointDefinition? Listed(string touchpoint) => _touchpoints.GetValueOrDefault(touchpoint);

    private static bool NameOneTheme(List<ThemeMention> mentions) => mentions.TrueForAll(mention => mention.Theme == mentions[0].Theme);

    private static bool Overlaps(TextSpan? span, int start, int end) => span is { } stretch && stretch.Start < end && start < (long)stretch.Start
        + stretch.Length;

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

    private readonly record struct Choice(int Theme, bool ByPhrase, double Share);
}
