namespace Feedback.App.Local;

/// <summary>
/// When the pipeline gives way: a customer waits for the answer of intake, while the pipeline's work lies safely on disk. It rests only while the processors
/// are short: where feedback merely waits for the disk, as it does at any rate, a pipeline that rests helps nobody and falls behind.
/// </summary>
/// <param name="isBusy">Whether much feedback comes in at once.</param>
/// <param name="used">The processor time that this process has used so far.</param>
/// <param name="time">The clock.</param>
internal sealed class IntakeFirst(Func<bool> isBusy, Func<TimeSpan> used, TimeProvider time)
{
    // Of all processors. Others on the machine, the senders at the least, need some too, and what is left is to answer at once.
    private const double Short = 0.5;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private (long At, TimeSpan Used) _last = (time.GetTimestamp(), used());
    private bool _isShort;

    /// <summary>Whether the pipeline is to work in small steps: what it writes stands in the store's queue before the next feedback that is posted.</summary>
    public bool InSmallSteps => isBusy();

    /// <summary>Whether the pipeline is to rest.</summary>
    public bool GivesWay => isBusy() && IsShort();

    private bool IsShort()
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_last.At);
            if (elapsed < Window)
                return _isShort;
            var now = used();
            // Over a longer time the share says nothing of the present.
            _isShort = elapsed < 10 * Window && (now - _last.Used) / (elapsed * Environment.ProcessorCount) > Short;
            _last = (time.GetTimestamp(), now);
            return _isShort;
        }
    }
}
