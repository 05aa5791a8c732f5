using Feedback.Core.Detection;

namespace Feedback.Core.Tickets;

/// <summary>How many ongoing problems are tickets at once.</summary>
/// <param name="MostOpen">So many tickets of ongoing problems may be open, accepted by nobody, at least 1.</param>
public sealed record OngoingSettings(int MostOpen)
{
    /// <summary>A few: as many as somebody can take on in a week.</summary>
    public static readonly OngoingSettings Default = new(5);
}

/// <summary>
/// Which ongoing problems become tickets: the greatest first, a few at a time. A new installation finds all at once what has been wrong for years, and a board
/// of fourteen tickets says less than one of five. A problem that rises never waits.
/// </summary>
internal static class OngoingProblems
{
    /// <summary>What was found and waits until there is room for it, the greatest first.</summary>
    /// <param name="found">What was found on topics that no ticket stands for.</param>
    /// <param name="tickets">The journey's tickets.</param>
    /// <param name="settings">How many at once.</param>
    public static IReadOnlyList<Finding> Waiting(IReadOnlyList<Finding> found, IEnumerable<Ticket> tickets, OngoingSettings settings)
    {
        List<Ticket> open = [.. tickets.Where(ticket => ticket is { State: TicketState.Open, MergedInto: null })];
        var room = Math.Max(0, settings.MostOpen - open.Count(ticket => ticket.Cause.Kind == FindingKind.Chronic));
        var themes = open.Select(ticket => ticket.Theme).ToHashSet(StringComparer.Ordinal);
        return [.. found.GroupBy(finding => finding.Topic.Theme, StringComparer.Ordinal)
            .Where(theme => !themes.Contains(theme.Key) && theme.All(finding => finding.Kind == FindingKind.Chronic))
            .OrderByDescending(theme => theme.Max(finding => finding.Customers)).ThenBy(theme => theme.Key, StringComparer.Ordinal)
            .Skip(room).SelectMany(theme => theme.OrderByDescending(finding => finding.Customers))];
    }
}
