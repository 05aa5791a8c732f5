using System.Collections.Concurrent;
using Feedback.Core.Access;
using Feedback.Core.Customers;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Intake;

/// <summary>Stores posted feedback; while the store does not answer, leaves it in the inbox, where there is one. What follows reads the change feed.</summary>
public sealed class CollectFeedback(IDocumentStore store, CustomerKeys customers, ErasureClock erasures, TimeProvider time, ILogger<CollectFeedback> logger,
    IFeedbackInbox? inbox = null)
{
    private static readonly TimeSpan BusyFor = TimeSpan.FromMilliseconds(200);
    private static readonly int Many = 2 * Environment.ProcessorCount;

    private readonly StoreCircuitBreaker _breaker = new(time, began =>
    {
        if (began)
            logger.LogWarning("The store does not accept feedback; until it does, feedback goes to the inbox");
        else
            logger.LogInformation("The store accepts feedback again");
    });

    private int _inFlight;
    private long _busyAt = time.GetTimestamp() - time.TimestampFrequency;

    /// <summary>
    /// Whether more feedback waits for the store than the processors could serve at once, or did a moment ago: the store answers in groups, so the number at
    /// any one moment says little.
    /// </summary>
    public bool IsBusy => time.GetElapsedTime(Volatile.Read(ref _busyAt)) < BusyFor;

    /// <summary>Accepts a feedback, once.</summary>
    /// <param name="posted">The feedback, valid.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="idempotencyKey">The sender's name of the request, when it gave one and the event has none.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>The record's id and state, with <see cref="CollectOutcome.OtherBody"/> where the name stands for another feedback; or what is wrong with
    /// the feedback for this source. Returns only after the write is durable, in the store or in the inbox.</returns>
    /// <exception cref="StoreUnavailableException">Neither took it in.</exception>
    public async Task<Collected> AcceptAsync(PostedFeedback posted, Source source, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        var id = idempotencyKey is null ? null : FeedbackId.OfRequest(source.Id, idempotencyKey);
        if (Refuse(posted, source, out var touchpoint) is { } refused)
            return refused;
        var record = RecordOf(posted, source, touchpoint, id, time.GetUtcNow());
        try
        {
            var collected = await StoreSoonAsync(record, cancellationToken);
            return collected.Outcome == CollectOutcome.Duplicate && id == record.Id && await IsOtherAsync(record, posted, cancellationToken)
                ? collected with { Outcome = CollectOutcome.OtherBody } : collected;
        }
        catch (StoreUnavailableException exception) when (inbox is not null)
        {
            await LeaveAsync([Message(posted, record)], exception, cancellationToken);
            return Queued(record);
        }
    }

    /// <summary>Accepts many, each as by itself: a refused one never spoils the others.</summary>
    /// <returns>What became of each, in order.</returns>
    /// <exception cref="StoreUnavailableException">Some were taken in neither by the store nor by the inbox.</exception>
    public async Task<IReadOnlyList<Collected>> AcceptAsync(IReadOnlyList<PostedFeedback> posted, Source source, CancellationToken cancellationToken = default)
    {
        var left = new ConcurrentQueue<InboxMessage>();
        StoreUnavailableException? outage = null;
        var collected = await Task.WhenAll(posted.Select(AcceptOneAsync));
        if (outage is not null)
            await LeaveAsync([.. left], outage, cancellationToken);
        return collected;

        async Task<Collected> AcceptOneAsync(PostedFeedback one)
        {
            if (Refuse(one, source, out var touchpoint) is { } refused)
                return refused;
            var record = RecordOf(one, source, touchpoint, null, time.GetUtcNow());
            try
            {
                return await StoreSoonAsync(record, cancellationToken);
            }
            catch (StoreUnavailableException exception) when (inbox is not null)
            {
                left.Enqueue(Message(one, record));
                outage = exception;
                return Queued(record);
            }
        }
    }

    /// <summary>Stores a feedback that comes out of the inbox, once: one that was left there under the id that its sender was told, and one that its source
    /// sent there itself.</summary>
    /// <param name="posted">The feedback, valid.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="messageId">The message's id. It names the request, where the event has no id, and is the same when the message is delivered again.</param>
    /// <param name="sentAt">When the inbox took the message in: the feedback is received since then, and an erasure that came later covers it. <c>null</c> when
    /// nobody knows.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>As <see cref="AcceptAsync(PostedFeedback, Source, string, CancellationToken)"/> does, but never <see cref="CollectOutcome.Queued"/>.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot do it now; the message stays.</exception>
    public async Task<Collected> TakeInAsync(PostedFeedback posted, Source source, string? messageId, DateTimeOffset? sentAt,
        CancellationToken cancellationToken = default)
    {
        if (Refuse(posted, source, out var touchpoint) is { } refused)
            return refused;
        var id = InboxMessage.FeedbackIn(messageId) ?? (messageId is null ? null : FeedbackId.OfRequest(source.Id, messageId));
        var now = time.GetUtcNow();
        return await StoreAsync(RecordOf(posted, source, touchpoint, id, sentAt < now ? sentAt.Value : now), cancellationToken);
    }

    private static Collected? Refuse(PostedFeedback posted, Source source, out string touchpoint)
    {
        touchpoint = posted.Touchpoint ?? source.Touchpoint ?? "";
        return !string.Equals(posted.Source, source.Id, StringComparison.Ordinal)
                ? Collected.Refuse(CollectOutcome.ForeignSource, "source", $"must be \"{source.Id}\": a source can only post under its own name")
            : touchpoint.Length == 0 ? Collected.Refuse(CollectOutcome.Invalid, "touchpoint", "is required: this source has no touchpoint of its own")
            : null;
    }

    private FeedbackRecord RecordOf(PostedFeedback posted, Source source, string touchpoint, string? requestId, DateTimeOffset receivedAt) => new()
    {
        Id = posted.SourceEventId is { } eventId ? FeedbackId.OfEvent(source.Id, eventId) : requestId ?? FeedbackId.Random(receivedAt),
        Source = source.Id,
        SourceEventId = posted.SourceEventId,
        Touchpoint = touchpoint,
        Silo = source.Silo,
        Channel = posted.Channel,
        OccurredAt = posted.OccurredAt ?? receivedAt,
        ReceivedAt = erasures.ReceivedAt(KeyOf(posted), receivedAt),
        Customer = posted.Customer,
        CustomerKey = KeyOf(posted),
        Text = posted.Text,
        Language = posted.Language,
        Ratings = posted.Ratings,
        Attributes = posted.Attributes,
        State = FeedbackState.Received,
    };

    private string? KeyOf(PostedFeedback posted) => posted.Customer is { } customer ? customers.KeyOf(customer) : null;

    /// <summary>The message says what would be taken for granted now, so that nothing depends on when it is stored.</summary>
    private static InboxMessage Message(PostedFeedback posted, FeedbackRecord record) =>
        InboxMessage.Of(record.Id, posted with { Touchpoint = record.Touchpoint, OccurredAt = record.OccurredAt });

    private static Collected Queued(FeedbackRecord record) => new(CollectOutcome.Queued, record.Id, FeedbackState.Received, null);

    private async Task LeaveAsync(IReadOnlyList<InboxMessage> messages, StoreUnavailableException outage, CancellationToken cancellationToken)
    {
        try
        {
            await inbox!.PutAsync(messages, cancellationToken);
        }
        catch (InboxUnavailableException exception)
        {
            logger.LogError(exception, "The store is unavailable, and the inbox did not accept {Count} feedback either", messages.Count);
            throw new StoreUnavailableException($"{outage.Message} {exception.Message}", exception, outage.RetryAfter);
        }
    }

    /// <summary>With an inbox behind it the store is not waited for: a feedback that it stores late, and that comes out of the inbox as well, is the same
    /// one.</summary>
    private Task<Collected> StoreSoonAsync(FeedbackRecord record, CancellationToken cancellationToken) =>
        inbox is null ? StoreAsync(record, cancellationToken) : _breaker.AskAsync(token => StoreAsync(record, token), cancellationToken);

    private async Task<Collected> StoreAsync(FeedbackRecord record, CancellationToken cancellationToken)
    {
        if (await CreateAsync(Json.Write(FeedbackKey.OfRecord(record.Id), record, RecordsJson.Default.FeedbackRecord), cancellationToken))
            return new(CollectOutcome.Accepted, record.Id, FeedbackState.Received, null);

        var known = await store.GetStoredFeedbackAsync([record.Id], cancellationToken);
        return new(CollectOutcome.Duplicate, record.Id, known is [var found] ? found.Record.State : FeedbackState.Received, null);
    }

    /// <summary>Whether what is stored under the sender's name of the request is another feedback. Of an erased one nobody can tell.</summary>
    private async Task<bool> IsOtherAsync(FeedbackRecord given, PostedFeedback posted, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Feedback, FeedbackKey.OfRecord(given.Id), cancellationToken) is { } document
            && Json.Read(document, RecordsJson.Default.FeedbackRecord) is { ErasedAt: null } known
            && !SaysTheSame(known, given, posted);

    /// <summary>Compares what was sent, not how it was written. What was taken for granted, such as the time of receipt, differs each time.</summary>
    private static bool SaysTheSame(FeedbackRecord known, FeedbackRecord given, PostedFeedback posted) =>
        known.Text == given.Text && known.Ratings == given.Ratings && known.Customer == given.Customer && known.Channel == given.Channel
        && known.Language == given.Language
        && (posted.Touchpoint is null || known.Touchpoint == posted.Touchpoint)
        && (posted.OccurredAt is null || known.OccurredAt == posted.OccurredAt)
        && (known.Attributes?.Count ?? 0) == (given.Attributes?.Count ?? 0)
        && (given.Attributes?.All(pair => known.Attributes!.TryGetValue(pair.Key, out var value) && value == pair.Value) ?? true);

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
/// <param name="Id">The feedback's id, when it was accepted or known.</param>
/// <param name="State">The state of the record; of one that is not stored yet, the one that it will have.</param>
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

    /// <summary>It is in the inbox and will be stored under its id; whether it was stored before, nobody could say.</summary>
    Queued,

    /// <summary>It is not valid for this source.</summary>
    Invalid,

    /// <summary>Another feedback is stored under the sender's name of the request; nothing was written.</summary>
    OtherBody,

    /// <summary>It names another source.</summary>
    ForeignSource,
}
