using Feedback.Core.Journeys;
using Feedback.Core.Requests;

namespace Feedback.Core.Tickets;

/// <summary>What is done to a ticket without moving it: comments, its owner, its due date.</summary>
public static class TicketWork
{
    /// <summary>Adds a comment, in any state.</summary>
    public static TicketChange Comment(Ticket ticket, string text, TicketActor who, DateTimeOffset now) =>
        TicketLifecycle.IsMergedAway(ticket)
        ?? TicketLifecycle.IsFull(ticket, TicketHistory.MostBeforeComments)
        ?? TicketChange.Done(ticket.Append(TicketAction.Commented, who, now, text: text));

    /// <summary>Gives a ticket to a silo and names who helps. What is left out is taken away.</summary>
    public static TicketChange Assign(Ticket ticket, TicketOwner owner, JourneyDefinition journey, TicketActor who, DateTimeOffset now)
    {
        if (Refuse(ticket) is { } refused)
            return refused;
        var errors = Faults(owner, journey);
        if (!errors.None)
            return TicketChange.Invalid(errors);
        if (ticket.OwnedBy == owner.Silo && ticket.Assignee == owner.Assignee && ticket.Collaborators.SequenceEqual(owner.Collaborators))
            return TicketChange.Done(ticket);
        var given = ticket.Append(TicketAction.Assigned, who, now, text: Words(owner, journey)) with
        {
            OwnedBy = owner.Silo,
            Assignee = owner.Assignee,
            Collaborators = owner.Collaborators,
            Proposal = owner.Silo == ticket.OwnedBy ? ticket.Proposal : null,
        };
        return TicketChange.Done(owner.Silo == ticket.OwnedBy ? given : given with { CrossSilo = CrossesSilos(given) });
    }

    /// <summary>Says by when a ticket is to be shipped; <c>null</c> takes the date away.</summary>
    public static TicketChange Schedule(Ticket ticket, DateTimeOffset? dueAt, TicketActor who, DateTimeOffset now)
    {
        if (Refuse(ticket) is { } refused)
            return refused;
        if (ticket.DueAt == dueAt)
            return TicketChange.Done(ticket);
        if (dueAt <= now)
            return TicketChange.Invalid("dueAt", "must be in the future");
        if (dueAt > now.AddYears(TicketAgeing.DueWithinYears))
            return TicketChange.Invalid("dueAt", $"must be at most {TicketAgeing.DueWithinYears} years in the future");
        var text = dueAt is { } due ? $"Due {TicketTime.Of(due)}." : "Due date removed.";
        return TicketChange.Done(ticket.Append(TicketAction.Scheduled, who, now, text: text) with { DueAt = dueAt });
    }

    private static TicketChange? Refuse(Ticket ticket) =>
        TicketLifecycle.IsMergedAway(ticket)
        ?? (ticket.State is TicketState.Closed or TicketState.Dismissed ? TicketChange.Conflict($"The ticket is {JsonWord.Of(ticket.State)}. Reopen it first.")
            : null)
        ?? TicketLifecycle.IsFull(ticket, TicketHistory.MostEntries);

    private static FieldErrors Faults(TicketOwner owner, JourneyDefinition journey)
    {
        var errors = new FieldErrors();
        var silos = journey.Silos.Select(silo => silo.Id).ToList();
        Check("silo", owner.Silo);
        foreach (var (index, silo) in owner.Collaborators.Index())
        {
            Check($"collaborators[{index}]", silo);
            if (silo == owner.Silo)
                errors.Add($"collaborators[{index}]", "is already the owner");
            else if (owner.Collaborators.Take(index).Contains(silo, StringComparer.Ordinal))
                errors.Add($"collaborators[{index}]", "is listed twice");
        }

        return errors;

        void Check(string field, string silo)
        {
            if (!silos.Contains(silo, StringComparer.Ordinal))
                errors.Add(field, $"must be one of {string.Join(", ", silos)}{NearestName.Hint(silo, silos)}");
        }
    }

    private static string Words(TicketOwner owner, JourneyDefinition journey)
    {
        var titles = journey.Silos.ToDictionary(silo => silo.Id, silo => silo.Title, StringComparer.Ordinal);
        return $"Assigned to {titles[owner.Silo]}{(owner.Assignee is { } person ? $" ({person})" : "")}"
            + $"{(owner.Collaborators.Count > 0 ? $", with help from {string.Join(", ", owner.Collaborators.Select(silo => titles[silo]))}" : "")}.";
    }

    /// <summary>Whether a ticket is heard by several silos, or mostly away from the one that owns it.</summary>
    internal static bool CrossesSilos(Ticket ticket) =>
        ticket.HeardBy.Count(silo => silo.Negative > 0) > 1
        || 2 * ticket.HeardBy.Where(silo => silo.Silo == ticket.OwnedBy).Sum(silo => silo.Negative) < ticket.HeardBy.Sum(silo => silo.Negative);
}

/// <summary>Whose a ticket is to be.</summary>
/// <param name="Silo">The silo that owns it.</param>
/// <param name="Assignee">Who in that silo works on it.</param>
/// <param name="Collaborators">The silos that help.</param>
public sealed record TicketOwner(string Silo, string? Assignee, IReadOnlyList<string> Collaborators);
