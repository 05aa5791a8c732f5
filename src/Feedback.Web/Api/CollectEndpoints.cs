using Feedback.Core.Access;
using Feedback.Core.Intake;
using Feedback.Core.Observability;
using Feedback.Core.Requests;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Feedback.Web.Api;

/// <summary>Where sources post feedback.</summary>
internal static class CollectEndpoints
{
    public const string Compressed = "The body may be compressed (`Content-Encoding: gzip` or `deflate`); its limit holds for what comes out.";

    // A thousand items with a hundred faults each would be answered with many times what was sent.
    private const int MostErrorCharacters = 256 << 10;

    private const string IdempotencyKey = "Idempotency-Key";

    public static void MapCollect(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/feedback", PostAsync)
            .RequireAuthorization(Authentication.SourcePolicy)
            .WithName("postFeedback").WithSummary("Post one feedback").WithTags("Collect")
            .WithDescription("Returns 202 once the feedback is stored durably; the analysis follows. Posting the same event again stores nothing and returns "
                + "the same id. On Azure, while the database is unavailable, feedback waits in a queue under its id: until it is stored, reading it returns "
                + "404, and `duplicate` is false even if it was stored before. " + Compressed)
            .WithParameters(Parameter.IdempotencyKey)
            .Accepts("One feedback. Unknown fields are rejected by name.", BodyContent.Of(FeedbackReader.Shape, Examples.PostedFeedback))
            .Produces(202, "Accepted, now or earlier. `Location` is the feedback's address.", () => AppJson.Default.AcceptedFeedback, () =>
                Examples.Accepted)
            .ProducesProblems(400, 409, 413, 415);
        routes.MapPost("/v1/feedback/batch", PostBatchAsync)
            .RequireAuthorization(Authentication.SourcePolicy)
            .WithName("postFeedbackBatch").WithSummary("Post up to 1,000 feedback items").WithTags("Collect")
            .WithDescription("Each item is stored or rejected on its own: one bad item never affects the others. In NDJSON that includes a line that is not "
                + "JSON; an array that is not valid JSON is rejected as a whole. A batch has no `Idempotency-Key` (400): the items have their `sourceEventId`. "
                + Compressed)
            .Accepts("A JSON array, or NDJSON.",
                new BodyContent(ContentTypes.Json, PostedSchemas.Batch, Examples.PostedBatch),
                new BodyContent(ContentTypes.NdJson, PostedSchemas.Lines, Examples.PostedLines))
            .Produces(202, "The result of each item, in order.", () => AppJson.Default.AcceptedBatch, () => Examples.AcceptedBatch)
            .ProducesProblems(400, 413, 415);
    }

    public static async Task<IResult> PostAsync(HttpContext context, FeedbackReader reader, CollectFeedback collect, SourceActivityLog activity,
        PipelineMetrics metrics)
    {
        var source = context.Source();
        if (!context.Request.IsJson())
            return Refuse(Problems.WrongType(ContentTypes.Json), "wrong-content-type");
        if (context.Request.Headers[IdempotencyKey].Count > 1)
            return Refuse(Problems.Invalid(IdempotencyKey, "must be given once"), "invalid");
        var idempotencyKey = context.Request.Headers[IdempotencyKey].ToString();
        if (idempotencyKey.Length > RequestLimits.ForeignId)
            return Refuse(Problems.Invalid(IdempotencyKey, $"must have at most {RequestLimits.ForeignId} characters"), "invalid");

        using var body = await RequestBody.ReadAsync(context.Request);
        if (body.RefusedWith != 0)
            return Refuse(body.ToProblem(), "unreadable-body");
        return reader.Read(body.Bytes, defaultSource: null, out var errors) is { } posted
            ? await AcceptAsync(context, posted, source, idempotencyKey.Length == 0 ? null : idempotencyKey, collect, activity, metrics,
                refuseOther: true)
            : Refuse(Problems.Invalid(errors), "invalid");

        IResult Refuse(IResult problem, string reason) => CollectEndpoints.Refuse(problem, reason, source.Id, activity, metrics);
    }

    /// <summary>Stores one feedback and answers; also what a webhook comes to. Another body under a known name is refused if asked for: a provider that
    /// delivers a webhook again would try for ever.</summary>
    public static async Task<IResult> AcceptAsync(
        HttpContext context, PostedFeedback posted, Source source, string? idempotencyKey, CollectFeedback collect, SourceActivityLog activity,
            PipelineMetrics metrics, bool refuseOther = false)
    {
        var collected = await collect.AcceptAsync(posted, source, idempotencyKey, context.RequestAborted);
        if (collected.Outcome == CollectOutcome.OtherBody)
        {
            if (refuseOther)
                return Refuse(Problems.NameReused(IdempotencyKey), "idempotency-key-reused", source.Id, activity, metrics);
            collected = collected with { Outcome = CollectOutcome.Duplicate };
        }

        if (collected.Errors is { } errors)
        {
            return collected.Outcome == CollectOutcome.ForeignSource
                ? Refuse(Problems.ForeignSource(errors), "foreign-source", source.Id, activity, metrics)
                : Refuse(Problems.Invalid(errors), "invalid", source.Id, activity, metrics);
        }

        Count(collected.Outcome, source.Id, activity, metrics);
        context.Response.Headers.Location = $"/v1/feedback/{collected.Id}";
        return TypedResults.Json(new AcceptedFeedback(collected.Id!, collected.State, collected.Outcome == CollectOutcome.Duplicate),
            AppJson.Default.AcceptedFeedback, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Counts one feedback that was accepted. What waits in the inbox counts as accepted when it comes out of there.</summary>
    public static void Count(CollectOutcome outcome, string source, SourceActivityLog activity, PipelineMetrics metrics)
    {
        var (accepted, duplicates) = (outcome == CollectOutcome.Accepted ? 1 : 0, outcome == CollectOutcome.Duplicate ? 1 : 0);
        activity.Note(source, accepted, duplicates, errors: 0);
        Count(metrics, accepted, duplicates, outcome == CollectOutcome.Queued ? 1 : 0);
    }

    public static async Task<IResult> PostBatchAsync(HttpContext context, FeedbackReader reader, CollectFeedback collect, SourceActivityLog activity,
        PipelineMetrics metrics)
    {
        var source = context.Source();
        if (!context.Request.IsNdJson() && !context.Request.IsJson())
            return Refuse(Problems.WrongType($"{ContentTypes.Json} or {ContentTypes.NdJson}"), "wrong-content-type");

        // Whoever names a request relies on it that it counts once.
        if (context.Request.Headers.ContainsKey(IdempotencyKey))
            return Refuse(Problems.Invalid(IdempotencyKey, "cannot name a batch: give each item a sourceEventId"), "invalid");

        var batch = await PostedBatch.ReadAsync(context.Request, reader);
        if (batch.Problem is not null)
            return Refuse(batch.Problem, "unreadable-body");

        var collected = await collect.AcceptAsync([.. batch.Items.Select(item => item.Feedback).OfType<PostedFeedback>()], source, context.RequestAborted);
        var results = Results(batch.Items, collected);
        var accepted = results.Count(result => result.Outcome == CollectOutcome.Accepted);
        var queued = results.Count(result => result.Outcome == CollectOutcome.Queued);
        var duplicates = results.Count(result => result.Outcome == CollectOutcome.Duplicate);
        var rejected = results.Count - accepted - queued - duplicates;
        Note(activity, source.Id, accepted, duplicates, [.. results.Select(result => result.Problem).OfType<ProblemDetails>()]);
        Count(metrics, accepted, duplicates, queued);
        foreach (var result in results.Where(result => result.Problem is not null))
            metrics.Rejected(result.Outcome == CollectOutcome.ForeignSource ? "foreign-source" : "invalid");
        return TypedResults.Json(new AcceptedBatch(accepted + queued, duplicates, rejected, results), AppJson.Default.AcceptedBatch,
            statusCode: StatusCodes.Status202Accepted);

        IResult Refuse(IResult problem, string reason) => CollectEndpoints.Refuse(problem, reason, source.Id, activity, metrics);
    }

    /// <summary>What became of each item: those that could be read were collected, in their order.</summary>
    private static List<BatchResult> Results(IReadOnlyList<PostedItem> items, IReadOnlyList<Collected> collected)
    {
        var (next, room) = (0, MostErrorCharacters);
        return [.. items.Select((item, index) => item.Feedback is null ? new(index, null, Describe(item.Errors)) { Outcome = CollectOutcome.Invalid }
            : ResultOf(index, collected[next++]))];

        ProblemDetails Describe(FieldErrors errors)
        {
            room -= errors.ToDictionary().Sum(error => error.Key.Length + error.Value.Sum(message => message.Length));
            return room >= 0 ? Problems.Describe(errors) : Problems.DescribeShort();
        }
    }

    private static BatchResult ResultOf(int index, Collected collected)
    {
        var problem = collected.Errors is not { } errors ? null
            : collected.Outcome == CollectOutcome.ForeignSource ? Problems.DescribeForeignSource(errors)
            : Problems.Describe(errors);
        return new(index, collected.Id, problem) { Outcome = collected.Outcome };
    }

    /// <summary>Answers with a problem and counts it, for the source and by its reason.</summary>
    public static IResult Refuse(IResult problem, string reason, string source, SourceActivityLog activity, PipelineMetrics metrics)
    {
        Note(activity, source, 0, 0, [(problem as ProblemHttpResult)?.ProblemDetails]);
        metrics.Rejected(reason);
        return problem;
    }

    /// <summary>Notes what came, and the first fault of each thing that was refused, for whoever runs the source.</summary>
    private static void Note(SourceActivityLog activity, string source, int accepted, int duplicates, IReadOnlyList<ProblemDetails?> problems)
    {
        activity.Note(source, accepted, duplicates, errors: 0);
        var faults = problems.Select(FaultOf).GroupBy(fault => fault).Select(same => (Fault: same.Key, Count: same.Count())).ToList();
        // A batch whose every item has a fault of its own is counted whole, and told of by the most frequent. The first is noted last, and stays as the last.
        var told = faults.OrderByDescending(fault => fault.Count).Take(SourceActivity.MostFaults).ToList();
        if (problems.Count - told.Sum(fault => fault.Count) is > 0 and var others)
            activity.Note(source, 0, 0, others);
        foreach (var ((field, reason), count) in told.OrderByDescending(fault => faults.IndexOf(fault)))
            activity.Note(source, 0, 0, count, reason, field);
    }

    private static (string? Field, string? Reason) FaultOf(ProblemDetails? problem)
    {
        var fault = problem?.Extensions.TryGetValue("errors", out var known) == true && known is IReadOnlyDictionary<string, string[]> faults
            ? faults.FirstOrDefault() : default;
        return (fault.Key == FieldErrors.Body ? null : fault.Key, fault.Value?[0] ?? problem?.Detail ?? problem?.Title);
    }

    private static void Count(PipelineMetrics metrics, int accepted, int duplicates, int queued)
    {
        if (accepted > 0)
            metrics.Accepted(accepted);
        if (duplicates > 0)
            metrics.Duplicate(duplicates);
        if (queued > 0)
            metrics.Queued(queued);
    }
}
