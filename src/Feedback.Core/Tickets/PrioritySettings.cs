namespace Feedback.Core.Tickets;

/// <summary>What counts for a priority.</summary>
/// <param name="LifetimeValue">Whether it counts what the customers are worth to the company.</param>
public sealed record PrioritySettings(bool LifetimeValue)
{
    /// <summary>Everything counts.</summary>
    public static readonly PrioritySettings Default = new(true);
}
