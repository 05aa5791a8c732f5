using System.Threading.Channels;

namespace Feedback.Web.Api;

/// <summary>One stream's place at the <see cref="StreamHub"/>. Pages wait here while the client takes its time; whoever takes too long is let go and comes back
/// with the id of the last event that it saw.</summary>
/// <param name="from">From where on it follows.</param>
/// <param name="leave">Takes it out.</param>
internal sealed class StreamSubscription(StreamPlace from, Action<StreamSubscription> leave) : IDisposable
{
    /// <summary>How many pages may wait.</summary>
    public const int MostWaiting = 32;

    private readonly Channel<EventPage> _pages = Channel.CreateBounded<EventPage>(MostWaiting);
    private readonly CancellationTokenSource _ended = new();

    /// <summary>From where on it follows.</summary>
    public StreamPlace From => from;

    /// <summary>What was read since.</summary>
    public ChannelReader<EventPage> Pages => _pages.Reader;

    /// <summary>It goes on no longer.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Takes a page; <c>false</c> when too many wait already: then it ends.</summary>
    public bool Offer(EventPage page)
    {
        // That nothing happened need not be said twice.
        if ((page.Bytes.IsEmpty && _pages.Reader.Count > 0) || _pages.Writer.TryWrite(page))
            return true;
        End();
        return false;
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        _pages.Writer.TryComplete();
        // Beside the lock under which pages are handed out: who waits for it goes on at once.
        _ = _ended.CancelAsync();
    }

    public void Dispose()
    {
        leave(this);
        _ended.Dispose();
    }
}
