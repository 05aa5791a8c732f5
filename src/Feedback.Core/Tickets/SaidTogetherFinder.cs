using Feedback.Core.Journeys;
using Feedback.Core.Records;

namespace Feedback.Core.Tickets;

/// <summary>Finds what else the customers of a ticket complain about more often than others do: of those who return something, 43% complain about its
/// fit.</summary>
/// <remarks>
/// <para>Whoever complains about one thing complains about others too, and some themes are everywhere. So complaints are compared with complaints: the share of
/// a theme in all else that the ticket's customers complain about, with its share in what all other customers complain about. Each customer counts once for
/// each theme. A feedback that names nobody is a customer of its own.</para>
/// <para>Of the ticket's customers those are looked at whose feedback is read for the ticket anyway; what all others complain about is known from folds: how
/// many customers complain about each theme, less what the ticket's customers add to it.</para>
/// <para>What is said together has no direction. It gets one from the order in which customers say it in different feedback, where at least
/// <see cref="LeastInOrder"/> do and twice as many one way as the other. Else from the journey: what leads to a problem belongs to an earlier stage, what comes
/// of it to a later one; and the cause is not less than half as common, for not everybody goes on to the next problem.</para>
/// </remarks>
internal static class SaidTogetherFinder
{
    /// <summary>How many themes a ticket names.</summary>
    public const int Most = 5;

    /// <summary>How many of the ticket's customers must complain about a theme.</summary>
    public const int LeastCustomers = 5;

    /// <summary>Which share of the ticket's customers they must be.</summary>
    public const double LeastShare = 0.05;

    /// <summary>Which share they must be to point at a cause or a consequence.</summary>
    public const double LeastShareOfRole = 0.1;

    /// <summary>How many customers must say it in another feedback for their order to tell something.</summary>
    public const int LeastInOrder = 5;

    /// <summary>What is said together with a ticket's topics: likely causes first, then what explains most.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="topics">The ticket's topics.</param>
    /// <param name="customers">How many customers complain about them.</param>
    /// <param name="all">How many complain about what, over the same window.</param>
    /// <param name="looked">The ticket's customers that were looked at.</param>
    public static IReadOnlyList<SaidTogether> Find(JourneyDefinition journey, IReadOnlyList<Topic> topics, long customers, ThemeVoices all,
        IReadOnlyList<LookedAtCustomer> looked)
    {
        if (looked.Count < LeastCustomers)
            return [];
        var scale = Math.Max(1, (double)customers / looked.Count);
        var own = topics.Select(topic => topic.Theme).ToHashSet(StringComparer.Ordinal);
        var theirs = looked.Sum(customer => customer.Others);
        var others = all.Themes.Where(theme => !own.Contains(theme)).Sum(all.Of) - (theirs * scale);
        var found = new List<SaidTogether>();
        foreach (var theme in journey.Themes.Where(theme => !own.Contains(theme.Id)))
        {
            var together = looked.Count(customer => customer.Together.Contains(theme.Id));
            var earlier = looked.Count(customer => customer.Earlier.Contains(theme.Id));
            var later = looked.Count(customer => customer.Later.Contains(theme.Id));
            var both = together + earlier + later;
            var share = (double)both / looked.Count;
            if (both < LeastCustomers || share < LeastShare)
                continue;
            var elsewhere = Math.Max(0, all.Of(theme.Id) - (both * scale));
            var lift = ShareRatio.Of(both, theirs, elsewhere, Math.Max(others, elsewhere));
            if (lift.Low <= 1)
                continue;
            var role = share < LeastShareOfRole ? SaidTogetherRole.Alongside
                : RoleByTime(earlier, later) ?? RoleByStage(journey, topics, theme, all.Of(theme.Id) / customers);
            found.Add(new(theme.Id, theme.Silo, role, both, looked.Count, Math.Round(share, 3), together, earlier, later,
                Math.Round(lift.Ratio, 2), Math.Round(lift.Low, 2), Math.Round(lift.High, 2)));
        }

        return [.. found.OrderByDescending(said => said.Role == SaidTogetherRole.LikelyCause).ThenByDescending(Explained)
            .ThenBy(said => said.Theme, StringComparer.Ordinal).Take(Most)];
    }

    private static SaidTogetherRole? RoleByTime(int earlier, int later) => earlier + later < LeastInOrder ? null
        : earlier >= 2 * later ? SaidTogetherRole.LikelyCause
        : later >= 2 * earlier ? SaidTogetherRole.LikelyConsequence
        : null;

    private static SaidTogetherRole RoleByStage(JourneyDefinition journey, IReadOnlyList<Topic> topics, ThemeDefinition theme, double asCommon)
    {
        var order = journey.Stages.Select(stage => stage.Id).ToList();
        List<int> places = [.. topics.Select(topic => order.IndexOf(topic.Stage)).Where(place => place >= 0)];
        if (theme.Stage is not { } stage || places.Count == 0)
            return SaidTogetherRole.Alongside;
        return order.IndexOf(stage) is var at && at < places.Min() && asCommon >= 0.5 ? SaidTogetherRole.LikelyCause
            : at > places.Max() && asCommon <= 2 ? SaidTogetherRole.LikelyConsequence
            : SaidTogetherRole.Alongside;
    }

    /// <summary>Of the ticket's customers the share that others' complaints do not account for, at the least.</summary>
    private static double Explained(SaidTogether said) => said.Share * (1 - (1 / said.Low));
}
