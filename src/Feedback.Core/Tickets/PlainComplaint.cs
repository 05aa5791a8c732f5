using Feedback.Core.Records;

namespace Feedback.Core.Tickets;

/// <summary>Finds what a feedback complains about in the matter of some topics, as plainly as it says it.</summary>
/// <remarks>
/// Only what the words of an opinion themselves say of the topic counts, not what was guessed from the text around or from where it was heard. A complaint is
/// plain that is strongly felt, surely of this theme, names its thing, begins where its sentence begins, and is neither a scrap nor a speech.
/// </remarks>
internal static class PlainComplaint
{
    // Of these parts plainness is made up.
    private const double Strength = 0.25;
    private const double Sureness = 0.4;
    private const double NamesIt = 0.1;
    private const double Whole = 0.15;
    private const double Length = 0.1;

    /// <summary>The plainest complaint; <c>null</c> when there is none.</summary>
    /// <param name="record">Any feedback.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="topics">The topics on it.</param>
    public static Said? Of(FeedbackRecord record, string journey, IReadOnlyCollection<Topic> topics)
    {
        var mapping = record.MappingOn(journey);
        if (record is not { Text: { } text, Analysis: { } analysis } || mapping is null)
            return null;
        List<(MappedOpinion Place, Opinion Opinion)> all = [.. mapping.Opinions.Zip(record.Opinions())];
        Said? plainest = null;
        foreach (var (place, opinion) in all)
        {
            if (!IsOf(place, topics) || !IsClear(place) || opinion.Sentiment.Label != SentimentLabel.Negative)
                continue;
            var sentence = ShownSentence.Of(text, opinion.Clause, analysis.Sentences);
            var span = sentence is { } around && all.TrueForAll(other => !other.Opinion.Clause.Overlaps(around) || IsToThePoint(other, topics))
                ? around
                : ShownSentence.Trimmed(text, opinion.Clause);
            if (span.Length == 0)
                continue;
            var plainness = (Strength * Math.Min(1, -opinion.Sentiment.Score))
                + (Sureness * place.Confidence)
                + (opinion.Target?.Overlaps(span) == true ? NamesIt : 0)
                + (analysis.Sentences.Any(one => ShownSentence.Trimmed(text, one.Span).Start == span.Start) ? Whole : 0)
                + (Length * Said.Reads(span.Length));
            if (plainest is null || plainness > plainest.Plainness)
                plainest = new(record, mapping.HeardBy, span, plainness);
        }

        return plainest;
    }

    /// <summary>Whether an opinion is of one of some topics by its own words.</summary>
    public static bool IsOf(MappedOpinion place, IReadOnlyCollection<Topic> topics) =>
        place.CountedTheme is { } theme && topics.Contains(new(theme, place.Stage));

    // Below the half of what a phrase or a term is worth, its words speak more for other themes: see MappedOpinion.Confidence.
    private static bool IsClear(MappedOpinion place) => place.Confidence >= place.Reason switch
    {
        MappingReason.ThemePhrase => 0.45,
        MappingReason.ThemeTerm => 0.375,
        _ => 0,
    };

    private static bool IsToThePoint((MappedOpinion Place, Opinion Opinion) other, IReadOnlyCollection<Topic> topics) =>
        other.Opinion.Sentiment.Label != SentimentLabel.Positive && (other.Place.CountedTheme is null || IsOf(other.Place, topics));
}
