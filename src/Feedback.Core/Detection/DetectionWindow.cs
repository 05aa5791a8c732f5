namespace Feedback.Core.Detection;

/// <summary>A running window in which topics are looked at: today so far and some whole days before it.</summary>
/// <param name="WholeDays">How many whole days before today belong to it; 0 is today alone.</param>
/// <param name="Share">Which share of the false tickets that are put up with may come from it, above 0 to 1. The shares add up to less than 1, as running
/// windows err more often than windows side by side.</param>
public sealed record DetectionWindow(int WholeDays, double Share);
