using Feedback.Core.Records;

namespace Feedback.Core.Outcomes;

/// <summary>
/// Chooses what a change is compared with: the other topics of the journey. Other topics of the same theme are left out, as a change to the theme moves them
/// too. Chosen by the days before shipping alone: what happened since has no say in what it is compared with.
/// </summary>
internal static class ControlTopics
{
    /// <summary>The topics to compare with, each that is heard often enough for itself and all others together as the last. Empty when there are
    /// none.</summary>
    public static IReadOnlyList<TopicChange> Choose(TopicCounts counts, IReadOnlyCollection<Topic> treated, IReadOnlySet<Topic> excluded,
        OutcomeSettings settings)
    {
        var themes = treated.Select(topic => topic.Theme).ToHashSet(StringComparer.Ordinal);
        var candidates = counts.Topics
            .Where(topic => !themes.Contains(topic.Key.Theme) && !excluded.Contains(topic.Key))
            .OrderBy(topic => topic.Key.Theme, StringComparer.Ordinal)
            .ThenBy(topic => topic.Key.Stage, StringComparer.Ordinal)
            .ToLookup(topic => topic.Value.TotalBefore >= settings.LeastHeard);

        List<TopicChange> chosen = [.. candidates[true].Select(topic => new TopicChange(topic.Value, counts.HeardAt(topic.Key)))];
        List<Topic> rare = [.. candidates[false].Select(topic => topic.Key)];
        if (counts.Sum(rare) is var together && together.TotalBefore >= settings.LeastHeard)
            chosen.Add(new(together, counts.HeardAt(rare)));
        return chosen;
    }
}
