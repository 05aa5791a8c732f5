using Feedback.Core.Customers;
using Feedback.Core.Maps;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Voices;

/// <summary>Lists the customers behind a ticket, whether they may be written to, and whether they were told. By key: an address is never listed.</summary>
public sealed class VoiceList(FindVoices voices, IDocumentStore store)
{
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
            [.. page.Select(voice => ProfileStore.KeyOf(voice.Customer)), .. page.Select(voice => CustomerNotice.KeyOf(voice.Customer, ticket.Id))], cancellationToken))
            .ToDictionary(document => document.Key);
        return new([.. page.Select(Entry)], found.Count > limit ? page[^1].Place : null);

        VoiceEntry Entry(Voice voice)
        {
            var profile = documents.TryGetValue(ProfileStore.KeyOf(voice.Customer), out var known) ? ProfileStore.Read(known) : null;
            var notice = documents.TryGetValue(CustomerNotice.KeyOf(voice.Customer, ticket.Id), out var noted) ? Json.Read(noted, CoreJson.Default.CustomerNotice) : null;
            return new(voice, ContactRule.Of(profile), notice);
        }
    }
}

/// <summary>A page of voices.</summary>
/// <param name="Items">The voices.</param>
/// <param name="Next">Where to go on; <c>null</c> at the end.</param>
public sealed record VoicePage(IReadOnlyList<VoiceEntry> Items, FeedbackCursor? Next);

/// <summary>A voice and what is known of its customer.</summary>
/// <param name="Voice">The voice.</param>
/// <param name="Contact">Whether the customer may be written to.</param>
/// <param name="Notice">What became of telling the customer; <c>null</c> when it was not tried.</param>
public sealed record VoiceEntry(Voice Voice, Contact Contact, CustomerNotice? Notice);
