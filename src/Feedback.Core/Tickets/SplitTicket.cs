using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>
/// Splits some topics off a ticket into a new one. Two documents and no transaction: the new one is written first, so that no topic is ever without a ticket,
/// and whoever repeats the split after a crash between the two writes finishes it.
/// </summary>
public sealed class SplitTicket(IDocumentStore store, JourneyCatalogue catalogue, TicketQuery tickets, ChangeTicket change, TimeProvider time,
    CompanyCalendar? calendar = null)
{
    /// <summary>Splits.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="isPresented">Whether a version of it is the one that the caller saw; <c>null</c> for any.</param>
    /// <param name="split">Which topics go, and what the new ticket is called.</param>
    /// <param name="who">Who splits.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new ticket.</returns>
    public async Task<TicketChange> RunAsync(string id, Predicate<int>? isPresented, TicketSplit split, TicketActor who,
        CancellationToken cancellationToken = default)
    {
        if (await tickets.FindAsync(id, cancellationToken) is not { Ticket: var source })
            return TicketChange.NotFound;
        if (isPresented?.Invoke(source.History.Count) == false)
            return TicketChange.Stale(source.History.Count);
        if (Refuse(source, split.Topics) is { } refused)
            return refused;

        var begun = (await tickets.OfJourneyAsync(source.Journey, cancellationToken))
            .FirstOrDefault(other => IsBegun(other, source) && other.Topics.Intersect(split.Topics).Any());
        if (begun is not null && !begun.Topics.ToHashSet().SetEquals(split.Topics))
            return TicketChange.Conflict($"A split into {begun.Id} was started but not finished. Repeat it with its topics: {Words(begun.Topics)}.");

        var (part, created) = begun is null ? await CreateAsync(source, split, who, cancellationToken) : (begun, false);
        var rest = await change.RunAsync(id, isPresented, (found, now) => Release(found, part, split.Reason, who, now), cancellationToken);
        if (rest.Ticket is not null || (await tickets.FindAsync(id, cancellationToken) is { Ticket: var present } && HasReleased(present, part.Id)))
            return TicketChange.Done(part);
        // Somebody changed the ticket in the meantime. The new one, which nobody has been told of, goes back.
        if (created)
            await change.RunAsync(part.Id, null, (found, now) => Withdraw(found, id, now), cancellationToken);
        return rest;
    }

    private static TicketChange? Refuse(Ticket ticket, IReadOnlyList<Topic> topics)
    {
        if ((TicketLifecycle.IsMergedAway(ticket) ?? TicketLifecycle.IsFull(ticket, TicketHistory.MostEntries)) is { } refused)
            return refused;
        if (!TicketLifecycle.IsLive(ticket.State))
            return TicketChange.Conflict($"The ticket is {JsonWord.Of(ticket.State)}. Only tickets that are open, accepted or in progress can be split.");
        var errors = new FieldErrors();
        foreach (var (index, topic) in topics.Index())
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"topics[{index}]");
            if (!ticket.Topics.Contains(topic))
                errors.Add(field, $"must be a topic of the ticket: {Words(ticket.Topics)}");
            else if (topics.Take(index).Contains(topic))
                errors.Add(field, "is listed twice");
        }

        if (errors.None && topics.Count == ticket.Topics.Count)
            errors.Add("topics", "must leave at least one topic on the ticket");
        return errors.None ? null : TicketChange.Invalid(errors);
    }

    private async Task<(Ticket Part, bool Created)> CreateAsync(Ticket source, TicketSplit split, TicketActor who, CancellationToken cancellationToken)
    {
        var part = PartOf(source, split, who, time.GetUtcNow());
        for (var n = 1; ; n++)
        {
            var named = n == 1 ? part : part with { Id = string.Create(CultureInfo.InvariantCulture, $"{part.Id}.{n}") };
            var write = Json.Write(new(named.Journey, named.Id), named, TicketsJson.Default.Ticket);
            if ((await store.CreateAsync(Containers.Tickets, write, cancellationToken)).Written)
                return (named, true);
            // The same split, asked for twice at once, makes one ticket.
            if (await tickets.FindAsync(named.Id, cancellationToken) is { Ticket: var known } && IsBegun(known, source)
                && known.Topics.SequenceEqual(named.Topics))
                return (known, false);
        }
    }

    private Ticket PartOf(Ticket source, TicketSplit split, TicketActor who, DateTimeOffset now)
    {
        List<Topic> topics = [.. source.Topics.Where(split.Topics.Contains)];
        var journey = catalogue.Find(source.Journey)!;
        var part = source with
        {
            Id = $"{source.Journey}.{topics[0].Theme}.{(calendar ?? CompanyCalendar.Utc).DateOf(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
            Theme = topics[0].Theme,
            Stage = topics[0].Stage,
            Topics = topics,
            Title = split.Title ?? $"{string.Join(", ", topics.Select(topic => journey.ThemeTitle(topic.Theme)).Distinct())}, split from {source.Id}",
            State = TicketState.Open,
            OwnedBy = journey.Themes.FirstOrDefault(theme => theme.Id == topics[0].Theme)?.Silo ?? source.OwnedBy,
            Assignee = null,
            Collaborators = [],
            DueAt = null,
            SaidTogether = [],
            Proposal = null,
            History = [],
            RaisedAt = now,
            Surge = source.Surge is { } surge && topics.Contains(surge.Cause.Topic) ? surge : null,
        };
        part = part with { CrossSilo = TicketWork.CrossesSilos(part) };
        var raised = part.Append(TicketAction.Raised, who, now, TicketState.Open, split.Reason, source.Id);
        return raised with { History = [raised.History[0] with { From = null }] };
    }

    private static TicketChange Release(Ticket found, Ticket part, string? reason, TicketActor who, DateTimeOffset now)
    {
        if (HasReleased(found, part.Id))
            return TicketChange.Done(found);
        List<Topic> rest = [.. found.Topics.Except(part.Topics)];
        if (rest.Count == 0)
            return TicketChange.Conflict("The ticket has no other topics any more.");
        return TicketChange.Done(found.Append(TicketAction.Split, who, now, text: reason, otherTicket: part.Id) with
        {
            Topics = rest,
            Theme = rest[0].Theme,
            Stage = rest[0].Stage,
            Surge = found.Surge is { } surge && rest.Contains(surge.Cause.Topic) ? surge : null,
        });
    }

    private static TicketChange Withdraw(Ticket part, string source, DateTimeOffset now) => TicketChange.Done(
        part.Append(TicketAction.Merged, TicketActor.Program, now, TicketState.Closed,
            "The ticket that it was to be split from had changed in the meantime.", source) with
        {
            MergedInto = source,
        });

    private static bool IsBegun(Ticket part, Ticket source) =>
        part.History is [{ Action: TicketAction.Raised, OtherTicket: { } origin }, ..] && origin == source.Id
        && TicketLifecycle.HoldsItsTopics(part.State) && !HasReleased(source, part.Id);

    private static bool HasReleased(Ticket source, string part) =>
        source.History.Any(entry => entry.Action == TicketAction.Split && entry.OtherTicket == part);

    private static string Words(IEnumerable<Topic> topics) => string.Join(", ", topics.Select(topic => $"{topic.Theme} at {topic.Stage}"));
}

/// <summary>A split that is asked for.</summary>
/// <param name="Topics">The topics that go: some of the ticket's, not all.</param>
/// <param name="Title">What the new ticket is called; its themes when it is not said.</param>
/// <param name="Reason">Why.</param>
public sealed record TicketSplit(IReadOnlyList<Topic> Topics, string? Title = null, string? Reason = null);
