using System.Text.Json.Serialization;

namespace Feedback.Core.Records;

/// <summary>
/// One thing about one opinion that somebody corrected. A fact of its own: it is only ever added, no analysis overwrites it, and of two corrections of
/// the same field of the same opinion the later one holds.
/// </summary>
public sealed record Correction
{
    /// <summary>The characters (Unicode code points) of a reason.</summary>
    public const int ReasonCharacters = 1_000;

    /// <summary>Its number within the feedback, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>
    /// The opinion as the analysis had it: its stretches of the text say which one is meant, whatever a later analysis finds, and its sentiment is what was
    /// understood of it.
    /// </summary>
    public required Opinion Opinion { get; init; }

    /// <summary>What was corrected.</summary>
    public required CorrectedField Field { get; init; }

    /// <summary>The journey on which a theme or a stage was corrected; a sentiment is the same on every journey.</summary>
    public string? Journey { get; init; }

    /// <summary>What stood there: a sentiment's word, a theme's id (<c>null</c> for none) or a stage's id.</summary>
    public string? Before { get; init; }

    /// <summary>The value after.</summary>
    public string? After { get; init; }

    /// <summary>Which analysis was corrected.</summary>
    public required string AnalysedBy { get; init; }

    /// <summary>Who did it: <c>manager</c> or another name of a caller.</summary>
    public required string By { get; init; }

    /// <summary>The person named by the caller, if several share a key.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why. Does not quote the customer: see <c>ReasonRule</c>.</summary>
    public string? Reason { get; init; }
}

/// <summary>The fields of an opinion that can be corrected.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CorrectedField>))]
public enum CorrectedField
{
    /// <summary>The sentiment.</summary>
    [JsonStringEnumMemberName("sentiment")] Sentiment,

    /// <summary>What it is about.</summary>
    [JsonStringEnumMemberName("theme")] Theme,

    /// <summary>Where on the journey it lies.</summary>
    [JsonStringEnumMemberName("stage")] Stage,
}
