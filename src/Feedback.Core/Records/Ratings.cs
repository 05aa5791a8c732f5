namespace Feedback.Core.Records;

/// <summary>Scores; those that were not asked are absent.</summary>
/// <param name="Nps">Likelihood to recommend, 0 to 10 (Reichheld, "The One Number You Need to Grow", HBR 2003).</param>
/// <param name="Csat">Satisfaction, 1 to 5.</param>
/// <param name="Ces">Customer effort, 1 to 7. Reported as a mean and not judged: surveys disagree on which end is the easy one.</param>
public sealed record Ratings(int? Nps, int? Csat, int? Ces);
