namespace Feedback.Core.Drivers;

/// <summary>One row of a regression, kept sparse: most customers complain about very little.</summary>
/// <param name="Outcome">What is explained.</param>
/// <param name="Values">What explains it: the columns that are not 0, each once.</param>
internal sealed record Observation(double Outcome, (int Column, double Value)[] Values);
