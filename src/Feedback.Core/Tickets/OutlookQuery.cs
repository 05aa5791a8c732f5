using System.Collections.Concurrent;
using System.Globalization;
using Feedback.Core.Detection;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;

namespace Feedback.Core.Tickets;

/// <summary>What detection knows of a journey beside its tickets.</summary>
/// <param name="ComparesFrom">The day from which on it can tell a rise from what was always so; <c>null</c> when it can.</param>
/// <param name="Waiting">The ongoing problems that are no tickets yet, as enough others are open; the greatest first.</param>
public sealed record DetectionOutlook(DateOnly? ComparesFrom, IReadOnlyList<Finding> Waiting);

/// <summary>Reads what detection knows of a journey beside its tickets. What was found is remembered as long as folds and tickets stay as they were.</summary>
public sealed class OutlookQuery(TicketQuery tickets, FoldCache folds, TopicDetector detector, OngoingSettings settings, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (string GoesBy, DetectionOutlook Outlook)> _known = new(StringComparer.Ordinal);

    /// <summary>The outlook of a journey.</summary>
    public async Task<DetectionOutlook> OfAsync(JourneyDefinition journey, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var present = await tickets.OfJourneyAsync(journey.Id, cancellationToken);
        var position = await folds.PositionAsync(cancellationToken);
        var goesBy = string.Join(' ', present.Select(ticket => $"{ticket.Id}:{ticket.History.Count}").Prepend(
            string.Create(CultureInfo.InvariantCulture, $"{position} {now.UtcTicks / TimeSpan.TicksPerHour}")));
        if (_known.TryGetValue(journey.Id, out var known) && known.GoesBy == goesBy)
            return known.Outlook;

        var tomorrow = folds.Calendar.DateOf(now).AddDays(1);
        var days = await folds.ReadDaysAsync(journey.Id, tomorrow.AddDays(-RaiseTickets.History.Days), tomorrow, cancellationToken);
        var found = TicketFindings.Of(detector, journey, days, [.. present.Select(ticket => new StoredTicket(ticket, ""))], now).New;
        var outlook = new DetectionOutlook(detector.ComparesFrom(days, now), OngoingProblems.Waiting(found, present, settings));
        _known[journey.Id] = (goesBy, outlook);
        return outlook;
    }
}
