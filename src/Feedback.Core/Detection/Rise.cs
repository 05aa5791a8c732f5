namespace Feedback.Core.Detection;

/// <summary>A topic's rise in one window.</summary>
/// <param name="Start">The window's first day.</param>
/// <param name="Customers">Its distinct customers.</param>
/// <param name="Expected">How many were expected.</param>
/// <param name="Probability">How probable as many or more would be if nothing had changed.</param>
/// <param name="FalseTickets">How many times chance alone would show the like in four weeks, in this topic, if all that is put up with were spent on this
/// window.</param>
internal sealed record Rise(int Start, long Customers, double Expected, double Probability, double FalseTickets);
