using Feedback.Core.Journeys;
using Feedback.Core.Records;

namespace Feedback.Core.Tickets;

/// <summary>Lets a ticket follow when the journey's file calls a theme or a stage otherwise: its topics are what is counted, and what keeps a second ticket
/// from being raised. Its id stays, for links lead to it.</summary>
internal static class RenamedTopics
{
    /// <summary>The ticket under today's names; the same instance when nothing of it was renamed.</summary>
    public static Ticket UnderNamesOf(this Ticket ticket, JourneyDefinition journey)
    {
        if (ticket.Topics.Append(ticket.Cause.Topic).Append(ticket.Surge?.Cause.Topic ?? ticket.Cause.Topic)
            .Append(new(ticket.Theme, ticket.Stage)).All(topic => Now(topic) == topic))
            return ticket;
        List<Topic> topics = [.. ticket.Topics.Select(Now).Distinct()];
        var first = Now(new(ticket.Theme, ticket.Stage));
        return ticket with
        {
            Topics = topics,
            Theme = first.Theme,
            Stage = first.Stage,
            Title = Retitled(ticket, journey, first.Theme),
            Cause = ticket.Cause with { Topic = Now(ticket.Cause.Topic) },
            Surge = ticket.Surge is { } surge ? surge with { Cause = surge.Cause with { Topic = Now(surge.Cause.Topic) } } : null,
        };

        Topic Now(Topic topic) => new(journey.ThemeNow(topic.Theme), journey.StageNow(topic.Stage));
    }

    /// <summary>The title begins with the theme's; what follows is about the evidence and stays.</summary>
    private static string Retitled(Ticket ticket, JourneyDefinition journey, string theme)
    {
        var counted = TicketTitle.Counted(ticket.Evidence.Customers, ticket.Evidence.CustomersEstimated);
        var evidence = ticket.Title.IndexOf(counted, StringComparison.Ordinal);
        return evidence > 0 && theme != ticket.Theme && journey.Themes.FirstOrDefault(known => known.Id == theme) is { } named
            ? named.Title + ticket.Title[evidence..] : ticket.Title;
    }
}
