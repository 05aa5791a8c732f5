using Feedback.Core.Detection;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Tickets;

/// <summary>
/// Looks for topics that hurt more customers than they should, raises a ticket for each theme found, reopens one that comes back, and keeps the evidence of
/// live ones up to date. Two that run at once do no harm: a new ticket's id follows from its theme and day, and all is written under its ETag.
/// </summary>
public sealed class RaiseTickets(
    IDocumentStore store, JourneyCatalogue catalogue, FoldCache folds, TopicDetector detector, ReadTicketFacts facts, OngoingSettings ongoing,
        TimeProvider time, ILogger<RaiseTickets> logger)
{
    /// <summary>How far back detection looks.</summary>
    public static readonly TimeSpan History = TimeSpan.FromDays(182);

    // A ticket that changes with every feedback need not be rewritten with every one.
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(15);

    // The share of what is heard of a ticket from which a silo counts as hearing it.
    private const double LeastHeard = 0.05;

    private CompanyCalendar Calendar => folds.Calendar;

    /// <summary>Looks at every active journey.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        foreach (var journey in catalogue.Active)
            await RunAsync(journey, cancellationToken);
    }

    private async Task RunAsync(JourneyDefinition journey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tomorrow = Calendar.DateOf(now).AddDays(1);
        var days = await folds.ReadDaysAsync(journey.Id, tomorrow.AddDays(-History.Days), tomorrow, cancellationToken);
        var tickets = await TicketsOfAsync(journey, cancellationToken);

        var findings = TicketFindings.Of(detector, journey, days, tickets, now);
        List<Finding> found = [.. findings.New.Except(OngoingProblems.Waiting(findings.New, tickets.Select(stored => stored.Ticket), ongoing))];
        var surging = findings.Surges.Select(surge => surge.Stored).ToHashSet();
        // Once a change is shipped, the evidence stays as it led to the change; what came of it is the outcome.
        var changed = tickets.Where(stored => TicketLifecycle.IsLive(stored.Ticket.State) && !surging.Contains(stored)
            && HasChanged(stored.Ticket, days, now)).ToLookup(stored => facts.IsDue(stored.Ticket, days, now));
        // What has to be read for one ticket is read for all together.
        List<StoredTicket> due = changed[true].Any(stored => IsOld(stored.Ticket, now)) ? [.. changed[true]] : [];
        if (found.Count > 0 || due.Count > 0 || surging.Count > 0)
        {
            var present = await facts.PresentAsync(journey, days, now, cancellationToken);
            foreach (var (stored, rise) in findings.Surges)
                await SurgeAsync(present, stored, rise, cancellationToken);
            foreach (var theme in found.GroupBy(finding => finding.Topic.Theme))
                await KeepAsync(present, [.. theme], tickets, cancellationToken);
            var read = await facts.ReadAsync(present, [.. due.Select(stored => stored.Ticket.Topics)], cancellationToken);
            foreach (var (stored, known) in due.Zip(read))
                await WriteAsync(With(journey, stored.Ticket, known, now), stored.ETag, cancellationToken);
        }

        foreach (var stored in changed[false].Where(stored => IsOld(stored.Ticket, now)))
            await WriteAsync(With(journey, stored.Ticket, facts.Recount(stored.Ticket, days, now), now), stored.ETag, cancellationToken);
    }

    /// <summary>The journey's tickets under today's names, which are written down before anything else goes by them.</summary>
    private async Task<List<StoredTicket>> TicketsOfAsync(JourneyDefinition journey, CancellationToken cancellationToken)
    {
        var tickets = new List<StoredTicket>();
        await foreach (var stored in store.TicketsOfAsync(journey.Id, cancellationToken))
        {
            var named = stored.Ticket.UnderNamesOf(journey);
            if (ReferenceEquals(named, stored.Ticket))
                tickets.Add(stored);
            // Who came in between has read it under today's names too; the next look finds what was written.
            else if (await WriteAsync(named, stored.ETag, cancellationToken)
                && await store.GetAsync(Containers.Tickets, new(journey.Id, named.Id), cancellationToken) is { } written)
                tickets.Add(StoredTicket.Of(written));
            else
                tickets.Add(new(named, stored.ETag));
        }

        return tickets;
    }

    private static bool HasEnded(Ticket ticket) => ticket.MergedInto is null && !TicketLifecycle.HoldsItsTopics(ticket.State);

    private static bool IsOld(Ticket ticket, DateTimeOffset now) => now - ticket.UpdatedAt >= LeastAge;

    private bool HasChanged(Ticket ticket, IReadOnlyList<Fold> days, DateTimeOffset now)
    {
        var counts = facts.CountsOf(ticket.Topics, days, now);
        return TicketSurges.IsSurging(ticket, now) != ticket.Priority.Parts.Any(part => part.Name == TicketPriorityRule.Surge)
            || counts.Customers != ticket.Evidence.Customers || !counts.PerDay.SequenceEqual(ticket.Evidence.PerDay);
    }

    /// <summary>Notes that a ticket surges. The evidence of one that is shipped stays as it led to the change.</summary>
    private async Task SurgeAsync(JourneyPresent present, StoredTicket stored, Finding rise, CancellationToken cancellationToken)
    {
        var surged = TicketSurges.Surged(stored.Ticket, rise, TicketSurges.Words(rise), present.Now);
        if (TicketLifecycle.IsLive(surged.State))
            surged = With(present.Journey, surged, (await facts.ReadAsync(present, [surged.Topics], cancellationToken))[0], present.Now);
        if (await WriteAsync(surged, stored.ETag, cancellationToken))
            Tell("Surged", surged, rise);
    }

    /// <summary>Adds what was found of one theme to its open ticket, to one that it brings back, or to a new one.</summary>
    private async Task KeepAsync(JourneyPresent present, List<Finding> found, List<StoredTicket> tickets, CancellationToken cancellationToken)
    {
        var (journey, now) = (present.Journey, present.Now);
        var theme = journey.Themes.First(theme => theme.Id == found[0].Topic.Theme);
        var cause = found.MinBy(finding => finding.Probability ?? 1)!;
        var open = tickets.FirstOrDefault(stored => stored.Ticket is { State: TicketState.Open, MergedInto: null } && stored.Ticket.Theme == theme.Id);
        var ended = tickets.Where(stored => HasEnded(stored.Ticket) && found.Any(finding => stored.Ticket.Topics.Contains(finding.Topic))).MaxBy(stored =>
            stored.Ticket.InStateSince());
        var known = open ?? ended;

        var covered = (known?.Ticket.Topics ?? []).Concat(found.Select(finding => finding.Topic)).Distinct();
        var topics = facts.CountsOf([.. covered], present.Days, now).ByWeight;
        var read = (await facts.ReadAsync(present, [topics], cancellationToken))[0];
        var ticket = open is not null ? Widened(journey, open.Ticket, cause, now) : ended is not null ? Reopened(ended.Ticket, cause, now)
            : Raised(journey, theme, cause, read, IdFor(journey, theme, tickets, now), now);
        ticket = With(journey, ticket with { Topics = topics }, read, now);
        if (await WriteAsync(ticket, known?.ETag, cancellationToken) && ticket.History.Count > (open?.Ticket.History.Count ?? 0))
            Tell(open is not null ? "Surged" : ended is not null ? "Reopened" : "Raised", ticket, cause);
    }

    private void Tell(string what, Ticket ticket, Finding cause) =>
        logger.LogInformation("{What} ticket {Ticket} ({Kind}): {Customers} customers, owned by {Silo}", what, ticket.Id, cause.Kind,
            ticket.Evidence.Customers, ticket.OwnedBy);

    /// <summary>An open ticket to which a topic of its theme comes: it surges when that has risen, as whoever knows the ticket does not know it.</summary>
    private static Ticket Widened(JourneyDefinition journey, Ticket ticket, Finding cause, DateTimeOffset now) => cause.Kind == FindingKind.Chronic ? ticket
        : TicketSurges.Surged(ticket, cause, $"Now also at “{journey.StageTitle(cause.Topic.Stage)}”: {FindingText.Of(cause)}", now);

    private static Ticket Raised(JourneyDefinition journey, ThemeDefinition theme, Finding cause, TicketFacts known, string id, DateTimeOffset now) => new()
    {
        Id = id,
        Journey = journey.Id,
        Theme = theme.Id,
        Stage = cause.Topic.Stage,
        Topics = [cause.Topic],
        Title = "",
        State = TicketState.Open,
        OwnedBy = theme.Silo,
        HeardBy = known.HeardBy,
        CrossSilo = false,
        Cause = cause,
        Evidence = known.Evidence,
        Priority = known.Priority,
        History = [new() { Number = 0, At = now, Action = TicketAction.Raised, By = TicketEntry.System, To = TicketState.Open, Text = FindingText.Of(cause) }],
        RaisedAt = now,
        UpdatedAt = now,
    };

    private static Ticket Reopened(Ticket ticket, Finding cause, DateTimeOffset now) =>
        ticket.Append(TicketAction.Reopened, TicketActor.Program, now, TicketState.Open, FindingText.Of(cause)) with
        {
            Cause = cause,
            ShippedAt = null,
            Outcome = null,
            DueAt = null,
            Surge = null,
        };

    private static Ticket With(JourneyDefinition journey, Ticket ticket, TicketFacts known, DateTimeOffset now)
    {
        ticket = OwnerProposal.Of(ticket with { Theme = ticket.Topics[0].Theme, SaidTogether = known.SaidTogether }, journey, now);
        return ticket with
        {
            Stage = ticket.Topics[0].Stage,
            Title = TicketTitle.Of(journey, ticket.Theme, known.Evidence.Customers, [.. Hearers(known.HeardBy).Select(silo => silo.Silo)],
                ticket.OwnedBy, known.Evidence.CustomersEstimated, ticket.Proposal?.Theme),
            HeardBy = known.HeardBy,
            CrossSilo = CrossesSilos(known.HeardBy, ticket.OwnedBy),
            Evidence = known.Evidence,
            Chains = known.Chains,
            Priority = known.Priority.WithSurge(TicketSurges.IsSurging(ticket, now) ? ticket.Surge : null),
            UpdatedAt = now,
        };
    }

    /// <summary>Whether it is heard by more than one silo, or away from the one that owns it.</summary>
    private static bool CrossesSilos(IReadOnlyList<SiloCount> heardBy, string ownedBy) =>
        Hearers(heardBy) is var hearers && (hearers.Count > 1 || hearers.Any(silo => silo.Silo != ownedBy));

    /// <summary>The silos that hear it more than now and then: a single remark, which may be mapped to the wrong topic, makes nobody a hearer.</summary>
    private static List<SiloCount> Hearers(IReadOnlyList<SiloCount> heardBy)
    {
        var all = heardBy.Sum(silo => silo.Negative);
        return [.. heardBy.Where(silo => silo.Negative >= LeastHeard * all)];
    }

    private string IdFor(JourneyDefinition journey, ThemeDefinition theme, List<StoredTicket> tickets, DateTimeOffset now)
    {
        var id = $"{journey.Id}.{theme.Id}.{Calendar.DateOf(now):yyyy-MM-dd}";
        var taken = tickets.Select(stored => stored.Ticket.Id).ToHashSet(StringComparer.Ordinal);
        return !taken.Contains(id) ? id : Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{id}.{n}").First(other => !taken.Contains(other));
    }

    private async Task<bool> WriteAsync(Ticket ticket, string? etag, CancellationToken cancellationToken)
    {
        // Who comes too late leaves it: the next look starts from what was written instead.
        var write = Json.Write(new(ticket.Journey, ticket.Id), ticket, TicketsJson.Default.Ticket);
        var written = await store.WriteIfAsync(Containers.Tickets, write, etag, cancellationToken);
        return written.Written;
    }
}
