namespace Feedback.Core.Subscriptions;

/// <summary>One signed webhook, ready to be posted.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Id">The header <c>webhook-id</c>.</param>
/// <param name="Timestamp">The header <c>webhook-timestamp</c>: seconds since 1970 of this attempt.</param>
/// <param name="Signatures">The header <c>webhook-signature</c>.</param>
/// <param name="Body">The body.</param>
public sealed record WebhookRequest(Uri Url, string Id, long Timestamp, string Signatures, ReadOnlyMemory<byte> Body);

/// <summary>What became of a webhook.</summary>
/// <param name="Status">The HTTP status; <c>null</c> when there was no answer.</param>
/// <param name="Fault">Why it failed; <c>null</c> when it did not.</param>
/// <param name="RetryAfter">How long the subscriber asks to wait.</param>
public sealed record WebhookAnswer(int? Status, string? Fault = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the subscriber has it.</summary>
    public bool Arrived => Status is >= 200 and < 300;

    /// <summary>Whether the subscriber wants nothing more: 410 Gone.</summary>
    public bool Unwanted => Status == 410;

    /// <summary>How long the subscriber, who is too busy (429 or 503), asks to be left alone.</summary>
    public TimeSpan? Hold => Status is 429 or 503 ? RetryAfter : null;
}

/// <summary>Posts a webhook. Never throws but for cancellation: what went wrong is in the answer.</summary>
public delegate Task<WebhookAnswer> PostWebhook(WebhookRequest request, CancellationToken cancellationToken);
