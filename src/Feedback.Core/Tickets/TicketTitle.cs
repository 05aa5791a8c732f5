using System.Globalization;
using Feedback.Core.Journeys;

namespace Feedback.Core.Tickets;

/// <summary>Says what a ticket is in one sentence.</summary>
public static class TicketTitle
{
    /// <summary>E.g. "Refunds: 12 customers affected in four weeks, heard by Service desk and Stores; owner: Billing".</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="theme">The theme's id.</param>
    /// <param name="customers">How many customers it affects.</param>
    /// <param name="heardBy">The silos that hear it, the loudest first.</param>
    /// <param name="ownedBy">The silo that owns it.</param>
    /// <param name="estimated">Whether the number of customers is an estimate.</param>
    /// <param name="cause">The theme that likely leads to it, where that decides who owns it.</param>
    public static string Of(JourneyDefinition journey, string theme, long customers, IReadOnlyList<string> heardBy, string ownedBy, bool estimated = false,
        string? cause = null)
    {
        List<string> hearers = [.. heardBy.Select(journey.SiloTitle)];
        var heard = hearers.Count switch
        {
            0 => "",
            1 => $", heard by {hearers[0]}",
            _ => $", heard by {string.Join(", ", hearers[..^1])} and {hearers[^1]}",
        };
        return $"{journey.ThemeTitle(theme)}{Counted(customers, estimated)} affected in four weeks{heard}"
            + $"{(cause is null ? "" : $"; likely cause: {journey.ThemeTitle(cause)}")}; owner: {journey.SiloTitle(ownedBy)}";
    }

    /// <summary>What follows the theme in a title.</summary>
    internal static string Counted(long customers, bool estimated) =>
        string.Create(CultureInfo.InvariantCulture, $": {(estimated ? "≈ " : "")}{customers:#,0} customers");
}
