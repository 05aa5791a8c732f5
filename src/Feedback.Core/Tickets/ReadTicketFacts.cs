using Feedback.Core.Customers;
using Feedback.Core.Drivers;
using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>
/// Collects what speaks for a ticket. The figures come from folds; of signals, records and timelines only so many are read as it takes to show by example what
/// the figures mean, so that a ticket costs the same whether it hurts a hundred customers or a million.
/// </summary>
public sealed class ReadTicketFacts(IDocumentStore store, SignalSearch signals, TimelineReader timelines, DriverQuery drivers, LifetimeValues lifetimeValues, PrioritySettings settings)
{
    private const int MostSignals = 2_000;
    private const int MostRecords = 300;

    // What led to the first complaint in the window may lie before it.
    private static readonly TimeSpan Lead = TimeSpan.FromDays(21);

    /// <summary>Reads what the tickets of a journey are weighed against.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="days">Its day folds, at least of the last eight weeks.</param>
    /// <param name="now">The present, UTC.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<JourneyPresent> PresentAsync(JourneyDefinition journey, IReadOnlyList<Fold> days, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        new(journey, days, now, await drivers.EffectsAsync(journey, cancellationToken), await UsualValueAsync(journey.Id, now, cancellationToken));

    /// <summary>Reads the facts of a ticket on some topics.</summary>
    /// <param name="present">What it is weighed against.</param>
    /// <param name="topics">What the ticket covers, at least one topic.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<TicketFacts> ReadAsync(JourneyPresent present, IReadOnlyList<Topic> topics, CancellationToken cancellationToken = default)
    {
        var journey = present.Journey.Id;
        var (from, to) = Window(present.Now);
        var counts = new TicketCounts(topics, present.Days, from, to);
        var before = new TicketCounts(topics, present.Days, from.AddDays(-TicketEvidence.Window.Days), from.AddDays(-1));
        var period = QueryPeriod.Between(Midnight(from), present.Now.AddTicks(1))!;
        var spoken = await NegativeAsync(journey, topics, period, cancellationToken);
        List<string> customers = [.. spoken.Select(signal => signal.Customer).OfType<string>().Distinct().Take(TimelineReader.MostCustomers)];

        var evidence = new TicketEvidence(
            period.From, period.To, counts.Negative, counts.Customers, ShareOf(counts),
            before.AllCustomers == 0 ? null : before.Negative * 7.0 / TicketEvidence.Window.Days,
            spoken.Count == 0 ? 0 : Math.Round(spoken.Average(signal => signal.Sentiment / 1000.0), 3),
            counts.PerDay,
            [.. spoken.OrderBy(signal => signal.Sentiment).ThenBy(signal => signal.Feedback, StringComparer.Ordinal).Select(signal => signal.Feedback).Distinct().Take(TicketEvidence.MostFeedback)],
            await AskingAsync(journey, topics, spoken, cancellationToken));
        var ways = await timelines.ReadAsync(customers, period.From - Lead, period.To, cancellationToken);
        var priority = TicketPriorityRule.Of(evidence, DriveOf(present, topics[0]), await ValueOfAsync(customers, present.UsualValue, cancellationToken));
        return new(evidence, counts.HeardBy, ChainFinder.Find(journey, topics, ways), priority);
    }

    /// <summary>The counts over the window of the evidence.</summary>
    internal static TicketCounts CountsOf(IReadOnlyList<Topic> topics, IReadOnlyList<Fold> days, DateTimeOffset now)
    {
        var (from, to) = Window(now);
        return new(topics, days, from, to);
    }

    private static (DateOnly From, DateOnly To) Window(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return (today.AddDays(1 - TicketEvidence.Window.Days), today);
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static double ShareOf(TicketCounts counts) => counts.AllCustomers == 0 ? 0 : Math.Min(1, Math.Round((double)counts.Customers / counts.AllCustomers, 4));

    private static DriveEffect? DriveOf(JourneyPresent present, Topic topic) => present.Effects.Of(topic) is { } effect
        ? new(effect.Score == ScoreKind.Nps ? DriveEffect.Nps : DriveEffect.Csat, effect.Driver.Effect, effect.Driver.Low, effect.Driver.High, effect.Driver.Title)
        : null;

    private async Task<LifetimeValueComparison?> ValueOfAsync(List<string> customers, decimal? usual, CancellationToken cancellationToken) =>
        usual is { } known && await lifetimeValues.MeanAsync(customers, cancellationToken) is { } hurt ? new(hurt.Mean, hurt.Customers, known) : null;

    private async Task<decimal?> UsualValueAsync(string journey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!settings.LifetimeValue)
            return null;
        var customers = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var hour in signals.RunAsync(journey, QueryPeriod.Last(TicketEvidence.Window, now), new(), cancellationToken))
        {
            customers.UnionWith(hour.Select(signal => signal.Customer).OfType<string>());
            if (customers.Count >= LifetimeValues.MostCustomers)
                break;
        }

        return (await lifetimeValues.MeanAsync(customers.Order(StringComparer.Ordinal), cancellationToken))?.Mean;
    }

    private async Task<List<Signal>> NegativeAsync(string journey, IReadOnlyList<Topic> topics, QueryPeriod period, CancellationToken cancellationToken)
    {
        var found = new List<Signal>();
        foreach (var topic in topics)
        {
            var enough = found.Count + (MostSignals / topics.Count);
            await foreach (var hour in signals.RunAsync(journey, period, new(topic.Stage, topic.Theme, Sentiment: SentimentLabel.Negative), cancellationToken))
            {
                found.AddRange(hour);
                if (found.Count >= enough)
                    break;
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<string>> AskingAsync(string journey, IReadOnlyList<Topic> topics, List<Signal> spoken, CancellationToken cancellationToken)
    {
        List<string> ids = [.. spoken.Select(signal => signal.Feedback).Distinct().Take(MostRecords)];
        var records = await store.GetFeedbackAsync(ids, cancellationToken);
        return [.. ids.Where(id => records.TryGetValue(id, out var record) && TicketAsks.Asks(record, journey, topics)).Take(TicketEvidence.MostFeedback)];
    }
}
