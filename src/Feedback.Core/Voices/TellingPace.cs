namespace Feedback.Core.Voices;

/// <summary>How fast customers are told: mail servers slow down or shut out who sends much at once.</summary>
/// <param name="Between">The least time from one mail to the next.</param>
public sealed record TellingPace(TimeSpan Between);
