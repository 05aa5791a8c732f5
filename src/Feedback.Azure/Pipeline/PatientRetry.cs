using Azure.Core;
using Azure.Core.Pipeline;

namespace Feedback.Azure.Pipeline;

/// <summary>
/// Azure.Core's retry, which waits as long as the service asks, however long that is; this one gives up at once where it asks for more than a limit, so that
/// the caller learns of it and does something else meanwhile.
/// </summary>
internal sealed class PatientRetry(int retries, TimeSpan delay, TimeSpan longestWait, TimeProvider time)
    : RetryPolicy(retries, DelayStrategy.CreateExponentialDelayStrategy(delay, longestWait))
{
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => !AsksForMore(message) && base.ShouldRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        !AsksForMore(message) && await base.ShouldRetryAsync(message, exception);

    private bool AsksForMore(HttpMessage message) => message.HasResponse && RetryAfter.Of(message.Response, time) > longestWait;
}
