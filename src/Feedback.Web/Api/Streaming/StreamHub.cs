using Feedback.Core.Intake;
using Feedback.Core.Storage;

namespace Feedback.Web.Api;

/// <summary>
/// Reads the change feeds once for all streams, as long as there are any, and hands each page to all of them as the same bytes: many who follow cost hardly
/// more than one. While feedback comes in at a rate it reads less often, in larger pages: a customer waits for intake, and nobody for this.
/// </summary>
internal sealed partial class StreamHub(
    IDocumentStore store, CollectFeedback intake, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<StreamHub> logger) : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan IdleWhileBusy = TimeSpan.FromSeconds(1);

    // Who comes back within this time finds it going on.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    // Who comes back reads for itself what it missed; a herd of them is not to stand in the way of intake.
    private const int MostCatchingUp = 4;

    private readonly SemaphoreSlim _catchingUp = new(MostCatchingUp);
    private readonly Lock _gate = new();
    private Reading? _reading;

    /// <summary>Where a client left off; <c>null</c> for one that is new or comes with an id that this store never gave.</summary>
    public async Task<StreamPlace?> FindPlaceAsync(string lastEventId, CancellationToken cancellationToken)
    {
        if (StreamPlace.TryParse(lastEventId, time.GetUtcNow()) is not { } place)
            return null;
        try
        {
            await store.ReadChangesAsync(Containers.Feedback, place.Feedback, 1, cancellationToken);
            await store.ReadChangesAsync(Containers.Tickets, place.Tickets, 1, cancellationToken);
            return place;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What happened from a place on.</summary>
    public EventPages PagesFrom(StreamPlace place) => new(store, time, place);

    /// <summary>Reads a page of one that catches up, when it is its turn.</summary>
    public async Task<EventPage> ReadAsync(EventPages pages, CancellationToken cancellationToken)
    {
        await _catchingUp.WaitAsync(cancellationToken);
        try
        {
            return await pages.ReadAsync(cancellationToken);
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    /// <summary>Follows from now on.</summary>
    public async Task<StreamSubscription> JoinAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Reading reading;
            lock (_gate)
            {
                if (_reading is null)
                {
                    _reading = new();
                    _ = Task.Run(() => RunAsync(_reading), CancellationToken.None);
                }

                reading = _reading;
            }

            await reading.Started.Task.WaitAsync(cancellationToken);
            lock (_gate)
            {
                if (reading != _reading)
                    continue;
                var joined = new StreamSubscription(reading.Place!, Leave);
                reading.Joined.Add(joined);
                return joined;
            }
        }
    }

    public void Dispose() => _catchingUp.Dispose();

    private void Leave(StreamSubscription subscription)
    {
        lock (_gate)
            _reading?.Joined.Remove(subscription);
    }

    private async Task RunAsync(Reading reading)
    {
        Exception? fault = null;
        try
        {
            var stopping = lifetime.ApplicationStopping;
            var pages = new EventPages(store, time, await StreamPlace.NowAsync(store, time.GetUtcNow(), stopping));
            reading.Place = pages.Place;
            reading.Started.SetResult();
            var usedAt = time.GetTimestamp();
            while (true)
            {
                var page = await pages.ReadAsync(stopping);
                lock (_gate)
                {
                    reading.Place = page.Next;
                    reading.Joined.RemoveWhere(joined => !joined.Offer(page));
                    if (reading.Joined.Count > 0)
                        usedAt = time.GetTimestamp();
                    else if (time.GetElapsedTime(usedAt) > Linger)
                    {
                        _reading = null;
                        return;
                    }
                }

                if (page.IsLast)
                    await Task.Delay(intake.IsBusy ? IdleWhileBusy : Idle, time, stopping);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or StoreUnavailableException or ObjectDisposedException)
        {
            // The streams end, and whoever followed comes back.
            fault = exception;
        }
        catch (Exception exception)
        {
            fault = exception;
            Failed(exception);
        }
        finally
        {
            End(reading, fault);
        }
    }

    private void End(Reading reading, Exception? fault)
    {
        lock (_gate)
        {
            if (_reading == reading)
                _reading = null;
            foreach (var joined in reading.Joined)
                joined.End();
        }

        if (fault is OperationCanceledException)
            reading.Started.TrySetCanceled();
        else if (fault is not null)
            reading.Started.TrySetException(fault);
    }

    [LoggerMessage(LogLevel.Error, "The streams of events ended")]
    private partial void Failed(Exception exception);

    private sealed class Reading
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public StreamPlace? Place { get; set; }

        public HashSet<StreamSubscription> Joined { get; } = [];
    }
}
