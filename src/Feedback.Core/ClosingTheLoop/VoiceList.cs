using Feedback.Core.Customers;
using Feedback.Core.Mail;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.ClosingTheLoop;

/// <summary>Lists the customers behind a ticket, whether they may be written to, and whether they were notified. By key: an address is never listed.</summary>
public sealed class VoiceList(FindVoices voices, IDocumentStore store)
{
    /// <summary>Counts all of them.</summary>
    public async Task<VoiceCounts> CountAsync(Ticket ticket, CancellationToken cancellationToken = default)
    {
        var (all, _) = await RunAsync(ticket, int.MaxValue - 1, null, cancellationToken);
        return new(
            all.Count,
            all.Count(entry => entry.Contact == Contact.Yes),
            all.Count(entry => entry.Notice?.State == NoticeState.Sent),
            all.Count(entry => entry.Notice?.State is NoticeState.Sending or NoticeState.Waiting),
            all.Count(entry => entry.Notice?.State is NoticeState.Refused or NoticeState.Uncertain));
    }

    /// <summary>One page, who spoke last first.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="limit">How many at most, from 1.</param>
    /// <param name="after">Where the page before ended; <c>null</c> to start.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<VoicePage> RunAsync(Ticket ticket, int limit, FeedbackCursor? after, CancellationToken cancellationToken = default)
    {
        var found = (await voices.OfAsync(ticket, cancellationToken)).Where(voice => after is null || voice.Place.IsOlderThan(after)).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        var documents = (await store.GetManyAsync(Containers.Customers,
            [.. page.Select(voice => ProfileStore.KeyOf(voice.Customer)), .. page.Select(voice => CustomerNotice.KeyOf(voice.Customer, ticket.Id))],
                cancellationToken))
            .ToDictionary(document => document.Key);
        return new([.. page.Select(Entry)], found.Count > limit ? page[^1].Place : null);

        VoiceEntry Entry(Voice voice)
        {
            var profile = documents.TryGetValue(ProfileStore.KeyOf(voice.Customer), out var known) ? ProfileStore.Read(known) : null;
            var notice = documents.TryGetValue(CustomerNotice.KeyOf(voice.Customer, ticket.Id), out var noted)
                ? Json.Read(noted, CustomersJson.Default.CustomerNotice) : null;
            return new(voice, ContactRule.Of(profile), notice);
        }
    }
}

/// <summary>How many voices a ticket has, and what became of notifying them.</summary>
/// <param name="Voices">Customers behind the ticket.</param>
/// <param name="Contactable">Those of them who may be written to.</param>
/// <param name="Told">Those who were notified.</param>
/// <param name="Waiting">Those who are being notified, or will be again.</param>
/// <param name="Failed">Those who could not be notified, or of whom nobody knows whether they were.</param>
public sealed record VoiceCounts(int Voices, int Contactable, int Told, int Waiting, int Failed);

/// <summary>A page of voices.</summary>
/// <param name="Items">The voices.</param>
/// <param name="Next">Where to go on; <c>null</c> at the end.</param>
public sealed record VoicePage(IReadOnlyList<VoiceEntry> Items, FeedbackCursor? Next);

/// <summary>A voice and what is known of its customer.</summary>
/// <param name="Voice">The voice.</param>
/// <param name="Contact">Whether the customer may be written to.</param>
/// <param name="Notice">The state of the notification; <c>null</c> if there is none.</param>
public sealed record VoiceEntry(Voice Voice, Contact Contact, CustomerNotice? Notice);
