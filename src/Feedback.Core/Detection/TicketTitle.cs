using System.Globalization;
using Feedback.Core.Journeys;

namespace Feedback.Core.Detection;

/// <summary>Says what a ticket is in one sentence.</summary>
public static class TicketTitle
{
    /// <summary>E.g. "Refunds: 12 customers unhappy, heard by Service desk and Stores; Billing can mend it".</summary>
    public static string Of(JourneyDefinition journey, ThemeDefinition theme, long customers, IEnumerable<string> heardBy)
    {
        var titles = journey.Silos.ToDictionary(silo => silo.Id, silo => silo.Title, StringComparer.Ordinal);
        List<string> hearers = [.. heardBy.Order(StringComparer.Ordinal).Select(silo => titles.GetValueOrDefault(silo, silo))];
        var list = hearers.Count == 1 ? hearers[0] : $"{string.Join(", ", hearers[..^1])} and {hearers[^1]}";
        return string.Create(CultureInfo.InvariantCulture, $"{theme.Title}: {customers} customers unhappy, heard by {list}; {titles.GetValueOrDefault(theme.Silo, theme.Silo)} can mend it");
    }
}
