using Feedback.Core.Journeys;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>Finds tickets. There are few, at most some hundreds a journey, so they are read and sorted in memory.</summary>
public sealed class TicketQuery(IDocumentStore store, JourneyCatalogue catalogue)
{
    /// <summary>The tickets of all active journeys that match, the latest changed first.</summary>
    public async Task<IReadOnlyList<Ticket>> ListAsync(TicketFilter filter, CancellationToken cancellationToken = default)
    {
        var found = new List<Ticket>();
        foreach (var journey in catalogue.Active)
            found.AddRange((await OfJourneyAsync(journey.Id, cancellationToken)).Where(filter.Matches));
        return [.. found.OrderByDescending(ticket => ticket.UpdatedAt).ThenBy(ticket => ticket.Id, StringComparer.Ordinal)];
    }

    /// <summary>All tickets of one journey, in the order of their ids.</summary>
    public async Task<IReadOnlyList<Ticket>> OfJourneyAsync(string journey, CancellationToken cancellationToken = default)
    {
        var found = new List<Ticket>();
        await foreach (var stored in store.TicketsOfAsync(journey, cancellationToken))
            found.Add(catalogue.Find(journey) is { } definition ? stored.Ticket.UnderNamesOf(definition) : stored.Ticket);
        return found;
    }

    /// <summary>Whether a ticket is about a theme that the journey's file has no more. It is gone, but what was said of it is still there.</summary>
    public async Task<bool> IsGoneThemeAsync(JourneyDefinition journey, string theme, CancellationToken cancellationToken = default) =>
        journey.Themes.All(known => known.Id != theme)
        && (await OfJourneyAsync(journey.Id, cancellationToken)).Any(ticket => ticket.Topics.Any(topic => topic.Theme == theme));

    /// <summary>Whether a ticket is about a stage that the journey's file has no more.</summary>
    public async Task<bool> IsGoneStageAsync(JourneyDefinition journey, string stage, CancellationToken cancellationToken = default) =>
        journey.Stages.All(known => known.Id != stage)
        && (await OfJourneyAsync(journey.Id, cancellationToken)).Any(ticket => ticket.Topics.Any(topic => topic.Stage == stage));

    /// <summary>One ticket and the store's ETag; <c>null</c> when there is none.</summary>
    public async Task<(Ticket Ticket, string ETag)?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        var journey = id.Split('.')[0];
        if (catalogue.Find(journey) is not { } definition || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            return null;
        var document = await store.GetAsync(Containers.Tickets, new(journey, id), cancellationToken);
        return document is null ? null : (Json.Read(document, TicketsJson.Default.Ticket).UnderNamesOf(definition), document.ETag);
    }
}

/// <summary>Which tickets are asked for; <c>null</c> is all.</summary>
/// <param name="State">The state.</param>
/// <param name="Silo">The silo that owns it, hears it or helps.</param>
/// <param name="Stage">The stage of one of its topics.</param>
/// <param name="Theme">The theme of the same topic.</param>
/// <param name="CrossSilo">Whether it crosses silos.</param>
/// <param name="OverdueAt">The time, UTC, at which it is overdue.</param>
public sealed record TicketFilter(
    TicketState? State = null, string? Silo = null, string? Stage = null, string? Theme = null, bool? CrossSilo = null, DateTimeOffset? OverdueAt = null)
{
    /// <summary>Whether a ticket is asked for.</summary>
    public bool Matches(Ticket ticket) =>
        (State is null || State == ticket.State)
        && (Silo is null || Silo == ticket.OwnedBy || ticket.HeardBy.Any(silo => silo.Silo == Silo)
            || ticket.Collaborators.Contains(Silo, StringComparer.Ordinal))
        && ticket.Topics.Append(new(ticket.Theme, ticket.Stage)).Any(topic =>
            (Stage is null || Stage == topic.Stage) && (Theme is null || Theme == topic.Theme))
        && (CrossSilo is null || CrossSilo == ticket.CrossSilo)
        && (OverdueAt is not { } time || TicketAgeing.IsOverdue(ticket, time));
}
