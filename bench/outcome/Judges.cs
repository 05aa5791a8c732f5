using Feedback.Core.Outcomes;
using Feedback.Core.Tickets;

namespace Feedback.Bench.Outcome;

/// <summary>How a ticket's looks ended: the first verdict, and at which look; <see cref="OutcomeVerdict.NotEnoughYet"/> when there was none.</summary>
internal readonly record struct Ending(OutcomeVerdict Verdict, int Look, double? Effect);

internal static class Judges
{
    /// <summary>As the product does it, week by week until there is a verdict.</summary>
    public static Ending Product(OutcomeAnalysis analysis, SimulatedTicket ticket)
    {
        TicketOutcome? outcome = null;
        for (var look = 1; look <= PlannedLooks.Most; look++)
        {
            outcome = analysis.Of(ticket.Folds, ticket.Change, new HashSet<Core.Records.Topic>(), ticket.Change.ShippedAt.AddDays((7 * look) + 1))!;
            if (outcome.Verdict != OutcomeVerdict.NotEnoughYet)
                break;
        }

        return new(outcome!.Verdict, outcome.Look, outcome.Effect);
    }

    /// <summary>As it is usually done: the rate since against the rate of up to eight weeks before, of a jump since it began, with a plain 95 % interval at
    /// each look and nothing to compare with.</summary>
    public static Ending Naive(SimulatedTicket ticket)
    {
        var began = Journey.Shipped - (int)(ticket.Change.ShippedAt.Date - ticket.Change.Cause.From.Date).TotalDays;
        var first = ticket.Change.Cause.Kind == Core.Detection.FindingKind.Jump ? Math.Max(began, Journey.Shipped - 56) : Journey.Shipped - 56;
        var before = ticket.Counts[first..Journey.Shipped].Sum() + 0.5;
        for (var look = 1; look <= PlannedLooks.Most; look++)
        {
            var after = ticket.Counts.AsSpan(Journey.Shipped + 1, 7 * look).ToArray().Sum() + 0.5;
            var log = Math.Log(after / before * (Journey.Shipped - first) / (7 * look));
            if (log + (1.96 * Math.Sqrt((1 / after) + (1 / before))) < 0)
                return new(OutcomeVerdict.Verified, look, Math.Exp(log));
        }

        return new(OutcomeVerdict.NotEnoughYet, PlannedLooks.Most, null);
    }
}
