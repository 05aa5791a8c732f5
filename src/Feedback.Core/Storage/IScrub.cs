namespace Feedback.Core.Storage;

/// <summary>
/// Sees to it that what was deleted or written over is gone from the engine's files too, not only from the answers of the store. An engine whose files nobody
/// here can reach does nothing: its operator's deletion does (docs/erasure.md).
/// </summary>
public interface IScrub
{
    /// <summary>Scrubs. Doing it again does no harm.</summary>
    /// <param name="traces">
    /// Bytes that must not be found in the engine's files afterwards, each at least 8 of them: the engine looks for them, and where it finds one it takes the
    /// slower and surer way. <c>null</c> when nobody knows them any more: it takes that way without looking.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StoreUnavailableException">It cannot be done now; trying again may help.</exception>
    Task ScrubAsync(IReadOnlyCollection<ReadOnlyMemory<byte>>? traces, CancellationToken cancellationToken = default);
}
