using Feedback.Core.Detection;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Tickets;

/// <summary>What one look at a journey means for its tickets.</summary>
/// <param name="New">What was found on topics that no ticket stands for, of themes that the journey has.</param>
/// <param name="Surges">The tickets that surge, each with the rise that chance explains least.</param>
internal sealed record TicketFindings(IReadOnlyList<Finding> New, IReadOnlyList<(StoredTicket Stored, Finding Rise)> Surges)
{
    /// <summary>
    /// Looks. A topic that was dealt with is compared with what it has been since, and one that was dismissed is found only by what came after: either must
    /// have risen again, for that it is still there is what somebody knew when ending the ticket. A topic of a ticket that stands is compared with the ticket's
    /// own level.
    /// </summary>
    public static TicketFindings Of(TopicDetector detector, JourneyDefinition journey, IReadOnlyList<Fold> days, IReadOnlyList<StoredTicket> tickets,
        DateTimeOffset now)
    {
        var holders = new Dictionary<Topic, StoredTicket>();
        var ended = new Dictionary<Topic, Ticket>();
        foreach (var stored in tickets.Where(stored => stored.Ticket.MergedInto is null))
        {
            foreach (var topic in stored.Ticket.Topics)
            {
                if (TicketLifecycle.HoldsItsTopics(stored.Ticket.State))
                    holders[topic] = stored;
                else if (!ended.TryGetValue(topic, out var other) || other.InStateSince() < stored.Ticket.InStateSince())
                    ended[topic] = stored.Ticket;
            }
        }

        var pasts = ended.ToDictionary(pair => pair.Key, pair => new TopicPast(pair.Value.InStateSince(), pair.Value.ShippedAt));
        foreach (var (topic, holder) in holders)
            pasts[topic] = TicketSurges.PastOf(holder.Ticket, now);

        var found = detector.Find(days, now, pasts).ToLookup(finding => holders.ContainsKey(finding.Topic));
        return new(
            [.. found[false].Where(finding => (finding.Kind != FindingKind.Chronic || !ended.ContainsKey(finding.Topic))
                && journey.Themes.Any(theme => theme.Id == finding.Topic.Theme))],
            [.. found[true].Where(finding => finding.Kind != FindingKind.Chronic).GroupBy(finding => holders[finding.Topic])
                .Select(rises => (rises.Key, rises.MinBy(rise => rise.Probability)!))]);
    }
}
