using System.Threading.RateLimiting;

namespace Feedback.Web.Api;

/// <summary>How many streams there may be: each holds a connection and is written to all the time.</summary>
internal sealed class StreamSeats : IDisposable
{
    /// <summary>All together.</summary>
    public const int Most = 200;

    /// <summary>With one key, or of one person who is signed in.</summary>
    public const int MostOfOneCaller = 50;

    private readonly ConcurrencyLimiter _all = new(new() { PermitLimit = Most, QueueLimit = 0 });
    private readonly PartitionedRateLimiter<string> _own = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetConcurrencyLimiter(caller, _ => new() { PermitLimit = MostOfOneCaller, QueueLimit = 0 }));

    /// <summary>Takes a seat, which is given back when it is disposed of.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="refusal">The status to answer with when there is none.</param>
    public IDisposable? Take(string caller, out int refusal)
    {
        refusal = 0;
        var own = _own.AttemptAcquire(caller);
        if (!own.IsAcquired)
        {
            refusal = StatusCodes.Status429TooManyRequests;
            return null;
        }

        var one = _all.AttemptAcquire();
        if (one.IsAcquired)
            return new Seat(own, one);
        own.Dispose();
        refusal = StatusCodes.Status503ServiceUnavailable;
        return null;
    }

    public void Dispose()
    {
        _all.Dispose();
        _own.Dispose();
    }

    private sealed class Seat(RateLimitLease own, RateLimitLease one) : IDisposable
    {
        public void Dispose()
        {
            one.Dispose();
            own.Dispose();
        }
    }
}
