using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Privacy;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Digests;

/// <summary>
/// Writes a digest in words. What customers said is read and masked at this very moment, whenever that is, and what was erased since is left out.
/// </summary>
public sealed class WriteDigest(JourneyCatalogue journeys, TicketQuery tickets, TicketAsks asks, IDocumentStore store,
    CompanyCalendar? calendar = null)
{
    /// <summary>The digest in words.</summary>
    /// <exception cref="KeyNotFoundException">Its journey is no longer defined.</exception>
    public async Task<DigestLetter> RunAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        var journey = journeys.Find(digest.Journey) ?? throw new KeyNotFoundException($"there is no journey {digest.Journey}");
        var known = (await tickets.OfJourneyAsync(journey.Id, cancellationToken)).ToDictionary(ticket => ticket.Id, StringComparer.Ordinal);
        var text = new DigestText(journey, digest, known, calendar);
        DigestSection?[] sections =
        [
            text.Moves(), text.BetweenSilos(), text.NewTickets(), text.Surges(), text.Ageing(), text.Outcomes(),
            await AsksAsync(text, digest, known, cancellationToken),
            await QuotesAsync(text, digest, cancellationToken),
            text.Stages(), text.Unowned(),
        ];
        return new(text.Subject, text.Title, text.When, text.Headline, text.Scores, text.Notice, text.Quiet, [.. sections.OfType<DigestSection>()]);
    }

    private async Task<DigestSection?> AsksAsync(DigestText text, Digest digest, Dictionary<string, Ticket> known, CancellationToken cancellationToken)
    {
        var items = new List<DigestItem>();
        foreach (var asked in digest.Asks)
        {
            if (known.GetValueOrDefault(asked.Ticket) is { } ticket
                && await asks.ReadAsync(ticket with { Evidence = ticket.Evidence with { Asking = [asked.Feedback] } }, cancellationToken) is [var ask, ..])
                items.Add(new(Tidy(ask.Text), $"About {text.About(ticket)}, {text.Day(ask.OccurredAt)}", $"feedback/{ask.Feedback}"));
        }

        return items.Count == 0 || digest.IsQuiet ? null : new(DigestPart.Asks, "What customers asked for", null, items);
    }

    private async Task<DigestSection?> QuotesAsync(DigestText text, Digest digest, CancellationToken cancellationToken)
    {
        var records = await store.GetFeedbackAsync(digest.Quotes.Select(quote => quote.Feedback), cancellationToken);
        List<DigestItem> items = [.. digest.Quotes
            .Where(quote => records.TryGetValue(quote.Feedback, out var record) && record.Text?.Length >= quote.Start + quote.Length)
            .Select(quote => (Quote: quote, Record: records[quote.Feedback]))
            .Select(pair => new DigestItem(
                Tidy(pair.Record.Masked(new(pair.Quote.Start, pair.Quote.Length))),
                $"{(pair.Quote.Theme is { } theme ? $"{text.Theme(new(theme, pair.Quote.Stage))}, at" : "At")} “{text.Stage(pair.Quote.Stage)}”; "
                    + $"{Where(pair.Record.Touchpoint)}, {text.Day(pair.Record.OccurredAt)}",
                $"feedback/{pair.Quote.Feedback}", pair.Quote.Good ? DigestTone.Good : DigestTone.Bad))];
        return items.Count == 0 ? null : new(DigestPart.Quotes, "In customers’ own words", null, items);
    }

    /// <summary>One line, as a mail and a page show it.</summary>
    private static string Tidy(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Where(string touchpoint) => touchpoint switch
    {
        "store" => "in store",
        "web" => "online",
        "service" => "to customer service",
        "product" => "about a product",
        "marketing" => "about marketing",
        _ => string.Create(CultureInfo.InvariantCulture, $"about {touchpoint}"),
    };
}
