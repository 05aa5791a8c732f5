using System.Threading.Channels;

namespace Feedback.Core.Storage;

/// <summary>
/// Remembers for a few seconds that the store did not answer, so that those who can do without it do not wait for it again. After that one caller at a time
/// finds out whether it is back.
/// </summary>
/// <param name="time">Measures the seconds.</param>
/// <param name="changed">Told once when an outage begins (<c>true</c>), and once when it has ended.</param>
internal sealed class StoreCircuitBreaker(TimeProvider time, Action<bool>? changed = null)
{
    /// <summary>How long the store may take to answer before it counts as away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long it is not asked then.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many ask at once. A client sends only so many requests at a time and lets the others wait: with a batch of a thousand, that wait would be taken for
    /// the store's silence, and all that comes in the next seconds be kept from a store that answers.
    /// </summary>
    public const int AtOnce = 32;

    // Holds one entry for each who asks: where it is full, the next waits to write its own.
    private readonly Channel<bool> _turns = Channel.CreateBounded<bool>(AtOnce);

    // When the store is asked again, by the timestamps of the clock; 0 while it answers.
    private long _nextAt;

    /// <summary>Asks the store, for a short time, unless it has just failed to answer.</summary>
    /// <exception cref="StoreUnavailableException">It did not answer, in time or a moment ago, or others took too long before. What was asked of it may still
    /// happen.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        await WaitForTurnAsync(cancellationToken);
        try
        {
            return await AskNowAsync(ask, cancellationToken);
        }
        finally
        {
            _turns.Reader.TryRead(out _);
        }
    }

    /// <summary>Waits for those who ask already, as long as for an answer; whoever has waited in vain knows nothing about the store.</summary>
    private async Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _turns.Writer.WriteAsync(true, limited.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"The store was busy with others for {Patience.TotalSeconds} seconds.", exception);
        }
    }

    private async Task<T> AskNowAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var next = Volatile.Read(ref _nextAt);
        if (next != 0 && !MayTry(next))
            throw new StoreUnavailableException("The store did not answer a moment ago.");

        using var patience = new CancellationTokenSource(Patience, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // Waited for beside the token, for not every engine heeds one while a request is under way.
            var answer = await ask(limited.Token).WaitAsync(limited.Token);
            // Only who tried again says that it is over: answers to what was asked before it began still come in while it lasts.
            if (next != 0 && Interlocked.Exchange(ref _nextAt, 0) != 0)
                changed?.Invoke(false);
            return answer;
        }
        catch (StoreUnavailableException)
        {
            Begin();
            throw;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            Begin();
            throw new StoreUnavailableException($"The store did not answer within {Patience.TotalSeconds} seconds.", exception);
        }
    }

    private bool MayTry(long next)
    {
        var now = time.GetTimestamp();
        return now >= next && Interlocked.CompareExchange(ref _nextAt, After(now), next) == next;
    }

    private void Begin()
    {
        if (Interlocked.Exchange(ref _nextAt, After(time.GetTimestamp())) == 0)
            changed?.Invoke(true);
    }

    private long After(long now) => now + (long)(Pause.TotalSeconds * time.TimestampFrequency);
}
