using System.Globalization;
using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Mail;
using Feedback.Core.Records;
using Feedback.Core.Tickets;

namespace Feedback.Core.ClosingTheLoop;

/// <summary>Writes to one customer what became of what they told.</summary>
public sealed class WriteLetter(JourneyCatalogue journeys, OptOutLinks optOut, MailOrigin origin)
{
    private const int MostOccasions = 3;

    /// <summary>The letter to a voice of a verified ticket. Quotes nobody: the customer knows what was said, and a mail may be read by others.</summary>
    public YouSaidWeDid To(Voice voice, Ticket ticket)
    {
        var journey = journeys.Find(ticket.Journey);
        return new(
            origin.Company,
            [.. voice.Said.GroupBy(said => said.Topic).Select(topic => new TopicTold(
                journey?.ThemeTitle(topic.Key.Theme) ?? topic.Key.Theme,
                topic.Key.Stage == MappedOpinion.Unmapped ? null : journey?.StageTitle(topic.Key.Stage) ?? topic.Key.Stage,
                [.. topic.Select(Occasion).Distinct().Take(MostOccasions)]))],
            Done(ticket),
            ticket.ShippedAt,
            Effect(ticket),
            optOut.Of(voice.Customer));
    }

    // What was written for the customers, without the line that the program adds: the letter says the day in words of its own.
    private static string? Done(Ticket ticket)
    {
        var text = ticket.History.LastOrDefault(entry => entry.To == TicketState.Shipped)?.Text ?? "";
        if (ticket.ShippedAt is { } at && text.EndsWith(TicketLifecycle.ShippedWords(at), StringComparison.Ordinal))
            text = text[..^TicketLifecycle.ShippedWords(at).Length];
        return text.Trim() is { Length: > 0 } said ? said : null;
    }

    private static string Occasion(Said said) => $"{YouSaidWeDid.Day(said.OccurredAt)}, {Where(said.Touchpoint)}";

    private static string Where(string touchpoint) => touchpoint switch
    {
        "store" => "in one of our shops",
        "web" => "on our website",
        "billing" => "about a bill or a payment",
        "service" => "with customer service",
        "product" => "about a product",
        "marketing" => "about an offer or a mailing",
        "delivery" => "about a delivery",
        _ => touchpoint,
    };

    /// <summary>In the customers' terms where the figure is known; the interval and the method are for those who work on the ticket.</summary>
    private static string Effect(Ticket ticket) => ticket.Outcome switch
    {
        { Effect: { } effect } when effect < 1 && Math.Round((1 - effect) * 100) is var fewer and > 0 =>
            string.Create(CultureInfo.InvariantCulture,
                $"For every 100 customers who would have had this problem, about {fewer:0} no longer do. We know this from what customers have told us since."),
        { Words: { Length: > 0 } words } => words,
        _ => "What customers have told us since shows that it helped.",
    };
}
