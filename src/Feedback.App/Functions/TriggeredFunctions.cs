using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Feedback.Core.Access;
using Feedback.Core.Intake;
using Feedback.Core.Language;
using Feedback.Core.Observability;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;
using Feedback.Web.Api;

namespace Feedback.App.Functions;

/// <summary>From what the triggers bring to the handlers of the pipeline, and back to what the output bindings send.</summary>
internal sealed class TriggeredFunctions(IServiceProvider services, ChangedDocuments changed, IDocumentStore store, TimeProvider time,
    ILogger<TriggeredFunctions> logger)
{
    // Within the five minutes for which a message is locked to us: a batch's locks are not renewed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // What Service Bus takes in one message is 256 KB; the problem and the escapes want their part.
    private const int LongestQuotedMessage = 100_000;

    /// <summary>Stores one feedback that came by the queue. What can never be valid goes to a queue of its own, with the problem; while the store is down the
    /// message stays.</summary>
    public async Task<InvocationAnswer> CollectFromQueueAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var message = invocation.Text("message");
        var metrics = services.GetRequiredService<PipelineMetrics>();
        var activity = services.GetRequiredService<SourceActivityLog>();
        FieldErrors? errors = null;
        PostedFeedback? posted = null;
        if (Encoding.UTF8.GetByteCount(message) > RequestLimits.BodyBytes)
            errors = FieldErrors.Of(FieldErrors.Body, $"must have at most {RequestLimits.BodyBytes:#,0} bytes");
        else if (services.GetRequiredService<FeedbackReader>().Read(Encoding.UTF8.GetBytes(message), defaultSource: null, out var faults) is not { } read)
            errors = faults;
        else
            posted = read;
        if (posted is null)
            return Rejected(errors!, source: null);

        return await PatientlyAsync(async () =>
        {
            if (await services.GetRequiredService<SourceRegistry>().FindAsync(posted.Source, cancellationToken) is not { } source)
                return Rejected(FieldErrors.Of("source", "is not a known source: create the source before it sends"), source: null);
            var collected = await services.GetRequiredService<CollectFeedback>()
                .TakeInAsync(posted, source.ToSource(), invocation.Metadata("MessageId"), SentAt(invocation), cancellationToken);
            if (collected.Errors is { } refused)
                return Rejected(refused, source.Id);
            CollectEndpoints.Count(collected.Outcome, source.Id, activity, metrics);
            return InvocationAnswer.Nothing;
        }, cancellationToken);

        InvocationAnswer Rejected(FieldErrors faults, string? source)
        {
            metrics.Rejected("invalid");
            if (source is not null)
                activity.Note(source, 0, 0, errors: 1);
            var rejected = new RejectedMessage(invocation.Metadata("MessageId"), faults.ToDictionary(), message.Length > LongestQuotedMessage ? null : message);
            return InvocationAnswer.Of("rejected", [JsonSerializer.Serialize(rejected, InvocationJson.Default.RejectedMessage)]);
        }
    }

    /// <summary>
    /// Projects the signals of what has changed, and names what is received to the queue: by its id alone, so no customer's word waits there. Neither a record
    /// that came in nor its first analysis is read for that: what the host gives tells which they are.
    /// </summary>
    public async Task<InvocationAnswer> RelayFeedbackAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var given = changed.Given(invocation.Elements("documents")).ToLookup(ProcessFeedback.IsChange);
        var read = await changed.ReadAsync(Containers.Feedback, [.. given[true]], cancellationToken);
        var received = await services.GetRequiredService<ProcessFeedback>().RelayAsync([.. given[false], .. read], cancellationToken);
        return InvocationAnswer.Of("analysis",
            [.. received.Select(id => JsonSerializer.Serialize(new PendingAnalysis(id), InvocationJson.Default.PendingAnalysis))]);
    }

    /// <summary>
    /// Analyses what the queue names. No message fails: the host could only give the whole batch back, and soon bury all of it. What cannot be done in time
    /// stays received, from where <see cref="RequeueStalled"/> takes it.
    /// </summary>
    public async Task<InvocationAnswer> AnalyseFeedbackAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var keys = invocation.Elements("messages").Select(IdOf).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => new DocumentKey(id, id))
            .ToList();
        var process = services.GetRequiredService<ProcessFeedback>();
        try
        {
            await PatientlyAsync(async () =>
            {
                await AnalyseAsync(keys);
                return true;
            }, cancellationToken);
        }
        catch (Exception exception) when (exception is LanguageUnavailableException or StoreUnavailableException)
        {
            logger.LogWarning(exception, "Some of {Count} feedback could not be analysed in time; they stay received and are queued again", keys.Count);
        }

        return InvocationAnswer.Nothing;

        async Task AnalyseAsync(IReadOnlyList<DocumentKey> some)
        {
            try
            {
                await process.AnalyseAsync(await store.GetManyAsync(Containers.Feedback, some, cancellationToken), cancellationToken);
            }
            catch (Exception exception) when (exception is not (LanguageUnavailableException or StoreUnavailableException or OperationCanceledException))
            {
                if (some.Count == 1)
                {
                    logger.LogError(exception, "Feedback {Feedback} could not be analysed; it stays received and is queued again", some[0].Id);
                    return;
                }

                foreach (var key in some)
                    await AnalyseAsync([key]);
            }
        }
    }

    /// <summary>Hands changes to a processor.</summary>
    public async Task<InvocationAnswer> HandleAsync(Processor processor, Invocation invocation, CancellationToken cancellationToken)
    {
        var items = invocation.Elements("documents");
        var documents = processor.Gather > 0 ? changed.Named(items) : await changed.ReadAsync(processor.Container, items, cancellationToken);
        await processor.HandleAsync(services, documents, cancellationToken);
        return InvocationAnswer.Nothing;
    }

    /// <summary>Hands tickets that changed to all that follow them, and sends their events to the topic.</summary>
    public async Task<InvocationAnswer> PublishTicketsAsync(IEnumerable<Processor> processors, Invocation invocation, CancellationToken cancellationToken)
    {
        var documents = await changed.ReadAsync(Containers.Tickets, invocation.Elements("documents"), cancellationToken);
        foreach (var processor in processors)
            await processor.HandleAsync(services, documents, cancellationToken);
        List<Ticket> tickets = [.. documents.Select(ReadTicket).OfType<Ticket>()];
        var messages = await services.GetRequiredService<TicketEventPublisher>().OfAsync(tickets, cancellationToken);
        return InvocationAnswer.Of("topic",
            [.. messages.Select(message => Encoding.UTF8.GetString(Json.Serialize(message, SubscriptionsJson.Default.TicketMessage)))]);
    }

    /// <summary>When the queue took the message in. The host writes it in whole seconds: to be early by less than one errs on the side of an erasure.</summary>
    private static DateTimeOffset? SentAt(Invocation invocation) => invocation.Time("EnqueuedTime") ?? invocation.Time("EnqueuedTimeUtc");

    /// <summary>Tries again while the store or the language service is down: a message that is given back comes again at once, and after some times
    /// never.</summary>
    private async Task<T> PatientlyAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (exception is LanguageUnavailableException or StoreUnavailableException)
            {
                var wait = (exception as LanguageUnavailableException)?.RetryAfter ?? (exception as StoreUnavailableException)?.RetryAfter ?? pause;
                if (time.GetElapsedTime(started) + wait > Patience)
                    throw;
                logger.LogWarning("{Reason}; retrying in {Wait}", exception.Message, wait);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    private string? IdOf(JsonElement message)
    {
        if (message.ValueKind == JsonValueKind.Object && message.TryGetProperty("feedback", out var id) && id is { ValueKind: JsonValueKind.String }
            && FeedbackId.IsValid(id.GetString()!))
            return id.GetString();
        // Nothing of ours sends such a message.
        logger.LogError("A message in the analysis queue names no feedback and is dropped");
        return null;
    }

    private Ticket? ReadTicket(Document document)
    {
        try
        {
            return Json.Read(document, TicketsJson.Default.Ticket);
        }
        catch (JsonException exception)
        {
            logger.LogError(exception, "Ticket {Ticket} cannot be read and is not sent to the topic", document.Key.Id);
            return null;
        }
    }
}

/// <summary>A message of the queue for analysis.</summary>
/// <param name="Feedback">Its id.</param>
internal sealed record PendingAnalysis([property: JsonPropertyName("feedback")] string Feedback);

/// <summary>A message that can never be accepted, as it stands in the queue of those.</summary>
/// <param name="MessageId">The message's own id.</param>
/// <param name="Errors">What is wrong, by field.</param>
/// <param name="Message">What was sent; <c>null</c> when it is too long to be sent on.</param>
internal sealed record RejectedMessage(
    [property: JsonPropertyName("messageId")] string? MessageId,
    [property: JsonPropertyName("errors")] IReadOnlyDictionary<string, string[]> Errors,
    [property: JsonPropertyName("message")] string? Message);
