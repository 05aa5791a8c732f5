namespace Feedback.Bench.Fill;

/// <summary>What a data folder is filled with.</summary>
/// <param name="Signals">How many feedback, each with one opinion.</param>
/// <param name="Days">Over how many days up to the end.</param>
/// <param name="Customers">How many customers there are to speak.</param>
/// <param name="End">When the last is said.</param>
internal sealed record Plan(int Signals, int Days, int Customers, DateTimeOffset End)
{
    /// <summary>How many of the newest have their feedback records and stand in their customers' timelines: the pages show no older ones.</summary>
    public const int Whole = 20_000;
}
