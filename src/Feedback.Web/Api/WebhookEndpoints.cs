using Feedback.Core.Access;
using Feedback.Core.Intake;
using Feedback.Core.Observability;
using Feedback.Core.Requests;
using Feedback.Core.Storage;
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
            .ProducesProblems(400, 401, 403, 404, 413, 415, 503);

    public static async Task<IResult> PostAsync(
        string source, HttpContext context, SourceRegistry sources, FeedbackReader reader, CollectFeedback collect, SourceActivityLog activity,
            PipelineMetrics metrics, TimeProvider time)
    {
        using var body = await RequestBody.ReadAsync(context.Request);
        if (body.RefusedWith != 0)
            return body.ToProblem();
        if (await sources.RecallAsync(source, context.RequestAborted) is not ({ } record, var isRemembered))
            return await UnknownAsync(context);
        if (await RefuseAsync(context, record, sources, body, time) is { } refusal)
        {
            // The source may have been given new secrets since it was seen: nobody can say that it is not the sender.
            return isRemembered ? throw new StoreUnavailableException("The source's current secrets cannot be read.") : Refuse(refusal, "unauthorized");
        }

        if (!context.Request.IsJson())
            return Refuse(Problems.WrongType(ContentTypes.Json), "wrong-content-type");
        var webhookId = context.Request.Headers["webhook-id"].ToString();
        return reader.Read(body.Bytes, defaultSource: record.Id, out var errors) is { } posted
            ? await CollectEndpoints.AcceptAsync(context, posted, record.ToSource(), webhookId.Length == 0 ? null : webhookId, collect, activity, metrics)
            : Refuse(Problems.Invalid(errors), "invalid");

        IResult Refuse(IResult problem, string reason) => CollectEndpoints.Refuse(problem, reason, record.Id, activity, metrics);
    }

    /// <summary>What is wrong with a request's credentials; <c>null</c> when they are the source's.</summary>
    private static async Task<IResult?> RefuseAsync(HttpContext context, SourceRecord source, SourceRegistry sources, RequestBody body, TimeProvider time)
    {
        var headers = context.Request.Headers;
        if (headers.Authorization.Count > 0 && !headers.ContainsKey("webhook-signature"))
        {
            if (!(await context.AuthenticateAsync()).Succeeded)
                return Unauthorized(context, "The key is not known.");
            return context.Features.Get<Caller>()?.Source?.Id == source.Id ? null
                : Problems.ForeignSource(FieldErrors.Of("source", "does not match the key"));
        }

        var check = WebhookSignature.Check(sources.SigningSecretsOf(source), headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"],
            body.Bytes, time.GetUtcNow());
        return check switch
        {
            WebhookCheck.Valid => null,
            WebhookCheck.NoId => Unauthorized(context, "The webhook-id header is missing or has more than 256 characters."),
            WebhookCheck.NoTimestamp => Unauthorized(context, "The webhook-timestamp header is missing or is not a number of seconds."),
            WebhookCheck.NoSignature => Unauthorized(context, "The webhook-signature header is missing."),
            WebhookCheck.OutsideTolerance =>
                Unauthorized(context,
                    "The webhook-timestamp header is more than 5 minutes off: the sender's clock is wrong, or the request is a replay."),
            _ => Unauthorized(context, "The webhook-signature header holds no valid signature of this body with the source's secret."),
        };
    }

    private static ProblemHttpResult Unauthorized(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Unauthorized(detail);
    }

    /// <summary>
    /// A manager, who may know the sources, learns that there is none of that name; anybody else learns no more than from a wrong signature.
    /// </summary>
    private static async Task<IResult> UnknownAsync(HttpContext context) =>
        (await context.AuthenticateAsync()).Succeeded
            ? Problems.NotFound("There is no source with this name.")
            : Unauthorized(context, "The webhook-signature header holds no valid signature of this body with the source's secret.");
}
