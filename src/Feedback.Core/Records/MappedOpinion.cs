using System.Text.Json.Serialization;

namespace Feedback.Core.Records;

/// <summary>Where on a journey an opinion belongs.</summary>
/// <param name="Stage">The stage's id, or <see cref="Unmapped"/>.</param>
/// <param name="Theme">The theme's id; <c>null</c> when none was named.</param>
/// <param name="Owner">The department that owns it: the theme's, else the stage's; <c>null</c> if there is neither.</param>
/// <param name="Reason">Why it is mapped there.</param>
/// <param name="Confidence">
/// From 0 to 1, to three decimals: how telling the kind of evidence is (0.9 for a phrase and 0.75 for a term in the clause, 0.6 for its meaning or its
/// sentence, 0.5 for a guess and for words elsewhere in the text, 0.3 for the touchpoint alone, 0 for nothing, 1 for a
/// correction by hand), times the share of that evidence that speaks for the chosen theme. It ranks; it is not a probability.
/// </param>
public sealed record MappedOpinion(string Stage, string? Theme, string? Owner, MappingReason Reason, double Confidence)
{
    /// <summary>Whether its own words do not say so: it shows where it was read, and counts towards no theme.</summary>
    [JsonIgnore]
    public bool IsWeak => Reason is MappingReason.ThemeInText or MappingReason.ThemeGuess or MappingReason.TouchpointStage;

    /// <summary>The theme that it counts towards.</summary>
    [JsonIgnore]
    public string? CountedTheme => IsWeak ? null : Theme;

    /// <summary>The stage of what belongs to none.</summary>
    public const string Unmapped = "unmapped";

    /// <summary>Whether a theme is asked for.</summary>
    /// <param name="asked">What is asked for: <see cref="Unmapped"/> for what names none, <c>null</c> for all.</param>
    /// <param name="theme">The theme; <c>null</c> when none was named.</param>
    public static bool IsAsked(string? asked, string? theme) => asked is null || asked == (theme ?? Unmapped);

    /// <summary>The theme or stage that is asked for by its name; <c>null</c> when all are, or what belongs to none.</summary>
    public static string? NameIn(string? asked) => asked == Unmapped ? null : asked;
}

/// <summary>Why an opinion is mapped where it is.</summary>
/// <remarks>Stored by number: another one comes behind the last.</remarks>
[JsonConverter(typeof(JsonStringEnumConverter<MappingReason>))]
public enum MappingReason
{
    /// <summary>Nothing says where it belongs.</summary>
    [JsonStringEnumMemberName("unmapped")] Unmapped,

    /// <summary>Its clause holds a phrase of the theme.</summary>
    [JsonStringEnumMemberName("theme-phrase")] ThemePhrase,

    /// <summary>Its clause holds a term of the theme.</summary>
    [JsonStringEnumMemberName("theme-term")] ThemeTerm,

    /// <summary>Its clause names no theme, but its sentence does, or the text, which is short or names no other.</summary>
    [JsonStringEnumMemberName("theme-in-text")] ThemeInText,

    /// <summary>No theme is named; it was heard where this stage is usual.</summary>
    [JsonStringEnumMemberName("touchpoint-stage")] TouchpointStage,

    /// <summary>Somebody corrected its theme or its stage.</summary>
    [JsonStringEnumMemberName("corrected")] Corrected,

    /// <summary>Its clause names no theme, and means what the theme's title, terms and phrases mean.</summary>
    [JsonStringEnumMemberName("theme-meaning")] ThemeMeaning,

    /// <summary>Its clause speaks of "it", and its sentence names one theme.</summary>
    [JsonStringEnumMemberName("theme-in-sentence")] ThemeInSentence,

    /// <summary>Its clause is nearer to the theme than to any other, but not by enough to be sure.</summary>
    [JsonStringEnumMemberName("theme-guess")] ThemeGuess,
}
