using Feedback.Core.Access;
using Feedback.Core.Customers;
using Feedback.Core.Serialization;
using Feedback.Core.Storage;

namespace Feedback.Core.Intake;

/// <summary>Stores one posted feedback. What follows reads the change feed.</summary>
public sealed class CollectFeedback(IDocumentStore store, CustomerKeys customers, TimeProvider time)
{
    private static readonly TimeSpan BusyFor = TimeSpan.FromMilliseconds(200);
    private static readonly int Many = 2 * Environment.ProcessorCount;

    private int _inFlight;
    private long _busyAt = time.GetTimestamp() - time.TimestampFrequency;

    /// <summary>
    /// Whether more feedback waits for the store than the processors could serve at once, or did a moment ago: the store answers in groups, so the number at any one moment says little.
    /// </summary>
    public bool IsBusy => time.GetElapsedTime(Volatile.Read(ref _busyAt)) < BusyFor;

    /// <summary>Stores a feedback, once.</summary>
    /// <param name="posted">The feedback, valid.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="idempotencyKey">The sender's name of the request, when it gave one and the event has none.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>The record's id and state; or what is wrong with the feedback for this source. Returns only after the write is durable.</returns>
    public async Task<Collected> AcceptAsync(PostedFeedback posted, Source source, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        if (!string.Equals(posted.Source, source.Id, StringComparison.Ordinal))
            return Collected.Refuse(CollectOutcome.ForeignSource, "source", $"must be \"{source.Id}\": a source posts under its own name only");
        if ((posted.Touchpoint ?? source.Touchpoint) is not { } touchpoint)
            return Collected.Refuse(CollectOutcome.Invalid, "touchpoint", "is required: this source has no touchpoint of its own");

        var now = time.GetUtcNow();
        var record = new FeedbackRecord
        {
            Id = posted.SourceEventId is { } eventId ? FeedbackId.OfEvent(source.Id, eventId)
                : idempotencyKey is not null ? FeedbackId.OfRequest(source.Id, idempotencyKey)
                : FeedbackId.Random(now),
            Source = source.Id,
            SourceEventId = posted.SourceEventId,
            Touchpoint = touchpoint,
            Silo = source.Silo,
            Channel = posted.Channel,
            OccurredAt = posted.OccurredAt ?? now,
            ReceivedAt = now,
            Customer = posted.Customer,
            CustomerKey = posted.Customer is { } customer ? customers.KeyOf(customer) : null,
            Text = posted.Text,
            Language = posted.Language,
            Ratings = posted.Ratings,
            Attributes = posted.Attributes,
            State = FeedbackState.Received,
        };

        var key = new DocumentKey(record.Id, record.Id);
        if (await CreateAsync(new(key, Json.Serialize(record, CoreJson.Default.FeedbackRecord)), cancellationToken))
            return new(CollectOutcome.Accepted, record.Id, FeedbackState.Received, null);

        var known = await store.GetAsync(Containers.Feedback, key, cancellationToken);
        var state = known is null ? FeedbackState.Received : Json.Read(known, CoreJson.Default.FeedbackRecord).State;
        return new(CollectOutcome.Duplicate, record.Id, state, null);
    }

    private async Task<bool> CreateAsync(DocumentWrite document, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _inFlight) > Many)
            Volatile.Write(ref _busyAt, time.GetTimestamp());
        try
        {
            return (await store.CreateAsync(Containers.Feedback, document, cancellationToken)).Written;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}

/// <summary>What became of a posted feedback.</summary>
/// <param name="Outcome">In one word.</param>
/// <param name="Id">The feedback's id, when it is stored.</param>
/// <param name="State">The state of the stored record.</param>
/// <param name="Errors">What is wrong, when it was refused.</param>
public readonly record struct Collected(CollectOutcome Outcome, string? Id, FeedbackState State, FieldErrors? Errors)
{
    internal static Collected Refuse(CollectOutcome outcome, string field, string message) =>
        new(outcome, null, default, FieldErrors.Of(field, message));
}

/// <summary>What became of a posted feedback, in one word.</summary>
public enum CollectOutcome
{
    /// <summary>It is stored.</summary>
    Accepted,

    /// <summary>It was stored before; nothing was written.</summary>
    Duplicate,

    /// <summary>It is not valid for this source.</summary>
    Invalid,

    /// <summary>It names another source.</summary>
    ForeignSource,
}
