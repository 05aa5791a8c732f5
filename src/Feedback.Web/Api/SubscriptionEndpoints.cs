using System.Net.Sockets;
using System.Text.Json.Serialization;
using Feedback.Core.Subscriptions;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;
using Feedback.Web.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Feedback.Web.Api;

/// <summary>Where managers say which department is notified of which ticket events, and see whether it was.</summary>
internal static class SubscriptionEndpoints
{
    // A name server that does not answer must not keep a manager waiting: every connection checks again.
    private static readonly TimeSpan ResolvePatience = TimeSpan.FromSeconds(3);

    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/subscriptions").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Subscriptions");
        var id = Parameter.InPath("id", "The subscription's name.");
        group.MapPost("", CreateAsync).WithName("createSubscription").WithSummary("Subscribe to ticket events; the signing secret is shown once")
            .WithDescription("Ticket events from now on are posted to `url`, signed as Standard Webhooks specifies. An address in a private network is "
                + "rejected.")
            .Accepts("The subscription. A filter that is left out lets everything through.",
                BodyContent.Of(SubscriptionReader.Shape, Examples.PostedSubscription))
            .Produces(201, "Created.", () => AppJson.Default.NewSubscriptionView, () => Examples.NewSubscription)
            .ProducesProblems(400, 409, 413, 415);
        group.MapGet("", ListAsync).WithName("listSubscriptions").WithSummary("List the subscriptions and their states")
            .WithDescription("In order of name.")
            .WithParameters(Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of subscriptions.", () => AppJson.Default.ListingSubscriptionView, () => Examples.SubscriptionList)
            .ProducesProblems(400);
        group.MapGet("/{id}", GetAsync).WithName("getSubscription").WithSummary("Get a subscription and its state")
            .WithDescription("Its secret cannot be read again.")
            .WithParameters(id)
            .Produces(200, "The subscription.", () => AppJson.Default.SubscriptionView, () => Examples.Subscription)
            .ProducesProblems(404);
        group.MapDelete("/{id}", DeleteAsync).WithName("deleteSubscription").WithSummary("Delete a subscription and its pending deliveries")
            .WithDescription("Nothing more is sent.")
            .WithParameters(id)
            .AnswersNothing(204, "Deleted.")
            .ProducesProblems(404);
        group.MapPost("/{id}/rotate", RotateAsync).WithName("rotateSubscription")
            .WithSummary("Rotate a subscription's secret; the old one signs too for 24 hours")
            .WithDescription("During the overlap `webhook-signature` holds both signatures, so the receiver can switch without a gap.")
            .WithParameters(id)
            .Produces(200, "The new secret, shown once.", () => AppJson.Default.NewSubscriptionView, () => Examples.NewSubscription)
            .ProducesProblems(404);
        group.MapPost("/{id}/enable", EnableAsync).WithName("enableSubscription").WithSummary("Enable a subscription again and send what is pending")
            .WithDescription("A subscription is disabled when it answers 410, or when every delivery has failed for 24 hours. Meanwhile its events are kept, "
                + "for 30 days.")
            .WithParameters(id)
            .Produces(200, "The subscription.", () => AppJson.Default.SubscriptionView, () => Examples.Subscription)
            .ProducesProblems(404);
        group.MapPost("/{id}/replay", ReplayAsync).WithName("replaySubscription").WithSummary("Send the events of a period again, with the same ids")
            .WithDescription("The events of the last 30 days that were recorded for this subscription, delivered or not. A receiver recognises what it "
                + "already has by `webhook-id`.")
            .WithParameters(id)
            .Accepts("The period; `to` is now by default.", BodyContent.Of(ReplayReader.Shape, Examples.PostedReplay))
            .Produces(202, "The events will be sent.", () => AppJson.Default.ReplayView, () => Examples.Replay)
            .ProducesProblems(400, 404, 413, 415);
        group.MapGet("/{id}/deliveries", DeliveriesAsync).WithName("listDeliveries")
            .WithSummary("List a subscription's deliveries, past and pending, latest event first")
            .WithDescription("Kept for 30 days.")
            .WithParameters(id, Parameter.DeliveryState, Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of deliveries.", () => AppJson.Default.ListingDeliveryView, () => Examples.DeliveryList)
            .ProducesProblems(400, 404);
    }

    public static async Task<IResult> CreateAsync(HttpContext context, SubscriptionReader reader, WebhookHosts hosts, SubscriptionRegistry subscriptions)
    {
        var body = await PostedJson.ReadAsync(context.Request, reader.Read);
        if (body.Value is not { } posted)
            return body.Problem;
        if (!await MayPointToAsync(posted.Url, hosts, context.RequestAborted))
            return Problems.Invalid("url", AddressPolicy.Refusal);
        if (await subscriptions.CreateAsync(posted, context.RequestAborted) is not { } created)
            return Problems.Conflict("There is already a subscription with this name.");
        context.Response.Headers.Location = $"/v1/subscriptions/{created.Id}";
        return Secret(context, created, StatusCodes.Status201Created);
    }

    public static async Task<IResult> ListAsync(HttpRequest request, SubscriptionRegistry subscriptions, DeliveryLog deliveries,
        CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var (limit, after) = (query.Limit(), query.NameCursor());
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        var found = await subscriptions.ListAsync(after, limit + 1, cancellationToken);
        var views = new List<SubscriptionView>();
        foreach (var subscription in found.Take(limit))
            views.Add(await ViewAsync(subscription, deliveries, cancellationToken));
        return TypedResults.Json(new(views, found.Count > limit ? found[limit - 1].Id : null), AppJson.Default.ListingSubscriptionView);
    }

    public static async Task<IResult> GetAsync(string id, SubscriptionRegistry subscriptions, DeliveryLog deliveries, CancellationToken cancellationToken) =>
        await subscriptions.FindAsync(id, cancellationToken) is { } subscription
            ? TypedResults.Json(await ViewAsync(subscription, deliveries, cancellationToken), AppJson.Default.SubscriptionView)
            : NotFound();

    public static async Task<IResult> DeleteAsync(string id, SubscriptionRegistry subscriptions, CancellationToken cancellationToken) =>
        await subscriptions.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : NotFound();

    public static async Task<IResult> RotateAsync(string id, HttpContext context, SubscriptionRegistry subscriptions) =>
        await subscriptions.RotateAsync(id, context.RequestAborted) is { } rotated ? Secret(context, rotated, StatusCodes.Status200OK) : NotFound();

    public static async Task<IResult> EnableAsync(string id, SubscriptionRegistry subscriptions, DeliveryLog deliveries, CancellationToken cancellationToken) =>
        await subscriptions.EnableAsync(id, cancellationToken) is { } enabled
            ? TypedResults.Json(await ViewAsync(enabled, deliveries, cancellationToken), AppJson.Default.SubscriptionView)
            : NotFound();

    public static async Task<IResult> ReplayAsync(string id, HttpContext context, SubscriptionRegistry subscriptions, DeliveryLog deliveries, TimeProvider time)
    {
        if (await subscriptions.FindAsync(id, context.RequestAborted) is null)
            return NotFound();
        if (!context.Request.IsJson())
            return Problems.WrongType(ContentTypes.Json);
        using var body = await RequestBody.ReadAsync(context.Request);
        if (body.RefusedWith != 0)
            return body.ToProblem();
        if (ReplayReader.Read(body.Bytes, time.GetUtcNow(), out var errors) is not { } period)
            return Problems.Invalid(errors);
        var events = await deliveries.ReplayAsync(id, period.From, period.To, context.RequestAborted);
        return TypedResults.Json(new ReplayView(period.From, period.To, events), AppJson.Default.ReplayView, statusCode: StatusCodes.Status202Accepted);
    }

    public static async Task<IResult> DeliveriesAsync(string id, HttpRequest request, SubscriptionRegistry subscriptions, DeliveryLog deliveries,
        CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(id, cancellationToken) is not { } subscription)
            return NotFound();
        var query = new Query(request);
        var (state, limit, after) = (query.Word<DeliveryState>("state"), query.Limit(), query.NameCursor());
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        var found = await deliveries.ListAsync(id, state, after, limit + 1, cancellationToken);
        return TypedResults.Json(
            Listing.Of(found, limit, delivery => DeliveryView.Of(delivery, subscription), last => last.Id),
            AppJson.Default.ListingDeliveryView);
    }

    /// <summary>A name that does not resolve now is let through: it may be set up later, and every connection checks what it resolves to then.</summary>
    private static async Task<bool> MayPointToAsync(Uri url, WebhookHosts hosts, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ResolvePatience);
        try
        {
            await hosts.ResolveAsync(url.IdnHost, limit.Token);
            return true;
        }
        catch (AddressRefusedException)
        {
            return false;
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return true;
        }
    }

    private static async Task<SubscriptionView> ViewAsync(Subscription subscription, DeliveryLog deliveries, CancellationToken cancellationToken) =>
        SubscriptionView.Of(subscription, (await deliveries.PendingAsync(subscription.Id, cancellationToken)).Count);

    private static JsonHttpResult<NewSubscriptionView> Secret(HttpContext context, Subscription subscription, int status)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(NewSubscriptionView.Of(subscription), AppJson.Default.NewSubscriptionView, statusCode: status);
    }

    private static ProblemHttpResult NotFound() => Problems.NotFound("There is no subscription with this name.");
}

/// <summary>Whether a subscription is notified of events.</summary>
internal enum SubscriptionState
{
    [JsonStringEnumMemberName("enabled")] Enabled,
    [JsonStringEnumMemberName("disabled")] Disabled,
}

/// <summary>A subscription as managers see it.</summary>
internal sealed record SubscriptionView(
    string Id, string Url, IReadOnlyList<string>? Silos, IReadOnlyList<string>? Stages, int MinPriority, IReadOnlyList<string>? Events,
        DateTimeOffset CreatedAt,
    SubscriptionState State, string? DisabledBecause, DateTimeOffset? DisabledAt, DateTimeOffset? LastSuccessAt, DateTimeOffset? LastFailureAt,
        DateTimeOffset? FailingSince, int Pending)
{
    public static SubscriptionView Of(Subscription subscription, int pending) => new(
        subscription.Id, subscription.Url, subscription.Filter.Silos, subscription.Filter.Stages, subscription.Filter.MinPriority, subscription.Filter.Events,
            subscription.CreatedAt,
        subscription.IsEnabled ? SubscriptionState.Enabled : SubscriptionState.Disabled, subscription.DisabledBecause, subscription.DisabledAt,
        subscription.LastSuccessAt, subscription.LastFailureAt, subscription.FailingSince, pending);
}

/// <summary>A subscription with its new secret, shown only once.</summary>
internal sealed record NewSubscriptionView(
    string Id, string Url, IReadOnlyList<string>? Silos, IReadOnlyList<string>? Stages, int MinPriority, IReadOnlyList<string>? Events,
        DateTimeOffset CreatedAt, string SigningSecret)
{
    public static NewSubscriptionView Of(Subscription subscription) => new(
        subscription.Id, subscription.Url, subscription.Filter.Silos, subscription.Filter.Stages, subscription.Filter.MinPriority, subscription.Filter.Events,
            subscription.CreatedAt,
        subscription.SigningSecrets[^1].Value);
}

/// <summary>What is sent again.</summary>
internal sealed record ReplayView(DateTimeOffset From, DateTimeOffset To, int Events);

/// <summary>A delivery as managers see it.</summary>
/// <param name="Id">The header <c>webhook-id</c>.</param>
internal sealed record DeliveryView(
    string Id, string Event, string Ticket, DateTimeOffset At, DeliveryState State, int Attempts, DateTimeOffset? LastAttemptAt, int? LastStatus,
        string? LastFault,
    DateTimeOffset? NextAttemptAt, DateTimeOffset? DeliveredAt)
{
    public static DeliveryView Of(Delivery delivery, Subscription subscription) => new(
        delivery.Event, delivery.Type, delivery.Ticket, delivery.At, delivery.State, delivery.Attempts, delivery.LastAttemptAt, delivery.LastStatus,
            delivery.LastFault,
        !subscription.IsEnabled ? null : subscription.HoldUntil > delivery.NextAttemptAt ? subscription.HoldUntil : delivery.NextAttemptAt,
            delivery.DeliveredAt);
}
