using Feedback.Core.Journeys;

namespace Feedback.Core.Outcomes;

/// <summary>
/// Chooses what a change is compared with: other topics of the journey, heard at the same touchpoints if there are enough of them, so that a campaign, a season or a channel that
/// gains customers moves both sides alike. Other topics of the same theme are left out, as what mends the theme moves them too. Chosen by the days before shipping alone:
/// what happened since has no say in what it is compared with.
/// </summary>
internal static class ControlTopics
{
    /// <summary>The topics to compare with, each that is heard often enough for itself and all others together as the last. Empty when there are none.</summary>
    public static IReadOnlyList<DailyCounts> Choose(TopicCounts counts, IReadOnlyCollection<Topic> mended, IReadOnlySet<Topic> excluded, OutcomeSettings settings)
    {
        var themes = mended.Select(topic => topic.Theme).ToHashSet(StringComparer.Ordinal);
        var heardAt = counts.Touchpoints(mended);
        var candidates = counts.Topics.Keys
            .Where(topic => !themes.Contains(topic.Theme) && !excluded.Contains(topic))
            .Select(topic => (Topic: topic, Counts: counts.Topics[topic], Alike: Overlap(heardAt, counts.Touchpoints(topic))))
            .OrderByDescending(candidate => candidate.Alike)
            .ThenBy(candidate => candidate.Topic.Theme, StringComparer.Ordinal)
            .ThenBy(candidate => candidate.Topic.Stage, StringComparer.Ordinal)
            .ToLookup(candidate => candidate.Counts.TotalBefore >= settings.LeastHeard);

        List<DailyCounts> chosen = [.. candidates[true].Where((candidate, rank) => rank < settings.EnoughControls || candidate.Alike >= settings.Alike).Select(candidate => candidate.Counts)];
        var rare = counts.Sum(candidates[false].Select(candidate => candidate.Topic));
        if (rare.TotalBefore >= settings.LeastHeard)
            chosen.Add(rare);
        return chosen;
    }

    /// <summary>What two distributions have in common, 0…1.</summary>
    private static double Overlap(Dictionary<string, double> one, Dictionary<string, double> other) =>
        one.Sum(pair => Math.Min(pair.Value, other.GetValueOrDefault(pair.Key)));
}
