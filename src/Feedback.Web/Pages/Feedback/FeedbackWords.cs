using System.Globalization;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Web.Pages;

/// <summary>What the pages say of feedback, in words.</summary>
public static class FeedbackWords
{
    /// <summary>A sentiment's sign, which tells it apart without its colour.</summary>
    public static string Sign(SentimentLabel label) => label switch { SentimentLabel.Positive => "+", SentimentLabel.Negative => "−", _ => "±" };

    /// <summary>A sentiment in one word.</summary>
    public static string Word(SentimentLabel label) => JsonWord.Of(label);

    /// <summary>The ratings: NPS 4 of 10 · CSAT 2 of 5. Empty without any.</summary>
    public static string Scores(Ratings? ratings) => ratings is null ? "" : string.Join(" · ", new[]
    {
        ratings.Nps is { } nps ? string.Create(CultureInfo.InvariantCulture, $"NPS {nps} of {Nps.Highest}") : null,
        ratings.Csat is { } csat ? string.Create(CultureInfo.InvariantCulture, $"CSAT {csat} of {Csat.Highest}") : null,
        ratings.Ces is { } ces ? string.Create(CultureInfo.InvariantCulture, $"CES {ces} of {Ces.Highest}") : null,
    }.OfType<string>());

    /// <summary>Why an opinion lies where it does.</summary>
    public static string Why(MappedOpinion mapped, string touchpoint, JourneyNames names) => mapped.Reason switch
    {
        MappingReason.ThemePhrase => $"This part of the text contains a phrase for “{names.Theme(mapped.Theme!)}”",
        MappingReason.ThemeTerm => $"This part of the text contains a keyword for “{names.Theme(mapped.Theme!)}”",
        MappingReason.ThemeMeaning => $"This part of the text means something close to “{names.Theme(mapped.Theme!)}”",
        MappingReason.ThemeInSentence => $"“It” in this part of the text is what its sentence is about: “{names.Theme(mapped.Theme!)}”",
        MappingReason.ThemeGuess => $"A guess: what this part of the text means is nearest to “{names.Theme(mapped.Theme!)}”, but not by enough to count",
        MappingReason.ThemeInText => $"This part of the text names no theme; the text around it is about “{names.Theme(mapped.Theme!)}”",
        MappingReason.TouchpointStage =>
            $"It names no theme; feedback at the {JourneyNames.Touchpoint(touchpoint).ToLowerInvariant()} touchpoint belongs to this stage by default",
        MappingReason.Corrected => "Corrected",
        _ => "Nothing shows where it belongs",
    };

    /// <summary>A value of a correction as people call it.</summary>
    public static string Value(CorrectedField field, string? value, JourneyNames names) => field switch
    {
        CorrectedField.Theme => value is null ? "no theme" : names.Theme(value),
        CorrectedField.Stage => names.Stage(value ?? MappedOpinion.Unmapped),
        _ => value ?? Format.None,
    };

    /// <summary>A corrected field as people call it.</summary>
    public static string Field(CorrectedField field) => JsonWord.Of(field);

    /// <summary>Who did it, for whom.</summary>
    public static string Who(string by, string? onBehalfOf) => onBehalfOf is null ? by : $"{onBehalfOf} ({by})";
}
