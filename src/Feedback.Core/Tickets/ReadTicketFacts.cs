using Feedback.Core.Customers;
using Feedback.Core.Drivers;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>
/// Collects what speaks for tickets. The figures come from folds and can be renewed at any time; of signals, records and timelines only so many are read, and
/// only now and then, as it takes to show by example what the figures mean, so that a ticket costs the same whether it hurts a hundred customers or a million.
/// </summary>
public sealed class ReadTicketFacts(IDocumentStore store, SignalSearch signals, CustomerHistoryQuery timelines, DriverQuery drivers,
    TicketAsks asks, LifetimeValues lifetimeValues, PrioritySettings settings)
{
    // Enough for a mean to two decimals, twenty names and two hundred customers. An hour's are not cut short, so there may be more.
    private const int MostSignals = 300;

    // What led to the first complaint in the window may lie before it.
    private static readonly TimeSpan Lead = TimeSpan.FromDays(21);

    /// <summary>Reads what the tickets of a journey are weighed against.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="days">Its day folds, at least of the last eight weeks.</param>
    /// <param name="now">The present, UTC.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<JourneyPresent> PresentAsync(JourneyDefinition journey, IReadOnlyList<Fold> days, DateTimeOffset now,
        CancellationToken cancellationToken = default) =>
        new(journey, days, now, await drivers.EffectsAsync(journey, cancellationToken), await UsualValueAsync(journey.Id, now, cancellationToken))
        {
            Complaints = new(days, Window(now).From, Window(now).To),
        };

    /// <summary>Reads the facts of some tickets at once: an hour's signals are read once for all of them.</summary>
    /// <param name="present">What they are weighed against.</param>
    /// <param name="tickets">What each ticket covers, at least one topic.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The facts in the order of the tickets.</returns>
    public async Task<IReadOnlyList<TicketFacts>> ReadAsync(JourneyPresent present, IReadOnlyList<IReadOnlyList<Topic>> tickets,
        CancellationToken cancellationToken = default)
    {
        var spoken = await NegativeAsync(present, tickets, cancellationToken);
        var read = new List<TicketFacts>();
        foreach (var topics in tickets)
            read.Add(await ReadAsync(present, topics, [.. topics.SelectMany(topic => spoken[topic])], cancellationToken));
        return read;
    }

    /// <summary>Whether a ticket's signals are to be read again: on another day, when it has other topics since, or when twice as much speaks for it.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="days">Its journey's day folds, at least of the last four weeks.</param>
    /// <param name="now">The present, UTC.</param>
    public bool IsDue(Ticket ticket, IReadOnlyList<Fold> days, DateTimeOffset now) =>
        ticket.Evidence.Reading is not { } reading
        || signals.Calendar.DateOf(reading.At) < signals.Calendar.DateOf(now)
        || ticket.History.Any(entry => entry.At > reading.At && entry.Action is TicketAction.Raised or TicketAction.Split or TicketAction.Merged)
        || CountsOf(ticket.Topics, days, now).Negative >= 2 * reading.Negative;

    /// <summary>The facts of a ticket with everything counted anew, by folds alone; the rest as it was read last.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="days">Its journey's day folds, at least of the last eight weeks.</param>
    /// <param name="now">The present, UTC.</param>
    public TicketFacts Recount(Ticket ticket, IReadOnlyList<Fold> days, DateTimeOffset now)
    {
        var before = ticket.Evidence;
        var counts = CountsOf(ticket.Topics, days, now);
        var evidence = Counted(counts, ticket.Topics, days, now) with
        {
            Severity = before.Severity,
            Feedback = before.Feedback,
            Asking = before.Asking,
            Reading = before.Reading
        };
        return new(evidence, counts.HeardBy, ticket.Chains, ticket.SaidTogether, TicketPriorityRule.Recounted(ticket.Priority, evidence));
    }

    private async Task<TicketFacts> ReadAsync(JourneyPresent present, IReadOnlyList<Topic> topics, List<Signal> spoken, CancellationToken cancellationToken)
    {
        var journey = present.Journey.Id;
        var counts = CountsOf(topics, present.Days, present.Now);
        List<string> customers = [.. spoken.Select(signal => signal.Customer).OfType<string>().Distinct().Take(CustomerHistoryQuery.MostCustomers)];
        var records = await RecordsAsync(spoken, cancellationToken);
        var evidence = Counted(counts, topics, present.Days, present.Now) with
        {
            Severity = spoken.Count == 0 ? 0 : Math.Round(spoken.Average(signal => signal.Sentiment / 1000.0), 3),
            Feedback = TicketQuotes.EvidenceOf(records, journey, topics),
            Asking = asks.EvidenceOf(records, journey, topics),
            Reading = new(present.Now, counts.Negative),
        };
        var ways = await timelines.ReadAsync(customers, evidence.From - Lead, evidence.To, cancellationToken);
        var priority = TicketPriorityRule.Of(evidence, DriveOf(present, topics[0]), await ValueOfAsync(customers, present.UsualValue, cancellationToken));
        var together = SaidTogetherFinder.Find(present.Journey, topics, counts.Customers, present.Complaints,
            LookedAtCustomer.Of(journey, topics, evidence, ways, records));
        return new(evidence, counts.HeardBy, ChainFinder.Find(journey, topics, ways), together, priority);
    }

    /// <summary>What folds say of the evidence.</summary>
    private TicketEvidence Counted(TicketCounts counts, IReadOnlyList<Topic> topics, IReadOnlyList<Fold> days, DateTimeOffset now)
    {
        var period = PeriodOf(now);
        var (from, _) = Window(now);
        var before = new TicketCounts(topics, days, from.AddDays(-TicketEvidence.Window.Days), from.AddDays(-1));
        return new(
            period.From, period.To, counts.Negative, counts.Customers, ShareOf(counts),
            before.AllCustomers == 0 ? null : before.Negative * 7.0 / TicketEvidence.Window.Days,
            0, counts.PerDay, [], [])
        {
            CustomersEstimated = counts.CustomersEstimated,
        };
    }

    /// <summary>The counts over the window of the evidence.</summary>
    internal TicketCounts CountsOf(IReadOnlyList<Topic> topics, IReadOnlyList<Fold> days, DateTimeOffset now)
    {
        var (from, to) = Window(now);
        return new(topics, days, from, to);
    }

    private (DateOnly From, DateOnly To) Window(DateTimeOffset now)
    {
        var today = signals.Calendar.DateOf(now);
        return (today.AddDays(1 - TicketEvidence.Window.Days), today);
    }

    private QueryPeriod PeriodOf(DateTimeOffset now) =>
        QueryPeriod.Between(new(signals.Calendar.StartOf(Window(now).From)), now.AddTicks(1), signals.Calendar)!;

    private static double ShareOf(TicketCounts counts) => counts.AllCustomers == 0 ? 0
        : Math.Min(1, Math.Round((double)counts.Customers / counts.AllCustomers, 4));

    private static DriveEffect? DriveOf(JourneyPresent present, Topic topic) => present.Effects.Of(topic) is { } effect
        ? new(effect.Score == ScoreKind.Nps ? DriveEffect.Nps : DriveEffect.Csat, effect.Driver.Effect, effect.Driver.Low, effect.Driver.High,
            effect.Driver.Title)
        : null;

    private async Task<LifetimeValueComparison?> ValueOfAsync(List<string> customers, decimal? usual, CancellationToken cancellationToken) =>
        usual is { } known && await lifetimeValues.MeanAsync(customers, cancellationToken) is { } hurt ? new(hurt.Mean, hurt.Customers, known) : null;

    private async Task<decimal?> UsualValueAsync(string journey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!settings.LifetimeValue)
            return null;
        var customers = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var hour in signals.RunAsync(journey, QueryPeriod.Last(TicketEvidence.Window, now, signals.Calendar), new(), cancellationToken))
        {
            customers.UnionWith(hour.Select(signal => signal.Customer).OfType<string>());
            if (customers.Count >= LifetimeValues.MostCustomers)
                break;
        }

        return (await lifetimeValues.MeanAsync(customers.Order(StringComparer.Ordinal), cancellationToken))?.Mean;
    }

    /// <summary>The newest negative signals of each topic, about as many as its ticket takes of it.</summary>
    private async Task<Dictionary<Topic, List<Signal>>> NegativeAsync(JourneyPresent present, IReadOnlyList<IReadOnlyList<Topic>> tickets,
        CancellationToken cancellationToken)
    {
        var enough = tickets.SelectMany(topics => topics.Select(topic => (topic, MostSignals / topics.Count))).ToLookup(pair => pair.topic, pair => pair.Item2)
            .ToDictionary(counts => counts.Key, counts => counts.Max());
        var found = enough.Keys.ToDictionary(topic => topic, _ => new List<Signal>());
        var wanted = enough.Keys.ToHashSet();
        await foreach (var hour in signals.RunAsync(present.Journey.Id, PeriodOf(present.Now), new(Sentiment: SentimentLabel.Negative, Topics: wanted),
            cancellationToken))
        {
            foreach (var signal in hour)
                found[new(signal.Theme!, signal.Stage)].Add(signal);
            wanted.RemoveWhere(topic => found[topic].Count >= enough[topic]);
            if (wanted.Count == 0)
                break;
        }

        return found;
    }

    // The worst first. Those that are gone since are left out.
    private async Task<List<FeedbackRecord>> RecordsAsync(List<Signal> spoken, CancellationToken cancellationToken)
    {
        List<string> ids = [.. spoken.OrderBy(signal => signal.Sentiment).ThenBy(signal => signal.Feedback, StringComparer.Ordinal)
            .Select(signal => signal.Feedback).Distinct().Take(MostSignals)];
        var records = await store.GetFeedbackAsync(ids, cancellationToken);
        return [.. ids.Select(id => records.GetValueOrDefault(id)).OfType<FeedbackRecord>()];
    }
}
