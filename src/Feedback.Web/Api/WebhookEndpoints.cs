using Feedback.Core.Access;
using Feedback.Core.Intake;
using Feedback.Core.Observability;
using Feedback.Core.Requests;
using Feedback.Core.Storage;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Feedback.Web.Api;

/// <summary>
/// Where sources send webhooks in the house's own format, signed as Standard Webhooks asks, or with the source's key. The <c>webhook-id</c> is the event's
/// idempotency: a replay within the tolerance is a duplicate, one beyond it is refused.
/// </summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/webhooks/{source}", PostAsync)
            .AllowAnonymous() // The signature is the authentication; it is over the body, so it is checked below.
            .WithName("postWebhook").WithSummary("Post one feedback as a signed webhook").WithTags("Collect")
            .WithDescription("The body is a feedback; `source` may be left out. Signed as Standard Webhooks specifies, or sent with the source's key. A "
                + "redelivery is a duplicate; a timestamp more than 5 minutes off the server's clock is rejected. "
                + "The signature is that of the body before it was compressed. " + CollectEndpoints.Compressed)
            .IsSigned()
            .WithParameters(Parameter.InPath("source", "The source's name."))
            .Accepts("One feedback.", BodyContent.Of(FeedbackReader.ShapeOfWebhook, Examples.PostedWebhook))
            .Produces(202, "Accepted, now or earlier.", () => AppJson.Default.AcceptedFeedback, () => Examples.Accepted)
            .ProducesProblems(400, 401, 403, 404, 413, 415);

    public static async Task<IResult> PostAsync(
        string source, HttpContext context, SourceRegistry sources, FeedbackReader reader, CollectFeedback collect, SourceActivityLog activity,
            PipelineMetrics metrics, WrongKeys wrong, TimeProvider time)
    {
        // Before the body is read, and before the name is looked at: who has no credentials costs nothing, and learns nothing about the name.
        if (await WhyNotAsync(context, time) is { } early)
            return early;
        using var body = await RequestBody.ReadAsync(context.Request);
        if (body.RefusedWith != 0)
            return body.ToProblem();
        if (await sources.RecallAsync(source, context.RequestAborted) is not ({ } record, var isRemembered))
            return Unknown(context, sources, body, wrong, time);
        if (WhyNot(context, record, sources, body, wrong, time) is { } refusal)
        {
            // The source may have been given new secrets since it was seen: nobody can say that it is not the sender.
            if (isRemembered)
                throw new StoreUnavailableException("The source's current secrets cannot be read.");
            // Anybody can send this in the source's name, so it is not counted as the source's.
            metrics.Rejected("unauthorized");
            return refusal;
        }

        if (!context.Request.IsJson())
            return Refuse(Problems.WrongType(ContentTypes.Json), "wrong-content-type");
        var webhookId = context.Request.Headers["webhook-id"].ToString();
        return reader.Read(body.Bytes, defaultSource: record.Id, out var errors) is { } posted
            ? await CollectEndpoints.AcceptAsync(context, posted, record.ToSource(), webhookId.Length == 0 ? null : webhookId, collect, activity, metrics)
            : Refuse(Problems.Invalid(errors), "invalid");

        IResult Refuse(IResult problem, string reason) => CollectEndpoints.Refuse(problem, reason, record.Id, activity, metrics);
    }

    /// <summary>What is wrong with a request's credentials as far as its headers tell; <c>null</c> when nothing is.</summary>
    private static async Task<IResult?> WhyNotAsync(HttpContext context, TimeProvider time)
    {
        var headers = context.Request.Headers;
        if (BringsKey(headers))
            return (await context.AuthenticateAsync()).Succeeded ? null : Unauthorized(context, "The key is not known.");
        return WebhookSignature.CheckHeaders(headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"], time.GetUtcNow()) is { } fault
            ? Unauthorized(context, Describe(fault)) : null;
    }

    /// <summary>What is wrong with a request's credentials; <c>null</c> when they are the source's.</summary>
    private static ProblemHttpResult? WhyNot(HttpContext context, SourceRecord source, SourceRegistry sources, RequestBody body, WrongKeys wrong,
        TimeProvider time)
    {
        if (BringsKey(context.Request.Headers))
            return context.Features.Get<Caller>()?.Source?.Id == source.Id ? null : Foreign();
        return WhyNotSigned(context, sources.SigningSecretsOf(source), body, wrong, time);
    }

    private static ProblemHttpResult? WhyNotSigned(HttpContext context, IReadOnlyList<string> secrets, RequestBody body, WrongKeys wrong, TimeProvider time)
    {
        var headers = context.Request.Headers;
        var check = WebhookSignature.Check(secrets, headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"], body.Bytes,
            time.GetUtcNow());
        return check == WebhookCheck.Valid ? null
            : wrong.NoteSignature(context) == StatusCodes.Status429TooManyRequests ? Problems.OfStatus(StatusCodes.Status429TooManyRequests)
            : Unauthorized(context, Describe(check));
    }

    private static bool BringsKey(IHeaderDictionary headers) => headers.Authorization.Count > 0 && !headers.ContainsKey("webhook-signature");

    private static string Describe(WebhookCheck fault) => fault switch
    {
        WebhookCheck.NoId => "The webhook-id header is missing or has more than 256 characters.",
        WebhookCheck.NoTimestamp => "The webhook-timestamp header is missing or is not a number of seconds.",
        WebhookCheck.NoSignature => "The webhook-signature header is missing.",
        WebhookCheck.OutsideTolerance => "The webhook-timestamp header is more than 5 minutes off: the sender's clock is wrong, or the request is a replay.",
        _ => "The webhook-signature header holds no valid signature of this body with the source's secret.",
    };

    private static ProblemHttpResult Foreign() => Problems.ForeignSource(FieldErrors.Of("source", "does not match the key"));

    private static ProblemHttpResult Unauthorized(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Features.Get<KeyRefusal>()?.Status == StatusCodes.Status429TooManyRequests
            ? Problems.OfStatus(StatusCodes.Status429TooManyRequests) : Problems.Unauthorized(detail);
    }

    /// <summary>
    /// Who may know the sources learns that there is none of that name; another source learns as much as from one that is not its own, and anybody else no more
    /// than from a wrong signature.
    /// </summary>
    private static ProblemHttpResult Unknown(HttpContext context, SourceRegistry sources, RequestBody body, WrongKeys wrong, TimeProvider time) =>
        !BringsKey(context.Request.Headers) ? WhyNotSigned(context, sources.SigningSecretsOfNobody(), body, wrong, time)!
        : context.Features.Get<Caller>() is { Kind: KeyKind.Source } ? Foreign()
        : Problems.NotFound("There is no source with this name.");
}
