namespace Feedback.Core.Records;

/// <summary>What feedback is about, at the stage where it hurts: the unit in which trouble is looked for, worked on and measured.</summary>
/// <param name="Theme">The theme's id.</param>
/// <param name="Stage">The stage's id, or <see cref="MappedOpinion.Unmapped"/>.</param>
public sealed record Topic(string Theme, string Stage);
