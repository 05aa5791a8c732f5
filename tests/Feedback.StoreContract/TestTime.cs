namespace Feedback.StoreContract;

/// <summary>When the tests' clocks start, unless a test says otherwise.</summary>
public static class TestTime
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
}
