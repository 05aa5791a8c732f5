namespace Feedback.Web.Api;

/// <summary>
/// The memory for bodies that are still arriving, shared by all requests. Where it is full, the body that has been under way longest makes room, first one
/// that nobody vouches for: who sends at an ordinary pace is done within moments and is not touched, however many others send slowly.
/// </summary>
/// <param name="mostBytes">How many bytes are held at most.</param>
/// <param name="longest">How long one body may take, from its first bytes on. It is a limit on the whole: an average rate lets a patient sender hold on for an
/// hour.</param>
internal sealed class BodyRoom(long mostBytes, TimeSpan longest)
{
    public const long UsualBytes = 48 << 20;
    public static readonly TimeSpan UsualLongest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly LinkedList<ArrivingBody> _arriving = [];
    private long _held;

    public TimeSpan Longest => longest;

    /// <summary>How many bytes are held now.</summary>
    public long Held
    {
        get
        {
            lock (_lock)
                return _held;
        }
    }

    /// <summary>Notes how much of a body is held now.</summary>
    public void Hold(ArrivingBody body, long bytes)
    {
        lock (_lock)
        {
            if (body.IsEvicted)
                return;
            if (body.Place.List is null)
                _arriving.AddLast(body.Place);
            _held += bytes - body.Held;
            body.Held = bytes;
            while (_held > mostBytes)
            {
                var oldest = _arriving.FirstOrDefault(other => !other.IsVouchedFor) ?? _arriving.First!.Value;
                Remove(oldest);
                oldest.Evict();
            }
        }
    }

    /// <summary>A body has arrived, or comes no more.</summary>
    public void Leave(ArrivingBody body)
    {
        lock (_lock)
        {
            if (body.Place.List is not null)
                Remove(body);
        }
    }

    private void Remove(ArrivingBody body)
    {
        _arriving.Remove(body.Place);
        _held -= body.Held;
        body.Held = 0;
    }
}

/// <summary>One body while it is read. A body that comes in one piece, as nearly all do, costs nothing here.</summary>
internal sealed class ArrivingBody : IDisposable
{
    private readonly HttpContext _context;
    private CancellationTokenSource? _ends;
    private CancellationTokenRegistration _cancels;
    private BodyRoom? _room;

    public ArrivingBody(HttpRequest request)
    {
        _context = request.HttpContext;
        Place = new(this);
    }

    public LinkedListNode<ArrivingBody> Place { get; }

    public long Held { get; set; }

    public bool IsEvicted { get; private set; }

    /// <summary>Whether it is known who sends it.</summary>
    public bool IsVouchedFor => _context.User.Identity?.IsAuthenticated == true;

    /// <summary>The status to refuse it with when its reading was ended; else 0.</summary>
    public int RefusedWith => _ends is not { IsCancellationRequested: true } ? 0
        : IsEvicted ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status408RequestTimeout;

    /// <summary>Some of it is here and more is to come. Until the first bytes are here the listener waits no more than seconds for a silent sender.</summary>
    public void Hold(long bytes)
    {
        if (_room is null)
        {
            _room = _context.RequestServices.GetRequiredService<BodyRoom>();
            _ends = new(_room.Longest);
            // A read that the reader gives back unfinished leaves it whole, and the listener can read off what is still being sent; one that throws does not.
            _cancels = _ends.Token.Register(_context.Request.BodyReader.CancelPendingRead);
        }

        _room.Hold(this, bytes);
    }

    /// <summary>It makes room for others. Its reader learns that in its own time, not within the lock of the room.</summary>
    public void Evict()
    {
        IsEvicted = true;
        _ = _ends!.CancelAsync();
    }

    public void Dispose()
    {
        _room?.Leave(this);
        // Waits for a cancellation that is under way: it must not meet the next request of the connection.
        _cancels.Dispose();
        _ends?.Dispose();
    }
}
