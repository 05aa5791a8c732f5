namespace Feedback.Core.Storage;

/// <summary>The store cannot do it now (throttled, unreachable, disk busy); trying again later may help.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the store could not do.</param>
    /// <param name="innerException">The engine's own error.</param>
    /// <param name="retryAfter">How long the engine asks to wait, when it says so.</param>
    public StoreUnavailableException(string message, Exception? innerException = null, TimeSpan? retryAfter = null)
        : base(message, innerException) => RetryAfter = retryAfter;

    /// <summary>How long the engine asks to wait, when it says so.</summary>
    public TimeSpan? RetryAfter { get; }
}
