namespace Feedback.Core.Records;

/// <summary>Scores; each is absent when it was not asked.</summary>
/// <param name="Nps">Likelihood to recommend; see <see cref="Records.Nps"/>.</param>
/// <param name="Csat">Satisfaction; see <see cref="Records.Csat"/>.</param>
/// <param name="Ces">Customer effort; see <see cref="Records.Ces"/>.</param>
public sealed record Ratings(int? Nps, int? Csat, int? Ces);
