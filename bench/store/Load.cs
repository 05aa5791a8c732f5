using System.Diagnostics;

namespace Feedback.Bench.Store;

/// <summary>What a number of callers in a closed loop, or at a fixed rate together, got out of an operation.</summary>
internal sealed record Load(double PerSecond, double P50, double P99, double P999, double Max)
{
    /// <summary>Calls an operation again and again for a time; latencies are milliseconds.</summary>
    /// <param name="callers">How many callers at once.</param>
    /// <param name="time">For how long.</param>
    /// <param name="operation">One call; answers how much it did.</param>
    /// <param name="rate">Calls a second by all callers together; <c>null</c> for as fast as they can. A call's latency counts from when it was due.</param>
    public static async Task<Load> RunAsync(int callers, TimeSpan time, Func<Task<int>> operation, double? rate = null)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var results = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var latencies = new List<long>(1 << 14);
            var done = 0L;
            var gap = rate is { } perSecond ? Stopwatch.Frequency * callers / perSecond : 0;
            for (var n = 0; ; n++)
            {
                var due = Stopwatch.GetTimestamp();
                if (rate is not null)
                {
                    var planned = start + (long)(gap * (n + (double)caller / callers));
                    // Timers tick once a millisecond at best: wait while ahead, catch up when behind. What the timer is late by is
                    // not the store's, so a call that was waited for counts from when it was made.
                    if (planned > due)
                    {
                        await Task.Delay(1);
                        due = Stopwatch.GetTimestamp();
                    }
                }
                if (due >= end)
                    break;
                done += await operation();
                latencies.Add(Stopwatch.GetTimestamp() - due);
            }
            return (latencies, done);
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var all = results.SelectMany(result => result.latencies).Order().ToArray();
        return new Load(results.Sum(result => result.done) / seconds, At(0.5), At(0.99), At(0.999), At(1));

        double At(double quantile) => all.Length == 0 ? double.NaN : all[(int)Math.Min(all.Length - 1, quantile * all.Length)] * 1000.0 / Stopwatch.Frequency;
    }
}
