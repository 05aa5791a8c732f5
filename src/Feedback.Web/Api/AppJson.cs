using System.Text.Json.Serialization;
using Feedback.Core.Corrections;
using Feedback.Core.Drivers;
using Feedback.Core.Maps;
using Feedback.Core.Tickets;
using Microsoft.AspNetCore.Mvc;

namespace Feedback.Web.Api;

/// <summary>The generated serialisers of everything that the API answers and reads.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AcceptedFeedback))]
[JsonSerializable(typeof(AcceptedBatch))]
[JsonSerializable(typeof(FeedbackView))]
[JsonSerializable(typeof(Listing<FeedbackView>))]
[JsonSerializable(typeof(CorrectionCounts))]
[JsonSerializable(typeof(Listing<JourneyDefinitionView>))]
[JsonSerializable(typeof(JourneyDefinitionView))]
[JsonSerializable(typeof(JourneyMapView))]
[JsonSerializable(typeof(Series))]
[JsonSerializable(typeof(JourneyDrivers))]
[JsonSerializable(typeof(JourneyChange))]
[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(Listing<Ticket>))]
[JsonSerializable(typeof(TicketCandidatesView))]
[JsonSerializable(typeof(VoiceView))]
[JsonSerializable(typeof(Listing<VoiceView>))]
[JsonSerializable(typeof(FoundCustomers))]
[JsonSerializable(typeof(CustomerView))]
[JsonSerializable(typeof(TimelineEntryView))]
[JsonSerializable(typeof(Listing<TimelineEntryView>))]
[JsonSerializable(typeof(SourceView))]
[JsonSerializable(typeof(Listing<SourceView>))]
[JsonSerializable(typeof(NewSourceView))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(Listing<KeyView>))]
[JsonSerializable(typeof(NewKeyView))]
[JsonSerializable(typeof(SubscriptionView))]
[JsonSerializable(typeof(Listing<SubscriptionView>))]
[JsonSerializable(typeof(NewSubscriptionView))]
[JsonSerializable(typeof(ReplayView))]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(Listing<DeliveryView>))]
[JsonSerializable(typeof(WrittenDigestView))]
[JsonSerializable(typeof(Listing<DigestEntryView>))]
[JsonSerializable(typeof(DigestRecipientView))]
[JsonSerializable(typeof(Listing<DigestRecipientView>))]
[JsonSerializable(typeof(DigestSendingView))]
[JsonSerializable(typeof(FeedbackMappedEvent))]
[JsonSerializable(typeof(TicketChangedEvent))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class AppJson : JsonSerializerContext;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">The cursor of the next page; <c>null</c> at the end.</param>
internal sealed record Listing<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Makes pages.</summary>
internal static class Listing
{
    /// <summary>A page of what was found, which is one more than the page takes where there is another.</summary>
    public static Listing<TView> Of<T, TView>(IReadOnlyList<T> found, int limit, Func<T, TView> view, Func<T, string> cursor) =>
        new([.. found.Take(limit).Select(view)], found.Count > limit ? cursor(found[limit - 1]) : null);
}
