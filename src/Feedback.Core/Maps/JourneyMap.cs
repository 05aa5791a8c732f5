using Feedback.Core.Records;

namespace Feedback.Core.Maps;

/// <summary>The journey as customers lived it over a period: the sum of its folds.</summary>
/// <param name="Journey">The journey's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Version">The version of its definition.</param>
/// <param name="From">The start of the period, a whole hour, UTC.</param>
/// <param name="To">Its end, exclusive.</param>
/// <param name="Touchpoint">The touchpoint that was asked for; <c>null</c> for all.</param>
/// <param name="Silo">The silo that was asked for; <c>null</c> for all.</param>
/// <param name="Segment">The segment of customers that was asked for; <c>null</c> for all.</param>
/// <param name="Total">All stages together.</param>
/// <param name="Stages">The stages in the customer's order; <c>unmapped</c> stands last when something is.</param>
/// <param name="Touchpoints">Stage by touchpoint: only pairs where something was heard.</param>
/// <param name="Matrix">Where it is heard against who owns it: only pairs where something was heard.</param>
public sealed record JourneyMap(
    string Journey,
    string Title,
    string Version,
    DateTimeOffset From,
    DateTimeOffset To,
    string? Touchpoint,
    string? Silo,
    string? Segment,
    MapFigures Total,
    IReadOnlyList<MapStage> Stages,
    IReadOnlyList<MapTouchpoint> Touchpoints,
    IReadOnlyList<MapHeardOwned> Matrix);

/// <summary>One stage of the map.</summary>
/// <param name="Stage">The stage's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Silo">The silo that owns it; <c>null</c> for <c>unmapped</c>.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="TopThemes">The themes heard most, at most five.</param>
/// <param name="Themed">The opinions that have a theme.</param>
public sealed record MapStage(string Stage, string Title, string? Silo, MapFigures Figures, IReadOnlyList<MapTheme> TopThemes, MapThemed Themed)
{
    /// <summary>How many opinions have no theme: nothing in them says what they are about, or they are <see cref="Wordless"/>.</summary>
    public long Unthemed => Figures.Volume - Themed.Positive - Themed.Neutral - Themed.Negative;

    /// <summary>How many of those are scores without words, which can have no theme.</summary>
    public long Wordless { get; init; }
}

/// <summary>The opinions of a stage that have a theme.</summary>
/// <param name="Positive">Positive ones.</param>
/// <param name="Neutral">Neutral ones.</param>
/// <param name="Negative">Negative ones.</param>
public sealed record MapThemed(long Positive, long Neutral, long Negative);

/// <summary>The figures of what was heard.</summary>
/// <param name="Volume">Opinions.</param>
/// <param name="Customers">Distinct known customers; see <see cref="CustomersEstimated"/>. <c>null</c> for a single silo: which customers are behind what it
/// hears or owns is not stored.</param>
/// <param name="Sentiment">The mean sentiment, −1…1; <c>null</c> without an opinion.</param>
/// <param name="Positive">Positive opinions.</param>
/// <param name="Neutral">Neutral opinions.</param>
/// <param name="Negative">Negative opinions.</param>
/// <param name="Nps">Net promoter score; <c>null</c> without an answer.</param>
/// <param name="Csat">Satisfaction; <c>null</c> without an answer.</param>
/// <param name="Ces">Effort; <c>null</c> without an answer.</param>
/// <param name="Change">Against the period of the same length before.</param>
public sealed record MapFigures(
    long Volume,
    long? Customers,
    double? Sentiment,
    long Positive,
    long Neutral,
    long Negative,
    NpsScore? Nps,
    CsatScore? Csat,
    CesScore? Ces,
    MapChange Change)
{
    /// <summary>Whether the number of customers is an estimate (±3%): more than 10,000 of them are no longer counted one by one.</summary>
    public bool CustomersEstimated { get; init; }
}

/// <summary>Net promoter score: the share of promoters less the share of detractors, −100…100.</summary>
/// <param name="Score">The score.</param>
/// <param name="Answers">The number of answers.</param>
/// <param name="Promoters">Answers 9 and 10.</param>
/// <param name="Passives">Answers 7 and 8.</param>
/// <param name="Detractors">Answers 0 to 6.</param>
public sealed record NpsScore(double Score, long Answers, long Promoters, long Passives, long Detractors)
{
    internal static NpsScore? Of(Nps sum) => sum.Score is { } score ? new(score, sum.Answers, sum.Promoters, sum.Passives, sum.Detractors) : null;
}

/// <summary>Satisfaction.</summary>
/// <param name="Score">The mean answer, 1…5.</param>
/// <param name="Answers">The number of answers.</param>
/// <param name="Satisfied">The share of answers 4 and 5, 0…1.</param>
public sealed record CsatScore(double Score, long Answers, double Satisfied)
{
    internal static CsatScore? Of(Csat sum) => (sum.Mean, sum.Share) is ({ } mean, { } share) ? new(mean, sum.Answers, share) : null;
}

/// <summary>Effort.</summary>
/// <param name="Score">The mean answer, 1…7.</param>
/// <param name="Answers">The number of answers.</param>
public sealed record CesScore(double Score, long Answers)
{
    internal static CesScore? Of(Ces sum) => sum.Mean is { } mean ? new(mean, sum.Answers) : null;
}

/// <summary>The change against the period before.</summary>
/// <param name="VolumeBefore">Opinions then.</param>
/// <param name="SentimentBefore">Mean sentiment then; <c>null</c> without an opinion.</param>
/// <param name="Volume">The relative change in volume (0.5 is 50% more); <c>null</c> if there was nothing before.</param>
/// <param name="Sentiment">The difference of the mean sentiments; <c>null</c> when either is missing.</param>
/// <param name="NpsBefore">Net promoter score then; <c>null</c> without an answer.</param>
/// <param name="CsatBefore">Satisfaction then, likewise.</param>
/// <param name="CesBefore">Effort then, likewise.</param>
public sealed record MapChange(
    long VolumeBefore,
    double? SentimentBefore,
    double? Volume,
    double? Sentiment,
    NpsScore? NpsBefore = null,
    CsatScore? CsatBefore = null,
    CesScore? CesBefore = null);

/// <summary>A theme of a stage.</summary>
/// <param name="Theme">The theme's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="OwnedBy">The silo that owns it.</param>
/// <param name="Volume">Opinions.</param>
/// <param name="Negative">Negative opinions.</param>
/// <param name="Sentiment">The mean sentiment.</param>
/// <param name="VolumeBefore">Opinions in the period before.</param>
public sealed record MapTheme(string Theme, string Title, string? OwnedBy, long Volume, long Negative, double? Sentiment, long VolumeBefore);

/// <summary>One stage as heard at one touchpoint.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Touchpoint">The kind of touchpoint.</param>
/// <param name="Volume">Opinions.</param>
/// <param name="Negative">Negative opinions.</param>
/// <param name="Sentiment">The mean sentiment.</param>
public sealed record MapTouchpoint(string Stage, string Touchpoint, long Volume, long Negative, double? Sentiment);

/// <summary>What one silo hears and another (or the same) owns.</summary>
/// <param name="HeardBy">The silo that hears it.</param>
/// <param name="OwnedBy">The silo that owns it; <c>null</c> if none does.</param>
/// <param name="Volume">Opinions.</param>
/// <param name="Negative">Negative opinions.</param>
/// <param name="Sentiment">The mean sentiment.</param>
public sealed record MapHeardOwned(string HeardBy, string? OwnedBy, long Volume, long Negative, double? Sentiment);
