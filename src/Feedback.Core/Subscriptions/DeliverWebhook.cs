using System.Text;
using Feedback.Core.Access;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Subscriptions;

/// <summary>
/// Makes one attempt at one delivery. It is claimed under its ETag first, so of several that try, one sends; one that is never heard of again lets it fall due
/// once more. A subscriber may thus get an event twice, under one <c>webhook-id</c>, but never misses one.
/// </summary>
public sealed class DeliverWebhook(SubscriptionRegistry subscriptions, DeliveryLog deliveries, PostWebhook post, TimeProvider time,
    ILogger<DeliverWebhook> logger)
{
    private static readonly TimeSpan UntilOthersHaveIt = TimeSpan.FromSeconds(1);

    /// <summary>Sends a delivery, if it is due and may be sent.</summary>
    /// <returns>How both stand now; <c>null</c> for what is no longer there.</returns>
    public async Task<(Subscription? Subscription, Delivery? Delivery)> AttemptAsync(string subscriptionId, string deliveryId,
        CancellationToken cancellationToken)
    {
        var subscription = await subscriptions.FindAsync(subscriptionId, cancellationToken);
        var found = await deliveries.FindAsync(subscriptionId, deliveryId, cancellationToken);
        var now = time.GetUtcNow();
        if (subscription is null || found is not { } known || !subscription.MaySendAt(now) || !known.Delivery.IsDueAt(now))
            return (subscription, found?.Delivery);

        var claimed = known.Delivery.Claimed(now);
        if (await deliveries.ReplaceAsync(subscriptionId, claimed, known.ETag, cancellationToken) is not { } claim)
            return (subscription, known.Delivery with { NextAttemptAt = now + UntilOthersHaveIt });

        WebhookAnswer answer;
        try
        {
            // What is not signed is not sent: the receiver could not tell it from anybody's.
            answer = subscription.SecretsAt(now).Count > 0 ? await post(Sign(subscription, claimed, now), cancellationToken)
                : new(null, "the signing secret cannot be read, because the key that it was encrypted with is gone: rotate it");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops: at its next start the delivery is due as if nothing had been.
            await deliveries.ReplaceAsync(subscriptionId, known.Delivery, claim, CancellationToken.None);
            throw;
        }

        return await (answer.Arrived ? ArrivedAsync(subscription, claimed, claim, answer) : FailedAsync(subscription, claimed, claim, answer));
    }

    private static WebhookRequest Sign(Subscription subscription, Delivery delivery, DateTimeOffset now)
    {
        var (body, seconds) = (Encoding.UTF8.GetBytes(delivery.Body), now.ToUnixTimeSeconds());
        var signatures = subscription.SecretsAt(now).Select(secret => WebhookSignature.Sign(secret, delivery.Event, seconds, body));
        return new(new(subscription.Url), delivery.Event, seconds, string.Join(' ', signatures), body);
    }

    private async Task<(Subscription?, Delivery?)> ArrivedAsync(Subscription subscription, Delivery claimed, string claim, WebhookAnswer answer)
    {
        var at = time.GetUtcNow();
        var arrived = claimed.Arrived(at, answer.Status!.Value);
        var written = await deliveries.ReplaceAsync(subscription.Id, arrived, claim, CancellationToken.None);
        return (await subscriptions.ChangeAsync(subscription.Id, known => known.Succeeded(at), CancellationToken.None),
            await StandingAsync(subscription, arrived, written));
    }

    private async Task<(Subscription?, Delivery?)> FailedAsync(Subscription subscription, Delivery claimed, string claim, WebhookAnswer answer)
    {
        var at = time.GetUtcNow();
        var hold = answer.Hold is { } asked ? at + (asked < RetrySchedule.LongestHold ? asked : RetrySchedule.LongestHold) : (DateTimeOffset?)null;
        var after = await subscriptions.ChangeAsync(
            subscription.Id,
            known => answer.Unwanted ? known.Disabled(at, "the subscriber answered 410 Gone") : known.Failed(at, hold),
            CancellationToken.None);
        if (after is { IsEnabled: false, DisabledAt: { } disabledAt } && disabledAt == at)
            logger.LogWarning("Disabled the subscription {Subscription}: {Reason}. Its events are kept for {Days} days", after.Id, after.DisabledBecause,
                Delivery.Kept.TotalDays);

        // What is left when a subscription is disabled waits for it to be enabled; only a subscriber that takes other events has one given up.
        var next = at + RetrySchedule.After(claimed.Attempts, $"{subscription.Id}\n{claimed.Id}") ?? (after is { IsEnabled: false } ? at : null);
        var failed = claimed.Failed(answer, next < hold ? hold : next);
        if (failed.State == DeliveryState.Abandoned)
            logger.LogWarning("Gave up notifying {Subscription} of {Event} ({Ticket}) after {Attempts} attempts", subscription.Id, failed.Event, failed.Ticket,
                failed.Attempts);
        return (after, await StandingAsync(subscription, failed, await deliveries.ReplaceAsync(subscription.Id, failed, claim, CancellationToken.None)));
    }

    /// <summary>The delivery as it was written; as it stands when somebody wanted it sent again meanwhile.</summary>
    private async Task<Delivery?> StandingAsync(Subscription subscription, Delivery written, string? etag) =>
        etag is not null ? written : (await deliveries.FindAsync(subscription.Id, written.Id, CancellationToken.None))?.Delivery;
}
