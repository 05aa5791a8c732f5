namespace Feedback.App.Tests.Running;

/// <summary>The system's clock, set to another time and moved at will. Its timers are the system's, so the program's own loops go on.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public ShiftedTime(DateTimeOffset now) => _shift = (now - System.GetUtcNow()).Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _shift));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _shift, time.Ticks);
}
