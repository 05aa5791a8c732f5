namespace Feedback.App.Cli.Demo;

/// <summary>
/// The clock of a program that is played through its own past: it is set on from moment to moment and ends at the real time. While it plays, what the program
/// rests for less than a second, it rests for a twentieth of it: nobody waits for a pipeline to rest in a past.
/// </summary>
internal sealed class PlayedTime : TimeProvider
{
    private const int Faster = 20;
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private long _behind;

    /// <summary>How far it lies behind the real time.</summary>
    private TimeSpan Behind
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _behind));
        set => Interlocked.Exchange(ref _behind, value.Ticks);
    }

    /// <summary>Whether it is behind the real time.</summary>
    public bool IsPlaying => Behind > TimeSpan.Zero;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Behind;

    /// <summary>Sets the clock back to where the play begins; only before the program is built with it.</summary>
    public void BeginAt(DateTimeOffset time) => Behind = base.GetUtcNow() - time;

    /// <summary>Sets the clock on; a clock that is there already stays, for time does not run backwards.</summary>
    public void MoveOnTo(DateTimeOffset time)
    {
        var behind = base.GetUtcNow() - time;
        if (behind < Behind)
            Behind = behind < TimeSpan.Zero ? TimeSpan.Zero : behind;
    }

    /// <summary>Ends the play: from now on it is the real time.</summary>
    public void End() => Behind = TimeSpan.Zero;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, IsPlaying && dueTime > TimeSpan.Zero && dueTime < LongestRest ? dueTime / Faster : dueTime, period);
}
