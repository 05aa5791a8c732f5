namespace Feedback.Core.Records;

/// <summary>The answers of many ratings, score by score.</summary>
/// <param name="Nps">Likelihood to recommend.</param>
/// <param name="Csat">Satisfaction.</param>
/// <param name="Ces">Effort.</param>
public readonly record struct RatingSums(Nps Nps, Csat Csat, Ces Ces)
{
    /// <summary>The answers of one feedback.</summary>
    public static RatingSums Of(Ratings ratings) => new(Nps.Of(ratings.Nps), Csat.Of(ratings.Csat), Ces.Of(ratings.Ces));

    /// <summary>The answers of both.</summary>
    public static RatingSums operator +(RatingSums a, RatingSums b) => new(a.Nps + b.Nps, a.Csat + b.Csat, a.Ces + b.Ces);
}
