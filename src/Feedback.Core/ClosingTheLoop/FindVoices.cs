using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Tickets;

namespace Feedback.Core.ClosingTheLoop;

/// <summary>Finds the customers behind a ticket: those who complained about its topics from four weeks before it was raised, or longer if its cause began
/// earlier, until the change was shipped, or until now.</summary>
public sealed class FindVoices(SignalSearch signals, TimeProvider time)
{
    /// <summary>How many negative signals of each topic are read at most, from the newest: whoever spoke only before that many others is not found.</summary>
    public const int MostSignals = 20_000;

    /// <summary>The time in which those spoke who stand behind a ticket.</summary>
    internal static (DateTimeOffset From, DateTimeOffset To) Span(Ticket ticket, DateTimeOffset now)
    {
        // Not the evidence's own window, which moves on while somebody works on the ticket: whoever led to it is behind it for good.
        var raised = ticket.Cause.To - TicketEvidence.Window;
        return (ticket.Cause.From < raised ? ticket.Cause.From : raised, ticket.ShippedAt ?? now);
    }

    /// <summary>A ticket's voices, who spoke last first. Feedback that names no customer has none.</summary>
    public async Task<IReadOnlyList<Voice>> OfAsync(Ticket ticket, CancellationToken cancellationToken = default)
    {
        var (from, to) = Span(ticket, time.GetUtcNow());
        if (QueryPeriod.Between(from, to, signals.Calendar) is not { } period)
            return [];

        var said = new Dictionary<string, List<Said>>(StringComparer.Ordinal);
        foreach (var topic in ticket.Topics)
        {
            var read = 0;
            await foreach (var hour in signals.RunAsync(ticket.Journey, period, new(topic.Stage, topic.Theme, Sentiment: SentimentLabel.Negative),
                cancellationToken))
            {
                // The period is one of whole hours; the ends of this one are not.
                foreach (var signal in hour.Where(signal => signal.OccurredAt >= from && signal.OccurredAt < to))
                {
                    if (signal.Customer is { } customer)
                        Of(customer).Add(new(signal.Feedback, signal.OccurredAt, signal.Touchpoint, topic));
                }

                read += hour.Count;
                if (read >= MostSignals)
                    break;
            }
        }

        return [.. said
            .Select(voice => new Voice(voice.Key,
                [.. voice.Value.Distinct().OrderByDescending(entry => entry.OccurredAt).ThenByDescending(entry => entry.Feedback, StringComparer.Ordinal)]))
            .OrderByDescending(voice => voice.Place.OccurredAt).ThenByDescending(voice => voice.Place.Feedback, StringComparer.Ordinal)];

        List<Said> Of(string customer)
        {
            if (!said.TryGetValue(customer, out var entries))
                said[customer] = entries = [];
            return entries;
        }
    }
}
