using Feedback.Core.Records;
using Feedback.Core.Tickets;

namespace Feedback.Web.Api;

/// <summary>A feedback was mapped.</summary>
internal sealed record FeedbackMappedEvent(
    string Id, string Source, string Touchpoint, DateTimeOffset OccurredAt, Sentiment Sentiment, IReadOnlyList<FeedbackMappedOpinion> Opinions);

/// <summary>Where one of its opinions lies.</summary>
internal sealed record FeedbackMappedOpinion(
    string Journey, string Stage, string? Theme, string HeardBy, string? OwnedBy, IReadOnlyList<string> Segments, Sentiment Sentiment);

/// <summary>A ticket was raised or changed.</summary>
/// <param name="Action">What was done to it; of <c>ticket.changed</c> the last thing, and when its version was seen before there is new evidence alone.</param>
/// <param name="Version">The ticket's version then: what stands in its <c>ETag</c>.</param>
internal sealed record TicketChangedEvent(
    string Id, string Journey, string Theme, string Stage, TicketState State, string Title, string OwnedBy, long Customers, DateTimeOffset UpdatedAt,
        TicketAction Action, int Version, bool CustomersEstimated);
