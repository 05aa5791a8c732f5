using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Maps;
using Feedback.Core.Serialization;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Detection;

/// <summary>
/// Looks for themes that deserve a ticket, raises it, and keeps the evidence of open ones up to date. Works from folds; signals are read only for the evidence of a ticket
/// whose counts have changed. Two that run at once do no harm: a ticket's id follows from its theme and day, and its evidence is written under its ETag.
/// </summary>
public sealed class DetectTickets(
    IDocumentStore store, JourneyCatalogue catalogue, FoldReader folds, SignalSearch signals, TicketRule rule, TimeProvider time, ILogger<DetectTickets> logger)
{
    private const int MostSignals = 2_000;

    // Collecting the evidence reads signals; a ticket that changes with every feedback need not be rewritten with every one.
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(1);

    /// <summary>Looks at every active journey.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        foreach (var journey in catalogue.Active)
            await RunAsync(journey, cancellationToken);
    }

    private async Task RunAsync(JourneyDefinition journey, CancellationToken cancellationToken)
    {
        var window = QueryPeriod.Last(rule.Window, time.GetUtcNow());
        var baseline = QueryPeriod.Between(window.From - rule.Baseline, window.From)!;
        var (themes, _) = ThemeCounts.Of(await ReadAsync(journey, window, cancellationToken));
        var (themesBefore, volumeBefore) = ThemeCounts.Of(await ReadAsync(journey, baseline, cancellationToken));
        var open = await OpenTicketsAsync(journey.Id, cancellationToken);

        foreach (var theme in journey.Themes)
        {
            if (!themes.TryGetValue(theme.Id, out var counts))
                continue;
            var expected = rule.Expected(themesBefore.GetValueOrDefault(theme.Id)?.Negative ?? 0, volumeBefore);
            if (counts.Negative < rule.LeastCustomers || !rule.Rose(counts.Negative, expected) || !rule.CrossesSilos(counts.HeardBy, theme.Silo))
                continue;
            var customers = await CustomersAsync(journey.Id, theme.Id, window, cancellationToken);
            if (customers >= rule.LeastCustomers)
                await KeepAsync(journey, theme, window, counts, customers, expected, open.GetValueOrDefault(theme.Id), cancellationToken);
        }
    }

    private Task<IReadOnlyList<Fold>> ReadAsync(JourneyDefinition journey, QueryPeriod period, CancellationToken cancellationToken) =>
        folds.ReadAsync(journey.Id, period.From.UtcDateTime, period.To.UtcDateTime, FoldGrain.Day, cancellationToken);

    private async Task<Dictionary<string, (Ticket Ticket, string ETag)>> OpenTicketsAsync(string journey, CancellationToken cancellationToken)
    {
        var open = new Dictionary<string, (Ticket, string)>(StringComparer.Ordinal);
        await foreach (var document in store.AllAsync(Containers.Tickets, journey, IdRange.All, cancellationToken: cancellationToken))
        {
            var ticket = Json.Read(document, CoreJson.Default.Ticket);
            if (ticket.State == TicketState.Open)
                open[ticket.Theme] = (ticket, document.ETag);
        }

        return open;
    }

    private async Task<long> CustomersAsync(string journey, string theme, QueryPeriod window, CancellationToken cancellationToken)
    {
        var keys = FoldPeriod.Cover(window.From.UtcDateTime, window.To.UtcDateTime).Select(period => new DocumentKey(journey, period.ToString())).ToList();
        var customers = new CustomerSketch();
        foreach (var document in await store.GetManyAsync(Containers.Folds, keys, cancellationToken))
        {
            foreach (var affected in Json.Read(document, CoreJson.Default.Fold).Affected)
            {
                if (affected.Theme == theme)
                    customers.Merge(CustomerSketch.Parse(affected.Sketch));
            }
        }

        return customers.Count();
    }

    private async Task KeepAsync(
        JourneyDefinition journey, ThemeDefinition theme, QueryPeriod window, ThemeCounts counts, long customers, double? expected,
        (Ticket Ticket, string ETag) known, CancellationToken cancellationToken)
    {
        List<DayCount> perDay = [.. counts.Days.OrderBy(day => day.Key).Select(day => new DayCount(day.Key, day.Value))];
        var now = time.GetUtcNow();
        if (known.Ticket is { } before
            && (now - before.UpdatedAt < LeastAge || (before.Evidence.Customers == customers && before.Evidence.PerDay.SequenceEqual(perDay))))
            return;

        List<SiloCount> heardBy = [.. counts.HeardBy.OrderByDescending(silo => silo.Value).ThenBy(silo => silo.Key, StringComparer.Ordinal).Select(silo => new SiloCount(silo.Key, silo.Value))];
        var ticket = new Ticket
        {
            Id = known.Ticket?.Id ?? $"{journey.Id}.{theme.Id}.{now.UtcDateTime:yyyy-MM-dd}",
            Journey = journey.Id,
            Theme = theme.Id,
            Stage = counts.Stages.OrderByDescending(stage => stage.Value).ThenBy(stage => stage.Key, StringComparer.Ordinal).First().Key,
            Title = TicketTitle.Of(journey, theme, customers, counts.HeardBy.Keys),
            State = TicketState.Open,
            OwnedBy = theme.Silo,
            HeardBy = heardBy,
            CrossSilo = rule.CrossesSilos(counts.HeardBy, theme.Silo),
            Topics = [.. counts.Stages.OrderByDescending(stage => stage.Value).ThenBy(stage => stage.Key, StringComparer.Ordinal).Select(stage => new Topic(theme.Id, stage.Key))],
            Cause = new(new(theme.Id, ""), FindingKind.Jump, window.From, window.To, customers, expected, null, 0),
            Priority = new(0, []),
            History = [new() { Number = 0, At = now, By = TicketEntry.System, Action = TicketAction.Raised }],
            Evidence = new(window.From, window.To, counts.Negative, customers, 0, expected is { } perWindow ? Math.Round(perWindow * (TimeSpan.FromDays(7) / rule.Window), 2) : null,
                0, perDay, await EvidenceAsync(journey.Id, theme.Id, window, cancellationToken), []),
            RaisedAt = known.Ticket?.RaisedAt ?? now,
            UpdatedAt = now,
        };

        var write = new DocumentWrite(new(journey.Id, ticket.Id), Json.Serialize(ticket, CoreJson.Default.Ticket));
        var written = known.Ticket is null
            ? await store.CreateAsync(Containers.Tickets, write, cancellationToken)
            : await store.ReplaceAsync(Containers.Tickets, write, known.ETag, cancellationToken);
        if (written.Written && known.Ticket is null)
            logger.LogInformation("Raised ticket {Ticket}: {Customers} customers, owned by {Silo}", ticket.Id, customers, ticket.OwnedBy);
    }

    /// <summary>The feedback that speaks worst of a theme, among its latest negative signals.</summary>
    private async Task<IReadOnlyList<string>> EvidenceAsync(string journey, string theme, QueryPeriod window, CancellationToken cancellationToken)
    {
        var found = new List<Signal>();
        await foreach (var hour in signals.RunAsync(journey, window, new(Theme: theme, Sentiment: SentimentLabel.Negative), cancellationToken))
        {
            found.AddRange(hour);
            if (found.Count >= MostSignals)
                break;
        }

        return [.. found.OrderBy(signal => signal.Sentiment).ThenBy(signal => signal.Feedback, StringComparer.Ordinal).Select(signal => signal.Feedback).Distinct().Take(TicketEvidence.MostFeedback)];
    }
}
