namespace Feedback.Core.Records;

/// <summary>A theme at a stage: the unit in which problems are detected, worked on and measured.</summary>
/// <param name="Theme">The theme's id.</param>
/// <param name="Stage">The stage's id, or <c>unmapped</c>.</param>
public sealed record Topic(string Theme, string Stage);
