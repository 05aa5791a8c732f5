using System.Text.Json.Serialization;
using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>With which period another is compared.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparedPeriod>))]
public enum ComparedPeriod
{
    /// <summary>The period of the same length before.</summary>
    [JsonStringEnumMemberName("previous")] Previous,

    /// <summary>The same weeks a year before: 52 weeks, so that days of the week are compared with the same.</summary>
    [JsonStringEnumMemberName("year")] Year,
}

/// <summary>Why what is said of a journey, a stage or a theme has changed: what each part contributes. In every list the parts make up the whole, and their
/// contributions its change, exactly.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Stage">The stage that was asked for; <c>null</c> for all.</param>
/// <param name="Theme">The theme that was asked for; <c>null</c> for all.</param>
/// <param name="Touchpoint">The touchpoint that was asked for; <c>null</c> for all.</param>
/// <param name="Silo">The silo that was asked for; <c>null</c> for all.</param>
/// <param name="Segment">The segment of customers that was asked for; <c>null</c> for all.</param>
/// <param name="From">The start of the period, a whole hour, UTC.</param>
/// <param name="To">Its end, exclusive.</param>
/// <param name="ComparedFrom">The start of the period that it is compared with.</param>
/// <param name="ComparedTo">Its end, exclusive.</param>
/// <param name="Total">All together. Its contribution is the whole change, which is not split further.</param>
/// <param name="Themes">By theme; <c>null</c> is the id of opinions without one.</param>
/// <param name="Stages">By stage.</param>
/// <param name="Touchpoints">By kind of touchpoint.</param>
/// <param name="Segments">
/// By segment of customers; empty when the journey has none, or one was asked for. <c>null</c> is the id of what is left to make up the whole: what customers
/// of no segment say, less what those of several say, for that counts in each of theirs. So it may be below nothing, and it stands last.
/// </param>
public sealed record JourneyChange(
    string Journey,
    string? Stage,
    string? Theme,
    string? Touchpoint,
    string? Silo,
    string? Segment,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset ComparedFrom,
    DateTimeOffset ComparedTo,
    ChangePart Total,
    IReadOnlyList<ChangePart> Themes,
    IReadOnlyList<ChangePart> Stages,
    IReadOnlyList<ChangePart> Touchpoints,
    IReadOnlyList<ChangePart> Segments)
{
    /// <summary>How far everything is counted anew; <c>null</c> when all is counted. Until then figures can be incomplete.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Recounting? Recounting { get; init; }
}

/// <summary>What a part contributes to a change.</summary>
/// <param name="Id">The theme, stage, kind of touchpoint or segment; <c>null</c> for what belongs to none.</param>
/// <param name="Volume">Opinions.</param>
/// <param name="VolumeBefore">Opinions before.</param>
/// <param name="VolumeChange">What it contributes to the change of the volume.</param>
/// <param name="Negative">Negative opinions.</param>
/// <param name="NegativeBefore">Negative opinions before.</param>
/// <param name="NegativeChange">What it contributes to the change of the negative opinions.</param>
/// <param name="Sentiment">The mean sentiment, −1…1; <c>null</c> without an opinion.</param>
/// <param name="SentimentBefore">The mean sentiment before.</param>
/// <param name="SentimentChange">
/// What it contributes to the change of the mean sentiment of all; <c>null</c> when all have no opinion in one of the periods.
/// </param>
/// <param name="BySentiment">Of that, how much because its own opinions are better or worse than before.</param>
/// <param name="ByShare">Of that, how much because it has a larger or smaller share of all opinions, and is better or worse than they are.</param>
public sealed record ChangePart(
    string? Id,
    long Volume,
    long VolumeBefore,
    long VolumeChange,
    long Negative,
    long NegativeBefore,
    long NegativeChange,
    decimal? Sentiment,
    decimal? SentimentBefore,
    decimal? SentimentChange,
    decimal? BySentiment,
    decimal? ByShare);
